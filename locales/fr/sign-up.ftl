# French. /sign-up: making an account.

sign-up-title = Créez un compte
sign-up-invited-title = { $operator } vous invite
sign-up-name = Votre nom
sign-up-email = Adresse e-mail
sign-up-invited-hint = Votre invitation est liée à cette adresse. Elle est valable jusqu’au { $time }.
sign-up-elsewhere-hint = Cette adresse est confirmée. Choisissez ici le nom et le mot de passe : ce navigateur ne connaît pas ce que vous avez saisi dans un autre.
sign-up-password = Choisissez un mot de passe
sign-up-password-hint = Au moins { $count } caractères. Une phrase convient très bien.
sign-up-terms = J’accepte les <link>conditions d’utilisation ({ $operator })</link>
sign-up-terms-missing = Acceptez les conditions d’utilisation pour créer un compte
sign-up-create = Créer le compte
sign-up-known = Vous avez déjà un compte ? <link>Se connecter</link>
sign-up-taken = Un compte existe déjà avec cette adresse. Connectez-vous, ou utilisez une autre adresse
sign-up-slowed = Trop de comptes ont été créés depuis votre réseau. Attendez { $wait }, puis réessayez
sign-up-ready = Votre compte est prêt.
sign-up-left-out = Les caractères invisibles ont été retirés de votre nom.

## When it is not for everybody

sign-up-needs-invitation = Il vous faut une invitation
sign-up-needs-invitation-lead = Pour créer un compte, demandez une invitation à l’équipe { $operator }, puis ouvrez le lien qu’elle vous envoie.
sign-up-closed-title = Les inscriptions sont fermées
sign-up-closed-lead = Ici, les comptes sont créés pour vous. Demandez le vôtre à l’équipe { $operator }.
sign-up-over-lead = Il ne fonctionne qu’une fois, pendant un certain temps. Si vous l’avez utilisé pour créer un compte, connectez-vous.
sign-up-over-ask = Sinon, demandez une nouvelle invitation à l’équipe { $operator }.

## After the letter was sent

sign-up-sent-lead = Nous avons envoyé un lien et un code à <strong>{ $address }</strong>. Ils sont valables { $time }.
sign-up-code-wrong = Le code est incorrect ou n’est plus valable. Vérifiez-le, utilisez le lien de l’e-mail ou demandez un nouvel envoi
sign-up-nothing-arrived = Rien reçu ? Regardez d’abord dans vos spams.
sign-up-again = Renvoyer l’e-mail
sign-up-other-address = L’adresse est incorrecte ? <link>Recommencer</link>

## Arrived, on the way to an app

welcome-title = Bienvenue, { $name }
welcome-lead = Votre compte est prêt. Vous vous connectez avec <strong>{ $login }</strong>.
