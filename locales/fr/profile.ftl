# French. /account, /account/edit and /account/picture: what a person says of themselves.

profile-title = Profil
profile-lead = Ce que ce site sait de vous. Les applications ne voient que ce que vous autorisez.
profile-apps-see = Les applications ne voient que ce que vous autorisez.
profile-edit = Modifier le profil
profile-change = Modifier
profile-name = Nom
profile-user-name = Nom d’utilisateur
profile-email = Adresse e-mail
profile-email-confirmed = Confirmée
profile-email-ask = Non confirmée. L’équipe { $operator } peut la confirmer.
profile-sign-in = Connexion
profile-password = Mot de passe
profile-password-changed = Dernière modification : { $when }
profile-password-change-named = Modifier le mot de passe
profile-device = Cet appareil
profile-signed-in = Connexion : { $when }
profile-activity = Activité récente
profile-data = Télécharger vos données
profile-delete = Supprimer votre compte…

## Editing it

profile-edit-title = Modifiez votre profil
profile-edit-crumb = Modifier
profile-edit-not-here = Votre photo et votre adresse e-mail se modifient depuis votre profil. Votre nom d’utilisateur ne change pas.
profile-optional = (facultatif)
profile-save = Enregistrer
profile-cancel = Annuler
profile-saved = Votre profil est enregistré.
profile-saved-without = Votre profil est enregistré. Les caractères invisibles ont été retirés de votre nom.
profile-edits-too-many = Votre profil a été modifié si souvent qu’il ne peut plus l’être pour l’instant. Attendez une heure, puis réessayez

profile-about = À propos de vous
profile-where = Où vous joindre
profile-language-and-time = Langue et heure

profile-name-hint = Le nom que vous donnent les applications et les personnes ici.
profile-name-missing = Saisissez votre nom
profile-given-name = Prénom
profile-family-name = Nom de famille
profile-nickname = Surnom
profile-birthday = Date de naissance
profile-birthday-hint = Année, mois et jour, comme 1990-05-17. L’année seule suffit, et 0000-05-17 permet de la taire.
profile-birthday-wrong = Saisissez la date de naissance sous la forme année, mois et jour, comme 1990-05-17, ou l’année seule
profile-birthday-future = Saisissez une date de naissance qui n’est pas dans le futur
profile-website = Site web
profile-website-hint = Par exemple https://example.com.
profile-website-wrong = Saisissez l’adresse d’un site web, par exemple https://example.com
profile-phone = Numéro de téléphone
profile-phone-hint = Avec l’indicatif du pays, comme +33 6 12 34 56 78.
profile-phone-wrong = Saisissez le numéro de téléphone avec + et l’indicatif du pays, comme +33 6 12 34 56 78
profile-address = Adresse postale
profile-street = Numéro et rue
profile-street-hint = Sur plusieurs lignes si nécessaire.
profile-postal-code = Code postal
profile-locality = Ville
profile-region = État, province ou région
profile-country = Pays
profile-locale = Langue des applications
profile-locale-hint = Une étiquette de langue, comme fr-CA ou sv. Les applications peuvent s’adresser à vous dans cette langue ; ce site parle celle que vous choisissez sous Langue et affichage.
profile-locale-wrong = Saisissez une étiquette de langue comme fr-CA ou sv
profile-zone = Fuseau horaire
profile-zone-hint = La plus grande ville proche de vous qui a la même heure. Les pages et les e-mails indiquent l’heure de ce lieu.
profile-zone-none = Non indiqué
profile-zone-wrong = Choisissez un fuseau horaire dans la liste
profile-too-long = { $label } : utilisez au plus { $count } caractères
profile-unreadable = { $label } : utilisez moins de signes au-dessus et au-dessous des lettres

## The picture

profile-picture = Photo
profile-picture-change-named = Modifier la photo
profile-picture-title = Votre photo
profile-picture-lead = Les applications qui peuvent voir votre profil peuvent l’afficher. Quiconque connaît son adresse peut l’ouvrir sans se connecter.
profile-picture-now = Votre photo telle que les applications la voient.
profile-picture-none = Tant qu’il n’y a pas de photo, ce site affiche cette lettre.
profile-picture-elsewhere = Votre photo se trouve à l’adresse <code>{ $address }</code> et n’est donc pas affichée ici. Une nouvelle la remplace.
profile-picture-file = Fichier
profile-picture-hint = PNG, JPEG ou WebP, 8 Mo au maximum. L’image est recadrée en carré et réduite. Les autres données du fichier, comme le lieu de prise de vue, sont retirées.
profile-picture-upload = Importer la photo
profile-picture-remove = Supprimer la photo
profile-picture-saved = Votre photo est enregistrée.
profile-picture-removed = Votre photo est supprimée. Les applications peuvent garder ce qu’elles ont copié.
