# French. Letters. $operator is the name of who runs this server.

mail-subject = { $operator } : { $title }
mail-works-until = Valable jusqu’au { $when }.
mail-happened = Date : { $when }.
mail-happened-in = Date : { $when }. Appareil : { $device }.
mail-happened-from = Date : { $when }. Appareil : { $device }. Adresse réseau : { $place }.

## Confirming an address, and another password

mail-confirm-address = Confirmez votre adresse e-mail
mail-reset-password = Choisissez un nouveau mot de passe
mail-type-code = Saisissez ce code sur la page qui le demande, ou appuyez sur le bouton :
mail-not-asked = Si vous n’avez rien demandé, ne faites rien.
mail-not-asked-password = Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste inchangé.

## Making an account

mail-invitation = { $operator } vous invite
mail-invitation-by-to = { $by } vous invite à créer un compte pour { $app }.
mail-invitation-by = { $by } vous invite à créer un compte.
mail-invitation-to = Voici votre invitation à créer un compte pour { $app }.
mail-invitation-plain = Voici votre invitation à créer un compte.
mail-account-exists = Vous avez déjà un compte
mail-account-exists-what = Quelqu’un a voulu créer un compte avec cette adresse e-mail, qui en a déjà un. Si c’était vous, connectez-vous.
mail-account-exists-not-you = Si ce n’était pas vous, ne faites rien.

## What happened to an account

mail-new-device = Connexion depuis un nouvel appareil
mail-new-device-not-you = Si ce n’était pas vous, déconnectez-le et changez votre mot de passe.
mail-password-changed = Votre mot de passe a été changé
mail-password-changed-not-you = Si ce n’était pas vous, choisissez aussitôt un nouveau mot de passe.
mail-factor-changed = Un moyen de connexion a été modifié
mail-factor-changed-not-you = Si ce n’était pas vous, changez aussitôt votre mot de passe.
mail-factor-failed = Quelqu’un connaît votre mot de passe
mail-factor-failed-what = Lors de plusieurs tentatives de connexion, votre mot de passe était correct, mais pas le code saisi ensuite.
mail-factor-failed-not-you = Si ce n’était pas vous, choisissez aussitôt un nouveau mot de passe. Votre compte n’a pas été ouvert.
mail-address-changed = Votre adresse e-mail a été modifiée
mail-address-changed-what = L’adresse de votre compte est maintenant { $new }.
mail-address-changed-not-you = Si ce n’était pas vous, rétablissez l’ancienne.
mail-address-changed-ask = Si ce n’était pas vous, demandez aussitôt de l’aide à l’équipe { $operator }.
mail-deletion-begun = Votre compte va être supprimé
mail-deletion-begun-what = Il sera supprimé le { $when }. Pour le garder, connectez-vous avant cette date.
mail-deletion-done = Votre compte est supprimé
mail-deletion-done-what = Vous l’aviez demandé, c’est fait.

## What an operator tries

mail-trial = Les e-mails arrivent
mail-trial-what = Une personne qui gère ce serveur a voulu vérifier que les e-mails arrivent.

## Buttons

mail-button-confirm = Confirmer l’adresse
mail-button-reset = Choisir un mot de passe
mail-button-invitation = Créer un compte
mail-button-undo = Rétablir l’adresse
mail-button-sign-in = Se connecter
mail-button-devices = Voir vos appareils
mail-button-account = Accéder à votre compte
