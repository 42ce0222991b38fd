# Groups, and who may use an app.

## /login/access: somebody may not use the app

no-access-title = Vous ne pouvez pas utiliser { $app }
# $account: an e-mail address or user name.
no-access-account = Connecté en tant que <strong>{ $account }</strong>. <link>Utiliser un autre compte</link>
no-access-lead = Vous n’avez rien fait de mal. Cette application est réservée aux personnes qui y ont reçu un accès.
no-access-ask = Si vous en avez besoin, demandez l’accès à { $operator }.
# Above e-mail addresses.
no-access-ask-contacts = Si vous en avez besoin, adressez-vous aux responsables de { $app } :
no-access-back = Retour à { $app }

## Activity

activity-group-joined = Ajouté à un groupe
activity-group-left = Retiré d’un groupe
activity-assigned = Accès à une application donné
activity-owner-added = Devenu responsable d’une application
activity-owner-removed = N’est plus responsable d’une application
activity-unassigned = Accès à une application retiré

## What an app may see

scope-groups = Voir les groupes dont vous faites partie
scope-groups-none = Vous ne faites partie d’aucun groupe
scope-roles = Voir vos rôles dans cette application
scope-roles-none = Vous n’y avez aucun rôle

## The console: groups

admin-groups = Groupes
admin-invite-groups = Groupes (facultatif), séparés par des espaces
groups-lead = Les groupes disent ce que chacun peut utiliser et ce que les applications en savent.
groups-new = Nouveau groupe
groups-search-label = Groupes dont le nom commence par
groups-none = Il n’y a encore aucun groupe.
groups-none-found = Aucun nom de groupe ne commence par « { $search } ». <link>Tous les groupes</link>
# $group: the title of the group that this one belongs to.
groups-part-of = partie de { $group }
groups-people =
    { $people ->
        [0] Personne
        [one] { $people } personne
       *[other] { $people } personnes
    }
groups-pages-label = Pages de groupes
groups-before = Précédents
groups-after = Suivants
groups-made = créé { $when }
groups-since = ajout : { $when }
groups-edit = Modifier
groups-edit-crumb = Modifier
groups-edit-title = Modifier le groupe
groups-new-title = Créer un groupe
groups-remove = Supprimer le groupe
groups-remove-title = Supprimer { $group } ?
groups-remove-what = Les personnes qui en font partie restent ({ $people }). Elles ne peuvent plus utiliser à ce titre les applications auxquelles il est affecté ({ $apps }). Ses parties deviennent des groupes à part entière.
groups-removed = { $group } est supprimé.
groups-leave-named = Retirer { $name }
groups-more = Plus de personnes
groups-join = Ajouter
groups-join-label = Personne
groups-join-hint = Nom d’utilisateur, adresse e-mail ou identifiant du compte.
groups-nobody = Saisissez le nom d’utilisateur ou l’adresse e-mail d’un compte
groups-joined = { $name } fait partie de { $group }. Les applications l’apprendront au prochain jeton.
groups-joined-before = { $name } faisait déjà partie de { $group }.
groups-left = { $name } ne fait plus partie de { $group }.
groups-parts = Parties
groups-parts-what = Qui fait partie d’une partie fait aussi partie du groupe entier. Cela ne va que sur un niveau.
groups-roles-what = Les membres du groupe, ou de l’une de ses parties, ont ses rôles. Une personne qui n’est administratrice que par un groupe ne compte pas comme la dernière, qui le reste.
groups-role-given = { $group } a maintenant le rôle { $role }, et ses membres aussi.
groups-role-taken = { $group } n’a plus le rôle { $role }.
groups-apps = Applications
groups-apps-none = Il n’est affecté à aucune application.
groups-title-label = Nom pour les personnes
groups-title-hint = Par exemple « Équipe plateforme ».
groups-title-wrong = Saisissez un nom pour les personnes de 1 à 100 caractères
groups-name-label = Nom pour les applications
groups-name-hint = Les applications le lisent dans le claim « groups » : minuscules, chiffres et . _ : @ / + - sans espaces, 64 au plus.
groups-name-wrong = Saisissez un nom pour les applications avec des minuscules, des chiffres et . _ : @ / + - seulement
groups-name-taken = Saisissez un autre nom pour les applications : un groupe a déjà celui-ci
groups-part-label = Partie de
groups-part-none = Aucun autre groupe
groups-part-gone = Choisissez un autre groupe : celui-ci a été supprimé
groups-part-deep = Ne choisissez aucun autre groupe : les groupes n’ont qu’un niveau, et celui-ci a des parties ou l’autre est une partie
groups-save = Enregistrer
groups-saved = Le groupe est enregistré.
groups-made-done = { $group } est créé. Ajoutez-y des personnes.

## The console: who may use an app

access-crumb = Qui peut l’utiliser
access-title = Qui peut utiliser { $app }
access-detail-what = Pour tout le monde, ou pour des personnes et des groupes ; et ce que disent en plus ses jetons.
access-owners = Responsables
access-owners-what = Ils voient la page de l’application et ses erreurs, la modifient et renouvellent son secret. Un groupe vaut pour ses membres.
access-registrant = L’a enregistrée
access-owner-label = Autre responsable : groupe ou personne
access-shared = { $name } en est aussi responsable.
access-unshared = { $name } n’en est plus responsable.
access-shut = Personne ne peut l’utiliser : personne n’y est affecté.
access-everybody = Toute personne qui a un compte
access-assigned = Seulement les personnes et groupes affectés
access-what = Qui ne peut pas l’utiliser voit une page qui dit à qui s’adresser. L’application ne reçoit plus de jetons pour eux, et ceux qu’elle a ne comptent plus.
access-everybody-done = Tout le monde peut utiliser { $app }.
access-assigned-done = Seules les personnes affectées peuvent utiliser { $app }.
access-heading = Affectés
access-roles-what = Les rôles sont ce que l’application en fait : elle les lit dans le claim « roles ». Ils comptent aussi quand tout le monde peut l’utiliser.
access-nobody = Personne n’est affecté.
access-group = Groupe
access-who-label = Groupe ou personne
access-who-hint = Le nom du groupe pour les applications, ou un nom d’utilisateur, une adresse e-mail ou un identifiant de compte.
access-nobody-found = Saisissez le nom d’un groupe, ou le nom d’utilisateur ou l’adresse e-mail d’un compte
access-role-label = Rôle (facultatif)
access-role-hint = Tel que l’application le lit : majuscules et minuscules diffèrent. Sans rôle, ils peuvent l’utiliser.
access-role-wrong = Saisissez un rôle avec des lettres, des chiffres et . _ : @ / + - seulement
access-assign = Affecter
access-assigned-one = { $name } est affecté.
access-unassigned = { $name } n’est plus affecté.

## The console: claims of an app

claims-crumb = Claims
claims-title = Ce que { $app } apprend
claims-lead = Des claims en plus de ceux qu’elle demande : sous un autre nom, dans d’autres jetons ou pour certains groupes seulement.
claims-heading = Claims associés
claims-none = Aucun : elle reçoit ce qu’elle demande.
claims-first = Parmi plusieurs d’un même nom, le premier qui vaut pour la personne compte.
# $groups: names of groups with commas between.
claims-for = seulement pour { $groups }
claims-id-token = Jeton d’identité
claims-userinfo = Userinfo
claims-access-token = Jeton d’accès
claims-add-heading = Associer un claim
claims-add = Ajouter
claims-claim-label = Nom du claim
claims-claim-wrong = Saisissez un nom de caractères visibles, sans espaces ni guillemets
claims-claim-ours = Saisissez un autre nom : seul ce serveur dit { $claim }, de ce qui a été prouvé
claims-from-label = Composé de
claims-from-hint = { $groups }, { $roles }, { $device }, un claim standard comme { $claim }, ou un texte fixe comme { $text }.
claims-from-wrong = Choisissez de quoi le claim est composé, comme l’indique l’aide
claims-in-label = Inscrit dans
claims-nowhere = Choisissez où le claim est inscrit
claims-for-label = Seulement pour des groupes (facultatif)
claims-for-hint = Noms de groupes séparés par des espaces ; vide : pour tout le monde.
claims-for-unknown = Saisissez des noms de groupes existants : { $group } n’existe pas
claims-added = Le claim est associé. Il compte dès le prochain jeton.
claims-removed = Le claim est retiré.
claims-too-many = Retirez d’abord un claim : une application en a 50 au plus
claims-preview-heading = Ce que diraient les jetons
claims-preview-what = Comme après une connexion par mot de passe en ce moment. Rien n’est signé, et la personne n’en est pas informée.
claims-preview-scope = Scope
claims-scope-wrong = Saisissez des mots de scope séparés par des espaces
claims-preview-show = Afficher
claims-preview-of = À propos de { $name }
claims-preview-refused = Cette personne ne peut pas utiliser { $app } : rien de cela n’est communiqué.

## The console: what scopes mean

admin-scopes = Scopes
scopes-lead = Ce que les personnes lisent quand une application demande un scope de vos serveurs de ressources. Sinon elles lisent le mot lui-même.
scopes-heading = Décrits
scopes-none = Aucun scope n’est encore décrit.
scopes-add-heading = Décrire un scope
scopes-word-label = Scope
scopes-word-hint = Tel que les applications le demandent, par exemple { $example }. Ce qui existe pour cette langue est remplacé.
scopes-word-wrong = Saisissez un seul mot de scope, sans espace
scopes-word-ours = Saisissez un autre scope : ce serveur dit lui-même ce que celui-ci veut dire
scopes-language-label = Langue
scopes-title-label = Ce que peut faire une application
scopes-title-hint = Quelques mots après « Elle pourra », par exemple « Lire vos notes ».
scopes-title-wrong = Saisissez au plus 80 caractères pour ce que peut faire une application, et 200 pour la suite
scopes-description-label = En savoir plus (facultatif)
scopes-saved = Les personnes liront cela à propos de { $scope }.
scopes-forgotten = Le texte sur { $scope } est supprimé.
