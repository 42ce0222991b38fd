# Groups, and who may use an app.

## /login/access: somebody may not use the app

no-access-title = Sie dürfen { $app } nicht verwenden
# $account: an e-mail address or user name.
no-access-account = Angemeldet als <strong>{ $account }</strong>. <link>Anderes Konto verwenden</link>
no-access-lead = Sie haben nichts falsch gemacht. Diese App ist für Personen, die Zugang zu ihr erhalten haben.
no-access-ask = Wenn Sie sie brauchen, bitten Sie { $operator } um Zugang.
# Above e-mail addresses.
no-access-ask-contacts = Wenn Sie sie brauchen, fragen Sie die Verantwortlichen von { $app }:
no-access-back = Zurück zu { $app }

## Activity

activity-group-joined = In eine Gruppe aufgenommen
activity-group-left = Aus einer Gruppe entfernt
activity-assigned = Zugang zu einer App erhalten
activity-unassigned = Zugang zu einer App entzogen

## What an app may see

scope-groups = Ihre Gruppen sehen
scope-groups-none = Sie sind in keiner Gruppe
scope-roles = Ihre Rollen in dieser App sehen
scope-roles-none = Sie haben dort keine Rolle
