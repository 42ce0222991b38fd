# French. /logout, /logged-out, and the page in between that tells apps.

sign-out-title = Déconnexion
sign-out-heading = Se déconnecter ?
sign-out-asked = <strong>{ $app }</strong> demande votre déconnexion
sign-out-account = Vous utilisez le compte <strong>{ $account }</strong>. Les applications qui l’ont demandé sont informées ; dans les autres, votre session peut rester ouverte jusqu’à ce que vous vous y déconnectiez.
sign-out-others = Session ouverte ici : <strong>{ $accounts }</strong>. Si d’autres personnes utilisent cet appareil, déconnectez tous les comptes.
sign-out-others-too = Session également ouverte ici : <strong>{ $accounts }</strong>. Si d’autres personnes utilisent cet appareil, déconnectez tous les comptes.
sign-out-stay = Garder ma session
sign-out-all = Déconnecter tous les comptes
sign-out-this = Déconnecter ce compte seulement
sign-out-not-you = Si vous n’avez rien demandé, gardez votre session : rien ne se passe, et l’application n’en sait rien.

## While apps are told

signing-out-title = Déconnexion en cours
signing-out-heading = Déconnexion de vos applications
signing-out-lead = Votre session est fermée. Ces applications en sont informées, cela prend un instant :
signing-out-left-out =
    { $left-out ->
        [one] { $left-out } autre application n’est pas informée de cette façon, car vous en avez utilisé beaucoup. Fermez le navigateur si d’autres personnes utilisent cet appareil.
       *[other] { $left-out } autres applications ne sont pas informées de cette façon, car vous en avez utilisé beaucoup. Fermez le navigateur si d’autres personnes utilisent cet appareil.
    }
signing-out-frame = Déconnexion : { $app }

## Afterwards

signed-out-title = Votre session est fermée
signed-out-what = Plus aucune session n’est ouverte sur { $operator } dans ce navigateur. Les applications qui n’en sont pas informées peuvent garder la leur ouverte jusqu’à ce que vous vous y déconnectiez. Vos sessions sur d’autres appareils restent ouvertes.
signed-out-still-heading = Des comptes ont encore une session ouverte
signed-out-still = Vous avez déconnecté un compte. Session encore ouverte dans ce navigateur : <strong>{ $accounts }</strong>. Si d’autres personnes utilisent cet appareil, déconnectez tous les comptes.
signed-out-back = Retour à { $app }
signed-out-again = Se reconnecter
signed-out-all = Déconnecter tous les comptes…
signed-out-choose = Choisir un compte
signed-out-told = Votre déconnexion a été signalée à { $apps }.
signed-out-waiting =
    { $n ->
        [one] { $apps } n’a pas encore répondu. Votre déconnexion lui sera signalée de nouveau.
       *[other] { $apps } n’ont pas encore répondu. Votre déconnexion leur sera signalée de nouveau.
    }
signed-out-deaf =
    { $n ->
        [one] Impossible d’informer { $apps } : déconnectez-vous-y aussi.
       *[other] Impossible d’informer { $apps } : déconnectez-vous aussi de ces applications.
    }
