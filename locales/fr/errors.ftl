# French. The error page: what people read.

error-link-heading = Ce lien de connexion ne fonctionne pas
error-unknown-heading = Cette application n’est pas connue ici
error-request-heading = Cette application a envoyé une requête inutilisable
error-expired-heading = Cette connexion a pris trop de temps
error-sign-out-heading = Ce lien de déconnexion ne fonctionne pas
error-not-found-heading = Cette page n’existe pas
error-too-many-heading = Trop de tentatives
error-server-heading = Un problème est survenu de notre côté

## What happened

error-redirect-uri-mismatch =
    { $named ->
        [0] L’application nous a demandé de vous envoyer à une adresse qu’elle n’a pas inscrite. Pour protéger votre compte, nous en restons là.
       *[other] L’application { $app } nous a demandé de vous envoyer à une adresse qu’elle n’a pas inscrite. Pour protéger votre compte, nous en restons là.
    }
error-redirect-uri-missing =
    { $named ->
        [0] L’application n’a pas indiqué où vous envoyer après la connexion.
       *[other] L’application { $app } n’a pas indiqué où vous envoyer après la connexion.
    }
error-unknown-client = Le lien désigne une application qui n’est pas inscrite ici. Elle a peut-être été supprimée.
error-client-disabled =
    { $named ->
        [0] L’application a été désactivée ici : personne ne peut donc s’y connecter.
       *[other] L’application { $app } a été désactivée ici : personne ne peut donc s’y connecter.
    }
error-response-type =
    { $named ->
        [0] L’application a demandé un type de réponse auquel elle n’a pas droit.
       *[other] L’application { $app } a demandé un type de réponse auquel elle n’a pas droit.
    }
error-request =
    { $named ->
        [0] L’application a envoyé une demande de connexion qui contient une erreur.
       *[other] L’application { $app } a envoyé une demande de connexion qui contient une erreur.
    }
error-request-object =
    { $named ->
        [0] L’application a envoyé sa requête sous une forme illisible.
       *[other] L’application { $app } a envoyé sa requête sous une forme illisible.
    }
error-request-too-long =
    { $named ->
        [0] L’application a envoyé une requête trop longue pour être acceptée.
       *[other] L’application { $app } a envoyé une requête trop longue pour être acceptée.
    }
error-repeated =
    { $named ->
        [0] L’application a donné deux fois la même indication dans sa requête, et nous ne devinons pas laquelle compte.
       *[other] L’application { $app } a donné deux fois la même indication dans sa requête, et nous ne devinons pas laquelle compte.
    }
error-expired = Elle est restée ouverte trop longtemps et a donc pris fin. Rien n’a été modifié.
error-sign-out-uri =
    { $named ->
        [0] L’application nous a demandé de vous envoyer à une adresse qu’elle n’a pas inscrite. Pour votre sécurité, nous en restons là et n’avons fermé aucune session.
       *[other] L’application { $app } nous a demandé de vous envoyer à une adresse qu’elle n’a pas inscrite. Pour votre sécurité, nous en restons là et n’avons fermé aucune session.
    }
error-sign-out-hint =
    { $named ->
        [0] L’application n’a pas pu prouver qui elle veut déconnecter : aucune session n’a donc été fermée.
       *[other] L’application { $app } n’a pas pu prouver qui elle veut déconnecter : aucune session n’a donc été fermée.
    }
error-sign-out-unknown = Le lien n’indique pas de quelle application il vient, ou en désigne une qui n’est pas inscrite ici. Aucune session n’a été fermée.
error-sign-out-disabled =
    { $named ->
        [0] L’application a été désactivée ici : nous ne vous y renvoyons donc pas. Aucune session n’a été fermée.
       *[other] L’application { $app } a été désactivée ici : nous ne vous y renvoyons donc pas. Aucune session n’a été fermée.
    }
error-sign-out-request =
    { $named ->
        [0] L’application a envoyé une requête qui contient une erreur : aucune session n’a donc été fermée.
       *[other] L’application { $app } a envoyé une requête qui contient une erreur : aucune session n’a donc été fermée.
    }
error-not-found = L’adresse contient peut-être une faute de frappe, ou ce qui se trouvait ici a été supprimé.
error-too-many = Il y en a eu trop en peu de temps. Réessayez dans { $wait }.
error-server = Nous en avons pris note. Réessayez dans une minute.
error-without-page = Un problème est survenu de notre côté. Réessayez dans une minute.

## What to do; a reference such as 7QK2-M4FD follows

error-innocent = Vous n’y êtes pour rien.
error-next-why = Pour en connaître la raison, donnez cette référence à l’assistance de l’application :
error-next-sign-in =
    { $named ->
        [0] Revenez à l’application et reconnectez-vous. Si cela se reproduit, donnez cette référence à son assistance :
       *[other] Revenez à { $app } et reconnectez-vous. Si cela se reproduit, donnez cette référence à l’assistance de l’application :
    }
error-next-sign-out = Si cela se reproduit, donnez cette référence à l’assistance de l’application :
error-next-again =
    { $named ->
        [0] Revenez à l’application et réessayez. Si cela se reproduit, donnez cette référence à son assistance :
       *[other] Revenez à { $app } et réessayez. Si cela se reproduit, donnez cette référence à l’assistance de l’application :
    }
error-next-unknown = Revenez là où vous avez trouvé le lien et donnez cette référence aux personnes qui s’en occupent :
error-next-site = Si cela se reproduit, donnez cette référence aux personnes qui gèrent ce site :
error-resend = Renvoyer le formulaire
error-resend-form = Retour au formulaire
error-resend-password = Les mots de passe ne sont pas conservés : saisissez à nouveau le vôtre sur la page suivante.
error-sign-out-here = Se déconnecter quand même…
error-start = Aller à la page d’accueil

## For owners of apps and administrators

error-yours = Cette application est à vous ? <link>Connectez-vous</link> pour voir les détails.
error-yours-again = Cette application est à vous ? <link>Connectez-vous</link>, puis ouvrez à nouveau ce lien pour voir les détails.
error-site = Vous gérez ce site ? <link>Connectez-vous</link> pour voir les détails.
error-site-again = Vous gérez ce site ? <link>Connectez-vous</link>, puis ouvrez à nouveau ce lien pour voir les détails.
error-owner-heading = Cette application est à vous
error-owner-seen = Cette partie n’est visible que par vous et les administrateurs.
error-admin-heading = Vous administrez ce serveur
error-admin-seen = Cette partie n’est visible que par les administrateurs et le propriétaire de l’application.
error-admin-only-seen = Cette partie n’est visible que par les administrateurs.
error-received = Reçu
error-expected = Attendu
error-registered = Inscrit
error-difference = Différence
error-rule = Règle
error-fix-heading = Pour corriger
error-register = Inscrire cet URI…
error-settings = Réglages de l’application
error-secret = Un secret client, qui commence par <code>lys_</code>
error-near = Presque identique
error-near-none = Aucune application n’a un ID client semblable.
error-near-fix = Comparez l’ID client dans les réglages de l’application avec celui inscrit ici, ou inscrivez l’application.
error-apps = Ouvrir les applications

## Forms that are not taken; $host is the name of this site, such as id.example.com

not-taken-elsewhere-heading = Ce formulaire vient d’un autre site
not-taken-elsewhere = { $host } n’accepte que les formulaires de ses propres pages : rien n’a donc été fait. Si vous vouliez le faire, faites-le sur notre propre page.
not-taken-no-cookie-heading = Votre navigateur n’a envoyé aucun cookie
not-taken-no-cookie = Votre navigateur bloque les cookies pour { $host }, ou les a supprimés pendant que la page était ouverte : rien n’a donc été fait. Autorisez-les pour ce site, puis réessayez.
not-taken-signed-out-heading = Votre session a été fermée
not-taken-signed-out = Elle a pris fin pendant que la page était ouverte : rien n’a donc été fait. Connectez-vous, puis réessayez.
not-taken-account-changed-heading = Quelqu’un s’est connecté depuis l’ouverture de cette page
not-taken-account-changed = C’était peut-être avec un autre compte : rien n’a donc été fait. Vérifiez quel compte est utilisé, puis renvoyez le formulaire.
not-taken-other-browser-heading = Cette page a été ouverte dans un autre navigateur
not-taken-other-browser = Ou ce navigateur a perdu ses cookies depuis. Rien n’a été fait. Renvoyez le formulaire d’ici.
not-taken-too-old-heading = Cette page est restée ouverte trop longtemps
not-taken-too-old = Un formulaire peut être envoyé pendant un jour environ : rien n’a donc été fait. Renvoyez le formulaire.
not-taken-incomplete-heading = Le formulaire est arrivé incomplet
not-taken-incomplete = Il manquait la partie qui montre d’où il vient : rien n’a donc été fait. Si une extension du navigateur modifie les pages ici, désactivez-la pour ce site, puis réessayez.
