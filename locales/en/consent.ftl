# /consent: what an app may do with an account.

consent-title = Allow { $app }
consent-question = Allow { $app } to use your account?
consent-question-again = Allow { $app } to use your account again?
consent-question-more = { $app } asks for more
# $account: an e-mail address or user name.
consent-account = Signed in as <strong>{ $account }</strong>. <link>Switch</link>
# Above what has changed, in sentences.
consent-changes = You allowed this app before, and it has changed since:
consent-changed-name = It was called “{ $name }”.
# Where the app sends people: hosts such as notes.example.com.
consent-changed-host = It sent you to { $before }. Now it sends you to { $now }.
consent-changed-to-device = It sent you to { $before }. Now it sends you to an app on this device.
consent-changed-from-device = It sent you to an app on this device. Now it sends you to { $now }.
consent-changed-first-host = It sends you to { $now }.
consent-changed-first-device = It sends you to an app on this device.
# Above a list of scope-… messages.
consent-able = It will be able to
consent-able-also = It will also be able to
# $list: scope-… messages, one after the other.
consent-already = Already allowed: { $list }.
consent-unvetted = Anyone can register an app here. Allow it only if you started this yourself.
consent-limits = It will not see your password. You can remove its access at any time in your account, under Connected apps.
consent-cancel = Cancel
consent-allow = Allow
# $host: notes.example.com
consent-then-host = After you choose, you go to <strong>{ $host }</strong>.
consent-then-device = After you choose, you go back to the app on this device.

## What an app may do

scope-openid = Know that it is you
scope-profile = See your name and profile
scope-email = See your e-mail address
scope-phone = See your phone number
scope-address = See your postal address
scope-offline = Keep access while you are away
# $scope: a word that the app’s makers chose, such as notes:write.
scope-other = Use “{ $scope }”

## What the app will see

scope-openid-value = An identifier, nothing more
scope-offline-value =
    { $days ->
        [one] Until you remove it, or after { $days } day without use
       *[other] Until you remove it, or after { $days } days without use
    }
# $name: the person’s name; $list: some of the following, one after the other.
scope-profile-value = { $name }; also your { $list }
scope-profile-names = given and family name
scope-profile-nickname = nickname
scope-profile-birthday = birthday
scope-profile-language = language
scope-profile-zone = time zone
scope-profile-website = website
scope-profile-picture = picture
# The app asks for what the account does not have.
scope-nothing = Your account has none, so the app gets none
