# Groups, and who may use an app.

## /login/access: somebody may not use the app

no-access-title = You may not use { $app }
# $account: an e-mail address or user name.
no-access-account = Signed in as <strong>{ $account }</strong>. <link>Use another account</link>
no-access-lead = You did nothing wrong. This app is for people who were given access to it.
no-access-ask = If you need it, ask { $operator } for access.
# Above e-mail addresses.
no-access-ask-contacts = If you need it, ask those who look after { $app }:
no-access-back = Back to { $app }

## Activity

activity-group-joined = Put into a group
activity-group-left = Taken out of a group
activity-assigned = Access to an app given
activity-unassigned = Access to an app taken back

## What an app may see

scope-groups = See the groups you are in
scope-groups-none = You are in no group
scope-roles = See your roles in this app
scope-roles-none = You have no role in it
