# French. /apps/{id}: the page of an app.

apps-detail-first-party = Interne
apps-detail-vetted = Vérifiée
apps-detail-unvetted = Non vérifiée
apps-detail-edit = Modifier
apps-detail-owner-you = Cette application est à vous.
apps-detail-owner-person = Propriétaire : { $name }.
apps-detail-owner-nobody = Sans propriétaire : elle a été créée par commande, ou le compte de son propriétaire n’existe plus.
apps-detail-secret-heading = Copiez le secret client maintenant
apps-detail-secret-lead = Il n’est affiché qu’une seule fois. Gardez-le sur votre serveur, jamais dans un navigateur ni un dépôt.
apps-detail-secret-download = Télécharger .env
apps-detail-secret-stored = Je l’ai enregistré
apps-detail-secret-shown = Le secret a été affiché une fois et ne peut plus l’être. <link>Renouvelez-le</link> pour en obtenir un nouveau.
apps-detail-pkce-switch-heading = Activez PKCE dans { $library }
apps-detail-pkce-switch-must = Cette application doit utiliser PKCE, et { $library } l’omet sauf indication contraire : <code>{ $how }</code>
apps-detail-pkce-switch-must-else = Autre solution : choisissez les règles d’OpenID Connect Core sous <link>Modifier</link>.
apps-detail-pkce-switch-may = { $library } l’omet sauf indication contraire. Cette application suit donc les règles d’OpenID Connect Core et fonctionne sans.
apps-detail-pkce-switch-may-better = Mieux : définissez <code>{ $how }</code>, puis choisissez « toujours PKCE » sous <link>Modifier</link>.
apps-detail-pkce-missing-heading = { $library } ne gère pas PKCE
apps-detail-pkce-missing-must = Cette application doit utiliser PKCE.
apps-detail-pkce-missing-must-else = Choisissez les règles d’OpenID Connect Core sous <link>Modifier</link>, ou une autre bibliothèque.
apps-detail-pkce-missing-may = Cette application suit donc les règles d’OpenID Connect Core.
apps-detail-pkce-missing-may-better = Avec une bibliothèque qui le gère, choisissez « toujours PKCE » sous <link>Modifier</link>.
apps-detail-next = Ensuite : reportez ces réglages dans votre application et connectez-vous-y une fois. En cas d’échec, <link>Erreurs récentes</link> indique pourquoi.
apps-detail-next-service = Ensuite : reportez ces réglages dans votre service et faites-lui demander un token. En cas d’échec, <link>Erreurs récentes</link> indique pourquoi.
apps-detail-settings-heading = Réglages pour votre application
apps-detail-views-label = Afficher les réglages sous forme de
apps-detail-view-list = Un par un
apps-detail-issuer = Issuer
apps-detail-issuer-copy = Copier l’issuer
apps-detail-issuer-copied = Issuer copié
apps-detail-discovery = Document de découverte
apps-detail-discovery-copy = Copier l’adresse du document de découverte
apps-detail-discovery-copied = Adresse copiée
apps-detail-token-endpoint = Endpoint de token
apps-detail-token-endpoint-copy = Copier l’endpoint de token
apps-detail-token-endpoint-copied = Endpoint de token copié
apps-detail-client-id = ID client
apps-detail-client-id-copy = Copier l’ID client
apps-detail-client-id-copied = ID client copié
apps-detail-scopes = Scopes
apps-detail-scopes-copy = Copier les scopes
apps-detail-scopes-copied = Scopes copiés
apps-detail-secret = Secret client
apps-detail-secret-copy = Copier le secret client
apps-detail-secret-copied = Secret client copié
apps-detail-secret-created = Création : { $when }.
apps-detail-secret-previous = Le précédent fonctionne jusqu’au { $when }.
apps-detail-secret-rotate = Renouveler…
apps-detail-secret-rotate-named = Renouveler… (le secret client)
apps-detail-snippet-env = Réglages au format .env
apps-detail-snippet-json = Réglages au format JSON
apps-detail-snippet-copy = Copier les réglages
apps-detail-snippet-copied = Réglages copiés
apps-detail-snippet-secret = Ajoutez le secret client que vous avez enregistré : il ne peut plus être affiché.
apps-detail-uris-heading = URI de redirection
apps-detail-uris-lead = Après la connexion, les utilisateurs reviennent à l’une de ces adresses. Votre application doit l’envoyer au caractère près.
apps-detail-uris-copy = Copier { $uri }
apps-detail-uris-copied = URI de redirection copié
apps-detail-uris-remove = Retirer
apps-detail-uris-remove-named = Retirer { $uri }
apps-detail-uris-add-label = Ajouter un URI de redirection
apps-detail-uris-add = Ajouter
apps-detail-uris-add-named = Ajouter cet URI de redirection
apps-detail-house-command = Les utilisateurs n’ont pas à autoriser cette application ; elle ne se modifie donc que par commande : <code>{ $command }</code>
apps-detail-post-logout = Après la déconnexion
apps-detail-backchannel = Informée des déconnexions par back-channel
apps-detail-frontchannel = Informée des déconnexions par front-channel
apps-detail-preview-heading = Ce que voient les utilisateurs
apps-detail-preview-warned = N’importe qui peut inscrire une application ici : les utilisateurs sont donc avertis avant d’autoriser celle-ci. Demandez à un administrateur de la vérifier.
apps-detail-preview-unvetted = Aucun administrateur n’a encore vérifié cette application.
apps-detail-preview-house = Rien : les utilisateurs n’ont pas à l’autoriser.
apps-detail-preview-first = Lorsqu’ils se connectent à l’application pour la première fois.
apps-detail-preview-question = Autoriser { $app } à utiliser votre compte ?
apps-detail-logo-change = Modifier le logo
apps-detail-logo-upload = Importer un logo
apps-detail-rotate-heading = Renouveler le secret
apps-detail-rotate-what = L’ancien secret fonctionne encore 24 heures : vous pouvez déployer le nouveau sans interruption.
apps-detail-rotate = Renouveler le secret…
apps-detail-delete-heading = Supprimer cette application
apps-detail-delete-forever = Cette action est irréversible.
apps-detail-delete = Supprimer l’application…

## What the app ran into

apps-errors-heading = Erreurs récentes
apps-errors-none = Aucune au cours des 7 derniers jours. Ce que rencontrent les utilisateurs ou votre application apparaît ici, avec la raison. Le serveur l’oublie lorsqu’il redémarre.
apps-errors-lead = Ce que les utilisateurs ou votre application ont rencontré au cours des 7 derniers jours, pour autant que ce serveur s’en souvienne : il l’oublie lorsqu’il redémarre.
apps-errors-times =
    { $times ->
        [1] Une fois
       *[other] { $times } fois
    }
apps-errors-received = Reçu :
apps-errors-expected = Attendu :
apps-errors-register = Ou <link>inscrivez aussi cet URI</link>.
apps-errors-last = Dernière fois : { $when }
apps-errors-reference = référence { $reference }

## What it was told of sign-ins that ended

apps-told-took = Derniers messages acceptés : { $took } sur { $ends }.
apps-told-took-last = Derniers messages acceptés : { $took } sur { $ends }, le plus récent : { $when }.
apps-told-waiting = { $waiting } en attente.
apps-told-given-up =
    { $lost ->
        [one] { $lost } abandonné.
       *[other] { $lost } abandonnés.
    }
apps-told-trouble = Au lieu d’une réponse : { $trouble }.
