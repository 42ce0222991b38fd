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
activity-unassigned = Accès à une application retiré

## What an app may see

scope-groups = Voir les groupes dont vous faites partie
scope-groups-none = Vous ne faites partie d’aucun groupe
scope-roles = Voir vos rôles dans cette application
scope-roles-none = Vous n’y avez aucun rôle
