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
activity-owner-added = Made an owner of an app
activity-owner-removed = Owner of an app no more
activity-unassigned = Access to an app taken back

## What an app may see

scope-groups = See the groups you are in
scope-groups-none = You are in no group
scope-roles = See your roles in this app
scope-roles-none = You have no role in it

## The console: groups

admin-groups = Groups
admin-invite-groups = Groups (optional), with spaces between
groups-lead = Groups say what people may use and what apps know of them.
groups-new = New group
groups-search-label = Groups whose name begins with
groups-none = There are no groups yet.
groups-none-found = No group’s name begins with “{ $search }”. <link>All groups</link>
# $group: the title of the group that this one belongs to.
groups-part-of = part of { $group }
groups-people =
    { $people ->
        [0] Nobody
        [one] { $people } person
       *[other] { $people } people
    }
groups-pages-label = Pages of groups
groups-before = Before
groups-after = After
groups-made = made { $when }
groups-since = since { $when }
groups-edit = Edit
groups-edit-crumb = Edit
groups-edit-title = Edit the group
groups-new-title = Make a group
groups-remove = Remove the group
groups-remove-title = Remove { $group }?
groups-remove-what = The people in it stay ({ $people }). What it is assigned to ({ $apps }) they may use no more because of it. Its parts become groups of their own.
groups-removed = { $group } is removed.
groups-leave-named = Remove { $name }
groups-more = More people
groups-join = Add
groups-join-label = Person
groups-join-hint = User name, e-mail address or account id.
groups-nobody = Enter the user name or e-mail address of an account
groups-joined = { $name } is in { $group }. Apps learn of it with the next token.
groups-joined-before = { $name } was in { $group } already.
groups-left = { $name } is in { $group } no more.
groups-parts = Parts
groups-parts-what = Whoever is in a part is in the whole group as well. That goes one level deep.
groups-roles-what = Whoever is in the group, or in a part of it, has its roles. Somebody who is an administrator by a group alone is not counted as the last one, who stays.
groups-role-given = { $group } now has the role { $role }, and so has everybody in it.
groups-role-taken = { $group } no longer has the role { $role }.
groups-apps = Apps
groups-apps-none = It is assigned to no app.
groups-title-label = Name for people
groups-title-hint = For example “Platform team”.
groups-title-wrong = Enter a name of 1 to 100 characters for people
groups-name-label = Name for apps
groups-name-hint = Apps read it in the claim “groups”: small letters, digits and . _ : @ / + - without spaces, at most 64.
groups-name-wrong = Enter a name for apps with small letters, digits and . _ : @ / + - only
groups-name-taken = Enter another name for apps: a group has this one
groups-part-label = Part of
groups-part-none = No other group
groups-part-gone = Choose another group: this one was removed
groups-part-deep = Choose no other group: groups go one level deep, and this one has parts or that one is a part
groups-save = Save
groups-saved = The group is saved.
groups-made-done = { $group } is made. Put people into it.

## The console: who may use an app

access-crumb = Who may use it
access-title = Who may use { $app }
access-detail-what = For everybody, or for people and groups; and what its tokens say besides.
access-owners = Owners
access-owners-what = They see the app’s page and its errors, change it and rotate its secret. A group stands for its members.
access-registrant = Registered it
access-owner-label = Another owner: group or person
access-shared = { $name } looks after it as well.
access-unshared = { $name } looks after it no more.
access-shut = Nobody can use it: nobody is assigned.
access-everybody = Everybody who has an account
access-assigned = Only those who are assigned
access-what = Whoever may not use it sees a page that says whom to ask. The app gets no more tokens for them, and those it has count no more.
access-everybody-done = Everybody may use { $app }.
access-assigned-done = Only those who are assigned may use { $app }.
access-heading = Assigned
access-roles-what = Roles are what the app makes of them: it reads them in the claim “roles”. They count also where everybody may use it.
access-nobody = Nobody is assigned.
access-group = Group
access-who-label = Group or person
access-who-hint = The group’s name for apps, or a user name, e-mail address or account id.
access-nobody-found = Enter the name of a group, or the user name or e-mail address of an account
access-role-label = Role (optional)
access-role-hint = As the app reads it: capital letters are others than small ones. Without one they may use it.
access-role-wrong = Enter a role with letters, digits and . _ : @ / + - only
access-assign = Assign
access-assigned-one = { $name } is assigned.
access-unassigned = { $name } is assigned no more.

## The console: claims of an app

claims-crumb = Claims
claims-title = What { $app } is told
claims-lead = Claims beside those it asks for: under another name, in other tokens, or only for some groups.
claims-heading = Mapped claims
claims-none = None: it gets what it asks for.
claims-first = Of several of one name the first that is for the person counts.
# $groups: names of groups with commas between.
claims-for = only for { $groups }
claims-id-token = ID token
claims-userinfo = Userinfo
claims-access-token = Access token
claims-add-heading = Map a claim
claims-add = Add
claims-claim-label = Name of the claim
claims-claim-wrong = Enter a name of visible characters without spaces and quotes
claims-claim-ours = Enter another name: { $claim } is said by this server alone, of what was proven
claims-from-label = Made of
claims-from-hint = { $groups }, { $roles }, { $device }, a standard claim such as { $claim }, or a fixed text such as { $text }.
claims-from-wrong = Choose what the claim is made of, as the hint says
claims-in-label = Written in
claims-nowhere = Choose where the claim is written
claims-for-label = Only for groups (optional)
claims-for-hint = Names of groups with spaces between; for everybody when it is empty.
claims-for-unknown = Enter names of groups that exist: there is no { $group }
claims-added = The claim is mapped. It counts from the next token on.
claims-removed = The claim is removed.
claims-too-many = Remove a claim first: an app has at most 50
claims-preview-heading = What tokens would say
claims-preview-what = As after a sign-in with a password at this moment. Nothing is signed, and the person is not told.
claims-preview-scope = Scope
claims-scope-wrong = Enter scope words with spaces between
claims-preview-show = Show
claims-preview-of = About { $name }
claims-preview-refused = This person may not use { $app }, so nothing of this is told.

## The console: what scopes mean

admin-scopes = Scopes
scopes-lead = What people read when an app asks for a scope of your resource servers. Without it they read the word itself.
scopes-heading = Described
scopes-none = No scope is described yet.
scopes-add-heading = Describe a scope
scopes-word-label = Scope
scopes-word-hint = As apps ask for it, such as { $example }. What is there for this language is replaced.
scopes-word-wrong = Enter one scope word without spaces
scopes-word-ours = Enter another scope: this server says what this one means
scopes-language-label = Language
scopes-title-label = What an app may do
scopes-title-hint = A few words after “It will be able to”, such as “Read your notes”.
scopes-title-wrong = Enter at most 80 characters for what an app may do, and 200 for more about it
scopes-description-label = More about it (optional)
scopes-saved = People will read that about { $scope }.
scopes-forgotten = The text about { $scope } is removed.
