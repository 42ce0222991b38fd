# French. /sign-up: making an account.

sign-up-title = Créez un compte
sign-up-invited-title = { $operator } vous invite
sign-up-name = Votre nom
sign-up-email = Adresse e-mail
sign-up-invited-hint = Votre invitation est liée à cette adresse. Elle est valable jusqu’au { $time }.
sign-up-password = Choisissez un mot de passe
sign-up-password-hint = Au moins { $count } caractères. Une phrase convient très bien.
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
