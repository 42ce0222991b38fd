# Groups, and who may use an app.

## /login/access: somebody may not use the app

no-access-title = No puedes usar { $app }
# $account: an e-mail address or user name.
no-access-account = Has iniciado sesión como <strong>{ $account }</strong>. <link>Usar otra cuenta</link>
no-access-lead = No has hecho nada mal. Esta app es para personas a las que se ha dado acceso.
no-access-ask = Si la necesitas, pide acceso a { $operator }.
# Above e-mail addresses.
no-access-ask-contacts = Si la necesitas, pregunta a quienes se encargan de { $app }:
no-access-back = Volver a { $app }

## Activity

activity-group-joined = Añadido a un grupo
activity-group-left = Quitado de un grupo
activity-assigned = Acceso dado a una app
activity-unassigned = Acceso a una app retirado

## What an app may see

scope-groups = Ver los grupos en los que estás
scope-groups-none = No estás en ningún grupo
scope-roles = Ver tus roles en esta app
scope-roles-none = No tienes ningún rol en ella
