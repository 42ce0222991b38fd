# /admin/keys: the signing keys.

admin-keys = Signing keys
admin-keys-lead = Each key is published before it signs and stays published after, so apps never meet a key they cannot find.
admin-keys-life = Life of the keys
admin-keys-table = Keys
admin-keys-now = Now
admin-key-id = Key ID
admin-key-alg = Algorithm
admin-key-state = State
admin-key-change = Next change
admin-key-next = Next
admin-key-next-long = Published, not signing yet
admin-key-signing = Signing
admin-key-verifying = Verifying only
admin-key-removed = Removed
admin-key-signs-from = Signs from { $when }
admin-key-signs-until = Stops signing on { $when }
admin-key-gone-on = Removed on { $when }
admin-key-gone-since = Removed since { $when }
admin-key-until-next = Until the next one is made
admin-key-told = { $alg }, key { $kid }: { $state }. { $next }.
admin-key-remove = Remove now…
admin-key-remove-named = Remove key { $kid } now
admin-rotate = Rotate keys
admin-rotate-heading = Rotate early
admin-rotate-what = The next keys start signing, the current ones go on verifying until every token they signed has ended. Nobody is signed out.
admin-rotate-link = Rotate keys…
admin-rotate-title = Rotate the signing keys?
admin-rotate-young = Keys were announced less than five minutes ago. Apps that keep the key set refuse what is signed now until they fetch it again. Better wait.
admin-rotate-impact = Do apps know the next keys?
admin-rotate-announced = The last of them was published { $when }.
admin-rotate-unannounced = No key waits. New ones are made, and no app knows them yet.
admin-rotate-nobody = No app’s server called this node since it started: nothing can be said.
admin-rotate-all =
    { $n ->
        [one] The one app seen here can know them.
       *[other] All { $n } apps seen here can know them.
    }
admin-rotate-waiting =
    { $n ->
        [one] { $n } of { $all } apps has not fetched them yet.
       *[other] { $n } of { $all } apps have not fetched them yet.
    }
admin-rotate-has-it = Fetched
admin-rotate-lacks-it = Not yet
admin-rotate-fetched = key set fetched { $when }
admin-rotate-never = key set not fetched from its address
admin-rotate-how-known = The key set is fetched by anybody without a name. An app is taken for the caller that has the network address its server last called from. Seen by this node alone, which started { $when }. Apps in browsers and on devices are not listed: they fetch it where people are.
admin-rotate-callers =
    { $n ->
        [one] { $n } address fetched the key set since
       *[other] { $n } addresses fetched the key set since
    }
admin-rotate-before =
    { $n ->
        [one] { $n } address fetched it only before.
       *[other] { $n } addresses fetched it only before.
    }
admin-rotate-submit = Rotate now
admin-rotate-done = The next keys sign from now on.
admin-rotate-before-you = The keys changed since you opened the page. Nothing was done.
admin-withdraw = Withdraw a key
admin-withdraw-heading = A key has leaked
admin-withdraw-what = Withdraws the key at once. Tokens it signed stop working, people sign in again, and a new key takes over.
admin-withdraw-apps = Apps follow when they fetch the key set again.
admin-withdraw-link = Withdraw a key…
admin-withdraw-title = Withdraw a signing key?
admin-withdraw-which = Which key
admin-withdraw-none = Choose a key that is published
admin-withdraw-submit = Withdraw this key
admin-withdraw-done = Key { $kid } is withdrawn.
