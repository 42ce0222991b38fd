# /account, /account/edit and /account/picture: what a person says of themselves.

profile-title = Profile
profile-lead = What this site knows about you. Apps see only the parts you allow.
profile-apps-see = Apps see only the parts you allow.
profile-edit = Edit profile
# A link, shown beside what it changes.
profile-change = Change
profile-name = Name
profile-user-name = User name
profile-email = E-mail address
profile-email-confirmed = Confirmed
# $operator: the name of who runs this server.
profile-email-ask = Not confirmed. The people who run { $operator } can confirm it.
profile-sign-in = Sign-in
profile-password = Password
# $when: "3 hours ago" or a date.
profile-password-changed = Changed { $when }
# The whole name of the link "Change", read aloud.
profile-password-change-named = Change password
profile-device = This device
# $when: "3 hours ago" or a date.
profile-signed-in = Signed in { $when }
profile-activity = Recent activity
profile-data = Download your data
profile-delete = Delete your account…

## Editing it

profile-edit-title = Edit your profile
# The last of a row of links: Profile / Edit.
profile-edit-crumb = Edit
profile-edit-not-here = Your picture and e-mail address are changed on your profile. Your user name stays as it is.
# Beside the label of a field.
profile-optional = (optional)
profile-save = Save
profile-cancel = Cancel
profile-saved = Your profile is saved.
profile-saved-without = Your profile is saved. Characters that cannot be seen were left out of your name.
profile-edits-too-many = Your profile was changed so often that it cannot be changed again now. Wait an hour, then try again

# The headings of groups of fields.
profile-about = About you
profile-where = Where you can be reached
profile-language-and-time = Language and time

profile-name-hint = What apps and people here call you.
profile-name-missing = Enter your name
profile-given-name = Given name
profile-family-name = Family name
profile-nickname = Nickname
profile-birthday = Birthday
# The order of the numbers stays as it is in every language.
profile-birthday-hint = Year, month and day, such as 1990-05-17. The year alone is enough, and 0000-05-17 keeps it back.
profile-birthday-wrong = Enter the birthday as year, month and day, such as 1990-05-17, or the year alone
profile-birthday-future = Enter a birthday that is not in the future
profile-website = Website
profile-website-hint = Such as https://example.com.
profile-website-wrong = Enter the address of a website, such as https://example.com
profile-phone = Phone number
profile-phone-hint = With the country, such as +46 70 123 45 67.
profile-phone-wrong = Enter the phone number with + and the number of the country, such as +46 70 123 45 67
profile-address = Postal address
profile-street = Street and number
profile-street-hint = In several lines if need be.
profile-postal-code = Postal code
profile-locality = Town or city
profile-region = State, province or region
profile-country = Country
profile-locale = Language for apps
profile-locale-hint = A language tag, such as en-GB or sv. Apps may speak to you in it; this site speaks the one you choose under Language and display.
profile-locale-wrong = Enter a language tag such as en-GB or sv
profile-zone = Time zone
profile-zone-hint = The largest place near you with the same time. Pages and letters show times as clocks do there.
# The first of a list of time zones: none of them.
profile-zone-none = Not told
profile-zone-wrong = Choose a time zone from the list
# $label: what the field is called.
profile-too-long = { $label }: use at most { $count } characters
profile-unreadable = { $label }: use fewer marks above and below the letters

## The picture

profile-picture = Picture
profile-picture-change-named = Change picture
profile-picture-title = Your picture
profile-picture-lead = Apps that may see your profile may show it. Whoever learns its address can open it without signing in.
profile-picture-now = Your picture as apps see it.
profile-picture-none = Until there is a picture, this site shows this letter.
# $address: a web address.
profile-picture-elsewhere = Your picture is kept at <code>{ $address }</code>, so it is not shown here. A new one takes its place.
profile-picture-file = File
profile-picture-hint = PNG, JPEG or WebP, at most 8 MB. It is cut to a square and made smaller. What else is in the file, such as the place where it was taken, is left out.
profile-picture-upload = Upload picture
profile-picture-remove = Remove picture
profile-picture-saved = Your picture is saved.
profile-picture-removed = Your picture is removed. Apps may keep what they copied.
