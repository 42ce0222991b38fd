# /: where nobody in particular arrives, and a fresh installation.

landing-title = Welcome
landing-lead = One account for all your apps. Sign in to see which of them use it, where you are signed in, and what is known about you.
landing-sign-up = Create an account

## A fresh installation. Lanyard is the name of this program.

fresh-title = Lanyard is running
fresh-lead = Three steps to the first sign-in.
fresh-admin-heading = Make the first administrator
fresh-admin-code = Lanyard printed a setup code when it started, in the terminal or the log. The next page asks for it.
fresh-admin-make = Make the administrator
# Above two commands; $count: how many characters a password has at least.
fresh-admin-or-commands = Or run these two commands on the machine where Lanyard runs. The second one asks for the password: at least { $count } characters.
fresh-admin-restart = Restart Lanyard: it prints a code for the <link>setup page</link>. Or run these two commands on the machine where it runs. The second one asks for the password: at least { $count } characters.
fresh-admin-commands = Run these two commands on the machine where Lanyard runs. The second one asks for the password: at least { $count } characters.
# The whole name of a button that shows "Copy", and what is said once it is done.
fresh-commands-copy = Copy the commands
fresh-commands-copied = Commands copied
fresh-app-heading = Register your first app
fresh-app = <link>Sign in</link> as that administrator and open Apps. You get the client ID and, for a web app, its secret.
fresh-try-heading = Try a sign-in
# The command stays as it is.
fresh-try = Start it from your app. To see a whole sign-in first, run <code>lanyard demo</code> on your own computer.
fresh-issuer = Issuer
fresh-issuer-copy = Copy the issuer
fresh-issuer-copied = Issuer copied
fresh-database = Database
fresh-version = Version
fresh-before = Before other people use it: reach this page at the issuer’s address from another computer, and make your first backup.
