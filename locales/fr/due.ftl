# French. /login/terms and /login/address: what is due before somebody goes on to an app.

terms-title = Conditions d’utilisation – { $operator }
terms-lead = Pour continuer, lisez et acceptez les <link>conditions d’utilisation ({ $operator })</link>.
terms-changed = Les <link>conditions d’utilisation ({ $operator })</link> ont changé depuis que vous les avez acceptées. Pour continuer, lisez-les et acceptez-les.
terms-version = Version : { $version }
terms-agree = Accepter et continuer
terms-cancel = Annuler

## An e-mail address that is confirmed

address-needed-lead = Pour utiliser <strong>{ $app }</strong>, il vous faut une adresse e-mail confirmée. <strong>{ $address }</strong> est-elle la vôtre ?
address-needed-none = Pour utiliser <strong>{ $app }</strong>, il vous faut une adresse e-mail confirmée, et votre compte n’a pas d’adresse e-mail.
address-needed-add = <link>Ajoutez-en une à votre compte</link>, puis revenez.
address-needed-ask = Demandez à l’équipe { $operator } de la confirmer.
address-needed-send = Envoyer lien et code
address-needed-wrong = Le code est incorrect ou n’est plus valable. Vérifiez-le, ou demandez un nouvel envoi
