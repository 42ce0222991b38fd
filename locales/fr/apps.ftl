# French. The developer area: registering apps and looking after them.

## On several pages

apps-cancel = Annuler
apps-switched-off = Désactivée
apps-kind-web = Application web
apps-kind-web-line = S’exécute sur un serveur et peut garder un secret
apps-kind-spa = Application monopage
apps-kind-spa-line = S’exécute dans le navigateur, sans secret
apps-kind-native = Native ou CLI
apps-kind-native-line = Ordinateur, téléphone ou terminal
apps-kind-service = Service
apps-kind-service-line = Personne ne s’y connecte
apps-kinds-label = Type d’application
apps-closed = Vous ne pouvez pas inscrire d’application ici vous-même. Demandez-le aux personnes qui gèrent ce site.
apps-signs-out =
    { $people ->
        [0] Personne ne l’utilise pour l’instant.
        [one] La personne qui l’utilise sera déconnectée.
       *[other] Les { $people } personnes qui l’utilisent seront déconnectées.
    }

## The list of apps

apps-list-title = Applications
apps-list-register = Inscrire une application
apps-list-lead-none = Vous n’avez pas encore d’application. Que développez-vous ?
apps-list-lead-none-closed = Vous n’avez aucune application.
apps-list-lead-everybodys = Toutes les applications auxquelles on se connecte ici.
apps-list-lead = Vos applications, auxquelles on se connecte ici.
apps-list-need-heading = Ce qu’il vous faut
apps-list-need-name = Un nom pour l’application, tel que les utilisateurs le verront en se connectant.
apps-list-need-address = L’adresse de votre application où les utilisateurs reviennent, son URI de redirection. La documentation de votre bibliothèque l’indique.
apps-list-need-secret = Un endroit sûr où garder le secret client, si l’application s’exécute sur un serveur.
apps-list-search-label = Nom ou ID client
apps-list-search = Rechercher
apps-list-none-found = Aucune application n’a « { $search } » dans son nom ou son ID client. <link>Tout afficher</link>
apps-list-owner-you = à vous
apps-list-owner-person = propriétaire : { $name }
apps-list-owner-nobody = sans propriétaire
apps-list-people =
    { $people ->
        [0] Personne pour l’instant
        [one] 1 personne
       *[other] { $people } personnes
    }
apps-list-last-used = dernière utilisation : { $when }
apps-list-no-people = Personne ne s’y connecte
apps-list-errors =
    { $errors ->
        [one] { $errors } erreur en 7 jours
       *[other] { $errors } erreurs en 7 jours
    }
apps-list-pages-label = Pages
apps-list-newer = Plus récentes
apps-list-older = Plus anciennes

## Registering

apps-register-title = Inscrire une application
apps-register-crumb = Nouvelle
apps-register-lead = Que développez-vous ? Chaque type vient avec des réglages sûrs, que vous pourrez modifier plus tard.
apps-register-back = Retour à vos applications
apps-register-change = Modifier
apps-register-submit = Inscrire l’application
apps-register-set-heading = Réglé pour vous
apps-register-set-code = Code d’autorisation avec PKCE
apps-register-set-code-why = Le seul flux sûr partout.
apps-register-set-secret = Un secret client
apps-register-set-secret-why-web = Votre serveur l’envoie lorsqu’il échange le code. Vous ne le voyez qu’une fois, sur la page suivante.
apps-register-set-secret-why-service = Votre serveur l’envoie lorsqu’il demande un token. Vous ne le voyez qu’une fois, sur la page suivante.
apps-register-set-no-secret = Pas de secret client
apps-register-set-no-secret-why-spa = Le code exécuté dans un navigateur ne peut pas en garder un. À la place, PKCE protège le code d’autorisation.
apps-register-set-no-secret-why-native = Quiconque a le programme pourrait le lire. À la place, PKCE protège le code d’autorisation.
apps-register-set-calls = Appels depuis votre page
apps-register-set-calls-why = L’endpoint de token répond aux origines de vos URI de redirection.
apps-register-set-port = N’importe quel port de l’appareil
apps-register-set-port-why = http://127.0.0.1, http://[::1] et http://localhost correspondent quel que soit le port que l’application écoute.
apps-register-set-credentials = Client credentials
apps-register-set-credentials-why = Le service obtient des tokens pour lui-même. Aucun compte n’est en jeu.
apps-register-set-short = Tokens de courte durée
apps-register-set-short-why = Accès pendant { $span } ; les refresh tokens changent à chaque utilisation.
apps-register-set-short-why-service = Accès pendant { $span }. Il n’y a pas de refresh token : le service en redemande un.
apps-register-done = Application inscrite.
apps-register-done-left-out = Application inscrite. Les caractères invisibles ont été retirés de son nom.
apps-register-too-large = L’application a plus d’adresses et de scopes que { $kilobytes } ko ne peuvent en contenir
apps-register-too-many = Vous avez { $most } applications. Supprimez-en une dont vous n’avez plus besoin
apps-register-not-allowed = Vous ne pouvez pas inscrire d’application ici vous-même
apps-register-for-administrators = Seuls les administrateurs peuvent modifier { $member }

## Editing

apps-edit-title = Modifier { $app }
apps-edit-crumb = Modifier
apps-edit-submit = Enregistrer
apps-edit-done = Modifications enregistrées.
apps-edit-done-left-out = Modifications enregistrées. Les caractères invisibles ont été retirés du nom.
apps-edit-after-heading = Lorsque vous enregistrez
apps-edit-after-new = Nouveaux tokens
apps-edit-after-new-what = Ils suivent les nouveaux réglages dès la prochaine connexion ou requête.
apps-edit-after-old = Tokens déjà émis
apps-edit-after-old-what = Les tokens d’accès fonctionnent jusqu’à leur expiration, d’ici { $span }. Les refresh tokens gardent ce que les utilisateurs ont autorisé, même un scope que vous retirez ici.
apps-edit-after-old-what-service = Ils fonctionnent jusqu’à leur expiration, d’ici { $span }.
apps-edit-after-name = Autre nom ou autre hôte
apps-edit-after-name-what = Les utilisateurs qui ont autorisé l’application sont de nouveau interrogés, et informés de ce qui a changé.
apps-edit-after-uri = URI de redirection retiré
apps-edit-after-uri-what = Il cesse aussitôt de fonctionner, même pour les connexions en cours.
apps-edit-after-vetted = Vérifiée par un administrateur
apps-edit-after-vetted-what = Jusqu’à ce que vous changiez son nom, ses liens ou l’hôte d’un URI de redirection. Les utilisateurs sont alors avertis tant qu’un administrateur ne l’a pas revue.
apps-edit-house = Les utilisateurs n’ont pas à autoriser cette application ; elle se modifie donc par commande : { $command }
apps-edit-meanwhile = Quelqu’un a modifié cette application pendant que vous y travailliez : rien n’a été enregistré. Comparez, puis enregistrez à nouveau
apps-edit-meanwhile-nothing = Enregistré entre-temps : rien
apps-edit-meanwhile-value = Enregistré entre-temps : { $value }

## Its logo

apps-logo-title = Logo de l’application { $app }
apps-logo-crumb = Logo
apps-logo-seen = Les utilisateurs voient cette image en se connectant.
apps-logo-none = Tant qu’il n’y a pas d’image, les utilisateurs voient cette lettre.
apps-logo-file = Image
apps-logo-file-hint = PNG, JPEG ou WebP, 8 Mo au maximum. Une image carrée rend le mieux. Elle est réduite si nécessaire, et stockée sans les autres données du fichier.
apps-logo-upload = Importer l’image
apps-logo-remove = Supprimer l’image
apps-logo-done = Logo enregistré.
apps-logo-removed = Logo supprimé.

## Its secret

apps-rotate-title = Renouveler le secret
apps-rotate-crumb = Renouveler
apps-rotate-heading = Renouveler le secret de l’application { $app } ?
apps-rotate-what = L’ancien secret, <code>{ $hint }</code>, fonctionne encore 24 heures : vous pouvez déployer le nouveau sans interruption. Le nouveau n’est affiché qu’une fois, sur la page suivante.
apps-rotate-submit = Renouveler le secret

## Deleting

apps-delete-title = Supprimer { $app }
apps-delete-crumb = Supprimer
apps-delete-heading = Supprimer { $app } ?
apps-delete-what = Son ID client cesse aussitôt de fonctionner. Cette action est irréversible.
apps-delete-confirm = Nom de l’application
apps-delete-confirm-hint = Saisissez <strong>{ $app }</strong> pour confirmer.
apps-delete-wrong = Saisissez le nom de l’application, { $app }
apps-delete-submit = Supprimer l’application
apps-delete-done = { $app } : application supprimée.

## A redirect URI from an error page

apps-uri-title = Inscrire un URI de redirection
apps-uri-crumb = URI de redirection
apps-uri-heading = Inscrire cet URI de redirection ?
apps-uri-what = Dès lors, les utilisateurs qui se connectent à { $app } peuvent être envoyés à cette adresse, et la personne qui la contrôle peut agir au nom de l’application. Ne l’inscrivez que si elle est à vous.
apps-uri-from-link = Vous n’avez pas saisi cette adresse : elle vient du lien que vous avez suivi. Comparez-la aux réglages de votre application, caractère par caractère.
apps-uri-label = URI de redirection
apps-uri-submit = Inscrire l’URI
apps-uri-done = URI de redirection inscrit.
apps-uri-removed = URI de redirection retiré.
apps-uri-there = Cette adresse est déjà inscrite
apps-uri-most = Une application a au plus { $most } adresses. Retirez-en d’abord une
apps-uri-last = Une application a besoin d’un URI de redirection. Ajoutez d’abord le nouveau
apps-uri-full = L’application a atteint sa limite d’adresses et de scopes. Retirez-en d’abord
apps-changed-meanwhile = Quelqu’un a modifié cette application au même moment : rien n’a été enregistré. Réessayez
apps-refused-mended = Cette requête serait maintenant acceptée.
