# French. /consent: what an app may do with an account.

consent-title = Autoriser { $app }
consent-question = Autoriser { $app } à utiliser votre compte ?
consent-question-again = Autoriser de nouveau { $app } à utiliser votre compte ?
consent-question-more = { $app } en demande plus
consent-account = Vous utilisez le compte <strong>{ $account }</strong>. <link>Changer</link>
consent-changes = Vous avez déjà autorisé cette application, mais elle a changé depuis :
consent-changed-name = Elle s’appelait « { $name } ».
consent-changed-host = Elle vous dirigeait vers { $before }. Elle vous dirige maintenant vers { $now }.
consent-changed-to-device = Elle vous dirigeait vers { $before }. Elle vous dirige maintenant vers une application de cet appareil.
consent-changed-from-device = Elle vous dirigeait vers une application de cet appareil. Elle vous dirige maintenant vers { $now }.
consent-changed-first-host = Elle vous dirige vers { $now }.
consent-changed-first-device = Elle vous dirige vers une application de cet appareil.
consent-able = L’application pourra
consent-able-also = L’application pourra aussi
consent-already = Déjà autorisé : { $list }.
consent-unvetted = N’importe qui peut inscrire une application ici. N’autorisez celle-ci que si la demande vient de vous.
consent-limits = Elle ne verra pas votre mot de passe. Vous pouvez retirer son accès à tout moment dans votre compte, sous Applications connectées.
consent-cancel = Annuler
consent-allow = Autoriser
consent-then-host = Une fois votre choix fait, vous irez sur <strong>{ $host }</strong>.
consent-then-device = Une fois votre choix fait, vous reviendrez à l’application de cet appareil.

## What an app may do

scope-openid = Savoir que c’est vous
scope-profile = Voir votre nom et votre profil
scope-email = Voir votre adresse e-mail
scope-phone = Voir votre numéro de téléphone
scope-address = Voir votre adresse postale
scope-offline = Garder l’accès en votre absence
scope-other = Utiliser « { $scope } »

## What the app will see

scope-openid-value = Un identifiant, rien de plus
scope-offline-value =
    { $days ->
        [one] Jusqu’à ce que vous le retiriez, ou après { $days } jour sans utilisation
       *[other] Jusqu’à ce que vous le retiriez, ou après { $days } jours sans utilisation
    }
scope-profile-value = { $name } ; également : { $list }
scope-profile-names = nom et prénom
scope-profile-nickname = surnom
scope-profile-birthday = date de naissance
scope-profile-language = langue
scope-profile-zone = fuseau horaire
scope-profile-website = site web
scope-profile-picture = photo
scope-nothing = Votre compte n’en a pas : l’application n’en recevra donc pas
