# The console: resource servers

admin-resources = Serveurs de ressources
resources-lead = Les programmes qui acceptent des jetons d’accès : la forme des jetons pour chacun, et les scopes qui lui appartiennent.
resources-none = Aucun serveur de ressources ici. Les jetons ont la forme que chaque application a enregistrée.
resources-new = Ajouter un serveur de ressources
resources-no-key = Aucune clé
# On the overview: something needs attention.
resources-need = Serveur de ressources
resources-need-what = Aucune application ne reçoit de jeton pour { $title }
resources-tokens = Ses jetons d’accès
resources-format-label = Format
resources-as-app = Comme chaque application l’a enregistré
resources-at-jwt = JWT, type at+jwt (RFC 9068)
resources-jwt = JWT, type JWT, pour les serveurs qui n’en connaissent pas d’autre
resources-opaque = Opaque : il interroge ce serveur pour chacun (introspection)
resources-alg-label = Signés avec
# $alg: RS256. $list: the algorithms there are.
resources-alg-gone = Plus aucune clé ne signe avec { $alg } : aucune application ne reçoit de jeton pour lui. Choisissez parmi { $list }.
resources-alg-wrong = Aucune clé ne signe avec { $alg }. Choisissez parmi { $list }
resources-alg-opaque = Ne choisissez pas d’algorithme : les jetons opaques ne sont pas signés
resources-asks-label = Client ID sous lequel il interroge
resources-asks-none = Il n’interroge pas
resources-asks-hint = Une application avec un secret. Nécessaire quand ses jetons sont opaques.
resources-asks-wrong = Aucune application avec un secret n’a ce client ID
resources-asks-needed = Saisissez un client ID : les jetons opaques ne disent rien d’eux-mêmes
resources-scope-label = Ses propres scopes
resources-scope-hint = Séparés par des espaces. Les jetons pour un autre serveur de ressources ne les ont pas.
resources-scope-none = Il n’en a pas.
resources-scope-say = Ce que les personnes lisent sur les scopes
resources-scope-ours = Retirez { $scope } : ce serveur dit lui-même ce qu’il veut dire
resources-apps = Applications qui reçoivent ses jetons
resources-apps-none = Aucune pour l’instant. Une application le nomme parmi ses serveurs de ressources.
resources-apps-more = Plus d’applications
resources-edit-title = Modifier le serveur de ressources
resources-identifier-label = Identifiant
resources-identifier-hint = L’URI que les applications demandent et que les jetons nomment, par exemple { $example }. Il ne change plus.
resources-identifier-wrong = Saisissez une URI sans fragment, ou un client ID
resources-taken = Un autre serveur de ressources a cet identifiant
resources-full = Il n’y a plus de place pour un autre serveur de ressources
resources-title-label = Nom
resources-title-wrong = Saisissez un nom de 80 caractères au plus
resources-made = { $title } est maintenant un serveur de ressources.
resources-saved = Le serveur de ressources est modifié. Cela vaut dès le prochain jeton.
resources-remove-title = Supprimer { $title } ?
# $n: how many apps.
resources-remove-what =
    { $n ->
        [0] Aucune application ne reçoit de jeton pour lui.
        [one] Une application reçoit ses jetons ; désormais plus aucun, pas même par un jeton d’actualisation.
       *[other] { $n } applications reçoivent ses jetons ; désormais plus aucun, pas même par un jeton d’actualisation.
    }
resources-removed = { $title } est supprimé.
