# /setup: the first administrator of a fresh installation.

setup-title = Make the first administrator
setup-lead = With this account you look after this server. You can register apps right away.
setup-code = Setup code
setup-code-hint = Lanyard printed it when it started: look in the terminal or the log. It works once, for an hour.
setup-email-hint = You sign in with it.
setup-make = Make the administrator
setup-over = There is no setup code any more: each one works for an hour. Restart Lanyard, and it prints a new one.
setup-or-commands = Or use the two commands on the <link>start page</link>.
setup-closed = Somebody has an account here already, so Lanyard prints no setup code. Use the two commands on the <link>start page</link>.
setup-no-code = Enter the setup code
setup-wrong-code = The setup code is not right, or its hour is over
# $wait is a length of time: "4 seconds".
setup-slowed = Too many wrong codes. Wait { $wait }, then try again
setup-taken = There is an account with this address. Use another one
setup-ready = You are the administrator of this server. Next, register your first app.
