# French. Passkeys: /login, /login/passkey, /login/passkey/offer, /login/enroll, /account/security and the pages below it.

passkey = Clé d’accès

## Signing in

passkey-sign-in = Se connecter avec une clé d’accès
passkey-or-password = ou avec votre mot de passe
passkey-no-script = Les clés d’accès ont besoin de JavaScript, que ce navigateur n’exécute pas ici.
passkey-use = Utiliser votre clé d’accès
passkey-none-used = Aucune clé d’accès n’a été utilisée. Réessayez ou connectez-vous autrement.
passkey-late = Cela a pris trop de temps. Réessayez
passkey-unknown = Cette clé d’accès n’est plus connue ici. Connectez-vous autrement, puis ajoutez-en une nouvelle
passkey-refused = Cette clé d’accès n’a pas pu être vérifiée. Réessayez
passkey-copied = Cette clé d’accès a été refusée : quelqu’un semble en avoir une copie. Connectez-vous autrement et retirez-la
second-factor-passkey-title = Utilisez votre clé d’accès
second-factor-use-passkey = Utiliser votre clé d’accès

## Making one, here or while signing in

passkey-offer-title = Connectez-vous plus vite la prochaine fois
passkey-what = Utilisez votre empreinte digitale, votre visage ou le verrouillage de l’écran. Rien à retenir, rien à voler.
passkey-create = Créer une clé d’accès
passkey-not-now = Plus tard
passkey-or-totp = ou une application d’authentification
passkey-cannot = Ce navigateur ne peut pas utiliser de clé d’accès ici.
passkey-device-asks = Votre appareil vous demandera de confirmer.
passkey-none-made = Aucune clé d’accès n’a été créée. Rien n’a changé.
passkey-there = Cet appareil a déjà une clé d’accès pour votre compte
passkey-not-made = La clé d’accès n’a pas pu être vérifiée. Réessayez
passkey-too-many = Vous avez atteint le nombre maximal de clés d’accès. Retirez-en d’abord une
passkey-made = Votre clé d’accès est prête.

## /account/security

security-passkeys = Clés d’accès
security-add-passkey = Ajouter une clé d’accès
security-other-ways = Autres moyens de connexion
security-set = Choisir
security-set-named = Choisir un mot de passe
security-password-only-passkey = Votre mot de passe suffit à ouvrir votre compte. Étape suivante : ajoutez une clé d’accès.
security-one-passkey = Une clé d’accès protège votre compte. Étape suivante : ajoutez-en une autre, au cas où vous perdriez la première.
security-passkeys-strong = Votre compte est bien protégé. Vous n’avez rien à faire.
passkey-add-title = Ajoutez une clé d’accès
passkey-backed-up = sur tous vos appareils
passkey-synced = peut-être sur tous vos appareils
passkey-bound = sur un seul appareil
passkey-added = ajout : { $when }
passkey-last = C’est le dernier moyen d’accéder à votre compte : il ne peut donc pas être retiré.
passkey-rename = Renommer
passkey-rename-title = Renommez la clé d’accès
passkey-rename-named = Renommer : { $name }
passkey-name = Nom
passkey-name-hint = Où elle se trouve, pour que vous la reconnaissiez.
passkey-save = Enregistrer
passkey-renamed = La clé d’accès a un nouveau nom.
passkey-remove-title = Retirer la clé d’accès ?
passkey-remove-named = Retirer : { $name }
passkey-remove-lead = Elle n’ouvrira plus votre compte. Vos sessions sur les autres appareils seront fermées.
passkey-removed = La clé d’accès est retirée. Vos sessions sur les autres appareils ont été fermées.
password-remove-title = Retirer le mot de passe ?
password-remove-lead = Seules vos clés d’accès ouvriront alors votre compte. Vos sessions sur les autres appareils seront fermées. Quand votre session est ouverte, vous pouvez toujours choisir ici un nouveau mot de passe.
password-removed = Votre mot de passe est retiré. Vos sessions sur les autres appareils ont été fermées.

## Activity

activity-passkey-added = Clé d’accès ajoutée
activity-passkey-removed = Clé d’accès retirée
activity-passkey-copied = Refus d’une clé d’accès copiée
activity-password-removed = Mot de passe retiré
