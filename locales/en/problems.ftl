# What is wrong with a field of a form; said at the field and in a list at the top.

## A person’s name

name-missing = Enter your name
# $most: how many characters.
name-too-long = Enter your name in at most { $most } characters
name-invisible = Enter your name without line breaks, invisible characters and changes of the writing direction
name-marks = Enter your name with fewer marks above and below the letters
name-mixed = Enter your name without mixing alphabets within a word
# $like: a name that is spoken for.
name-resembles = Enter a name that cannot be mistaken for “{ $like }”

## The name of an app

app-name-missing = Enter a name for the app
# $most: how many characters.
app-name-too-long = Enter a name for the app of at most { $most } characters
app-name-invisible = Enter a name for the app without line breaks, invisible characters and changes of the writing direction
app-name-marks = Enter a name for the app with fewer marks above and below the letters
app-name-mixed = Enter a name for the app that does not mix alphabets within a word
# $like: a name that is spoken for.
app-name-resembles = Enter a name for the app that cannot be mistaken for “{ $like }”

## An e-mail address

email-missing = Enter an e-mail address
# $most: how many characters.
email-too-long = Enter an e-mail address of at most { $most } characters
email-form = Enter an e-mail address in the form name@example.com

## A new password

password-missing = Enter a password
# $least: how many characters.
password-too-short = Enter a password of at least { $least } characters. A sentence works well.
# $most: how many bytes.
password-too-long = Enter a password of at most { $most } bytes
password-common = This password is easy to guess: it has leaked before, or is made of common words and patterns. Choose another one.
password-context = This password is too close to your name or address, or to the name of this site. Choose another one.
