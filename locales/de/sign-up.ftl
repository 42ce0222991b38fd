# Deutsch. /sign-up: ein Konto erstellen.

sign-up-title = Konto erstellen
sign-up-invited-title = Einladung zu { $operator }
sign-up-name = Ihr Name
sign-up-email = E-Mail-Adresse
sign-up-invited-hint = Ihre Einladung ist für diese Adresse. Sie gilt bis { $time }.
sign-up-password = Passwort wählen
sign-up-password-hint = Mindestens { $count } Zeichen. Ein ganzer Satz eignet sich gut.
sign-up-create = Konto erstellen
sign-up-known = Sie haben schon ein Konto? <link>Anmelden</link>
sign-up-taken = Es gibt bereits ein Konto mit dieser Adresse. Melden Sie sich an oder verwenden Sie eine andere Adresse
sign-up-slowed = Aus Ihrem Netzwerk wurden zu viele Konten erstellt. Warten Sie { $wait } und versuchen Sie es dann noch einmal
sign-up-ready = Ihr Konto ist bereit.
sign-up-left-out = Unsichtbare Zeichen wurden aus Ihrem Namen entfernt.

## Wenn es nicht für alle ist

sign-up-needs-invitation = Sie brauchen eine Einladung
sign-up-needs-invitation-lead = Um ein Konto zu erstellen, bitten Sie die Betreiber von { $operator } um eine Einladung. Öffnen Sie dann den Link, den Sie erhalten.
sign-up-closed-title = Registrierung geschlossen
sign-up-closed-lead = Konten werden hier für Sie angelegt. Bitten Sie die Betreiber von { $operator } um eines.
