# The console: resource servers

admin-resources = Resource servers
resources-lead = Programs that take access tokens: what tokens for each look like, and which scopes are its own.
resources-none = No resource server is here. Tokens look as each app registered.
resources-new = Add a resource server
resources-no-key = No key
# On the overview: something needs attention.
resources-need = Resource server
resources-need-what = No app gets tokens for { $title }
resources-tokens = Access tokens for it
resources-format-label = Format
resources-as-app = As each app registered
resources-at-jwt = JWT, type at+jwt (RFC 9068)
resources-jwt = JWT, type JWT, for servers that know no other
resources-opaque = Opaque: it asks about each by introspection
resources-alg-label = Signed with
# $alg: RS256. $list: the algorithms there are.
resources-alg-gone = No key signs with { $alg } any more, so no app gets a token for it. Choose one of { $list }.
resources-alg-wrong = No key signs with { $alg }. Choose one of { $list }
resources-alg-opaque = Choose no algorithm: opaque tokens are not signed
resources-asks-label = Client ID as which it asks about tokens
resources-asks-none = It does not ask
resources-asks-hint = An app with a secret. Needed when its tokens are opaque.
resources-asks-wrong = No app with a secret has this client ID
resources-asks-needed = Enter a client ID: opaque tokens say nothing by themselves
resources-scope-label = Scopes of its own
resources-scope-hint = With spaces between. Tokens for another resource server do not have them.
resources-scope-none = It has none of its own.
resources-scope-say = What people read about scopes
resources-scope-ours = Leave { $scope } out: this server says what it means
resources-apps = Apps that get tokens for it
resources-apps-none = None yet. An app names it among its resource servers.
resources-apps-more = More apps
resources-edit-title = Edit the resource server
resources-identifier-label = Identifier
resources-identifier-hint = The URI that apps ask for and tokens name, such as { $example }. It stays as it is.
resources-identifier-wrong = Enter a URI without a fragment, or a client ID
resources-taken = Another resource server has this identifier
resources-full = There are as many resource servers as fit
resources-title-label = Name
resources-title-wrong = Enter a name of at most 80 characters
resources-made = { $title } is a resource server now.
resources-saved = The resource server is changed. Tokens follow from the next one on.
resources-remove-title = Remove { $title }?
# $n: how many apps.
resources-remove-what =
    { $n ->
        [0] No app gets tokens for it.
        [one] One app gets tokens for it, and no more from now on; not by refresh tokens either.
       *[other] { $n } apps get tokens for it, and no more from now on; not by refresh tokens either.
    }
resources-removed = { $title } is removed.
