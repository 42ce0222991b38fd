# French. /login/forgot and /login/reset: a new password. /account/email: confirming an address, and another one.

recovery-forgot = Mot de passe oublié ?
recovery-title = Choisissez un nouveau mot de passe
recovery-lead = Nous envoyons un lien et un code à l’adresse e-mail de votre compte.
recovery-login = Adresse e-mail ou nom d’utilisateur
recovery-send = Envoyer le lien
recovery-known = Vous connaissez votre mot de passe ? <link>Se connecter</link>
recovery-too-many = Trop de liens ont été demandés depuis votre réseau. Attendez une minute, puis réessayez

## After it was sent

recovery-sent-title = Consultez vos e-mails
recovery-sent-lead = S’il existe un compte pour <strong>{ $login }</strong>, un lien et un code sont en route. Ils sont valables { $time }.
recovery-code = Code reçu par e-mail
recovery-code-hint = Huit lettres et chiffres. Vous pouvez aussi ouvrir le lien de l’e-mail.
recovery-code-use = Utiliser ce code
recovery-code-none = Saisissez le code reçu par e-mail
recovery-code-wrong = Le code est incorrect ou n’est plus valable. Vérifiez-le, utilisez le lien de l’e-mail ou demandez un nouvel envoi
recovery-code-too-many = Trop de codes ont été essayés depuis votre réseau. Attendez une minute, puis réessayez
recovery-again = Rien reçu ? Regardez dans vos spams, ou <link>renvoyez l’e-mail</link>.

## Choosing the password

recovery-password = Nouveau mot de passe
recovery-password-hint = Au moins { $count } caractères. Une phrase convient très bien.
recovery-consequence = Cela ferme vos sessions sur tous les appareils et déconnecte les applications.
recovery-set = Changer le mot de passe
recovery-done = Votre nouveau mot de passe est enregistré. Vos sessions sur tous les autres appareils ont été fermées.
recovery-over-title = Ce lien a expiré
recovery-over-lead = Il ne fonctionne qu’une fois, pendant peu de temps, et plus du tout dès que le mot de passe change. Rien n’a été modifié.
recovery-over-again = Envoyer un nouveau lien
recovery-over-ask = Demandez-en un nouveau à l’équipe { $operator }.

## Confirming an e-mail address

email-unconfirmed = Non confirmée
email-confirm-short = Confirmer
email-confirm-named = Confirmer l’adresse e-mail
email-change-short = Modifier
email-change-named = Modifier l’adresse e-mail
email-confirm-title = Confirmez votre adresse e-mail
email-confirm-question = <strong>{ $address }</strong> est-elle votre adresse e-mail ?
email-confirm-sent = Nous avons envoyé un lien et un code à <strong>{ $address }</strong>.
email-confirm = Confirmer cette adresse
email-confirm-later = Plus tard
email-cancel = Annuler
email-confirm-nothing = Il n’y a rien à confirmer : l’adresse est déjà confirmée, ou le lien a expiré. Vous pouvez en demander un nouveau depuis votre profil.
email-profile = Accéder à votre profil
email-code-wrong = Le code est incorrect ou n’est plus valable. Vérifiez-le, ou demandez-en un nouveau depuis votre profil
email-confirmed = Votre adresse e-mail est confirmée.
email-taken = Entre-temps, un autre compte a pris cette adresse e-mail. La vôtre reste donc inchangée.

## Another e-mail address

email-change-title = Modifiez votre adresse e-mail
email-now = Adresse actuelle : <strong>{ $address }</strong>.
email-change-lead = Nous envoyons un lien et un code à la nouvelle adresse. Elle devient la vôtre dès que vous la confirmez, et un message en informe l’ancienne. Votre nom d’utilisateur ne change pas.
email-new = Nouvelle adresse e-mail
email-send = Envoyer le lien
email-same = C’est déjà l’adresse de votre compte. Saisissez-en une autre
email-too-many = Trop d’e-mails ont été envoyés récemment, aucun ne part pour l’instant. Attendez une heure, puis réessayez
