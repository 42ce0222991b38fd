# French. /login/totp, /login/recovery and /login/enroll: the second factor of a sign-in. /account/security and the pages below it.

## Signing in with a second factor

second-factor-totp-title = Saisissez le code de votre application
second-factor-recovery-title = Utilisez un code de secours
second-factor-app = { $app } demande un second facteur.
second-factor-operator = { $operator } demande un second facteur.
second-factor-page = Cette page vous demande à nouveau un second facteur.
second-factor-hint = Votre application d’authentification l’affiche sous le nom { $name }.
second-factor-recovery-code = Code de secours
second-factor-recovery-hint = 16 lettres et chiffres. Chaque code fonctionne une seule fois.
second-factor-use-recovery = Utiliser un code de secours
second-factor-use-totp = Utiliser votre application d’authentification
second-factor-trust = Ne plus demander dans ce navigateur pendant { $time }
second-factor-trust-hint = Uniquement sur un appareil personnel.
second-factor-empty = Saisissez le code
second-factor-wrong = Ce code est incorrect. Les codes changent toutes les 30 secondes : attendez le suivant
second-factor-recovery-wrong = Ce code de secours est incorrect ou a déjà été utilisé
second-factor-used = Ce code a déjà été utilisé. Attendez le suivant
second-factor-late = La saisie du code a pris trop de temps. Connectez-vous à nouveau.
second-factor-codes-left = { $codes ->
    [0] C’était votre dernier code de secours. Renouvelez vos codes sur la page « Sécurité ».
    [one] Il vous reste un code de secours. Renouvelez vos codes sur la page « Sécurité ».
   *[other] Il vous reste { $codes } codes de secours.
}

## Setting an authenticator app up, here or while signing in

enroll-title = Configurez un second facteur
enroll-until = obligatoire à partir du { $when }
totp-title = Application d’authentification
totp-lead = Elle affiche un code à saisir après votre mot de passe. Sans ce code, connaître votre mot de passe ne suffit pas pour se connecter.
totp-install = Ouvrez une application d’authentification sur votre téléphone : votre gestionnaire de mots de passe en est peut-être une.
totp-scan = Scannez ce code avec l’application :
totp-qr = QR code pour votre application d’authentification
totp-type = Ou saisissez-y cette clé :
totp-code = Code à 6 chiffres
totp-turn-on = Activer
totp-wrong = Ce code est incorrect. Vérifiez l’heure de votre téléphone, puis saisissez le code que l’application affiche maintenant
totp-on = L’application d’authentification est activée. Vos sessions sur les autres appareils ont été fermées.
totp-off = L’application d’authentification est retirée. Vos sessions sur les autres appareils ont été fermées.
totp-remove-title = Retirer l’application d’authentification ?
totp-remove-lead = Votre mot de passe suffira alors à ouvrir votre compte. Vos codes de secours ne fonctionneront plus et vous n’aurez plus de navigateurs de confiance.
totp-remove-required = { $operator } demande un second facteur : vous devrez en configurer un à votre prochaine connexion.
totp-remove = Retirer

## Recovery codes

codes-title = Codes de secours
codes-lead = Chaque code vous permet de vous connecter une fois sans votre application d’authentification. Conservez-les à l’écart de votre mot de passe. Ils ne seront plus affichés.
codes-download = Télécharger
codes-stored = Je les ai enregistrés
codes-make = Renouveler les codes
codes-new-lead = Les nouveaux codes remplacent les anciens.
security-codes-left = { $codes ->
    [0] Il ne vous en reste aucun.
    [one] Il vous en reste un.
   *[other] Il vous en reste { $codes }.
}

## /account/security

security-title = Sécurité
security-ways = Vos moyens de connexion
security-password-only = Votre mot de passe suffit à ouvrir votre compte. Étape suivante : activez une application d’authentification.
security-two-factors = Deux facteurs protègent votre compte. Vous n’avez rien à faire.
security-few-codes = Deux facteurs protègent votre compte. Étape suivante : renouvelez vos codes de secours, car il vous en reste peu.
security-required = { $operator } vous demande deux facteurs.
security-no-password = Aucun
security-on = Activée
security-since = ajout : { $when }
security-totp-what = Un code de votre téléphone après le mot de passe
security-add = Activer
security-add-named = Activer une application d’authentification
security-remove = Retirer
security-renew = Renouveler
security-trusted = Navigateurs de confiance
security-trusted-what = Seul votre mot de passe y est demandé.
security-trusted-until = jusqu’au { $when }
security-forget = Retirer
security-forget-named = Retirer : { $device }
security-forgotten = Ce navigateur n’est plus un navigateur de confiance.
