# Deutsch. /sign-up: ein Konto erstellen.

sign-up-title = Konto erstellen
sign-up-invited-title = Einladung zu { $operator }
sign-up-name = Ihr Name
sign-up-email = E-Mail-Adresse
sign-up-invited-hint = Ihre Einladung ist für diese Adresse. Sie gilt bis { $time }.
sign-up-elsewhere-hint = Diese Adresse ist bestätigt. Wählen Sie hier Name und Passwort: Was in einem anderen Browser eingegeben wurde, ist in diesem nicht bekannt.
sign-up-password = Passwort wählen
sign-up-password-hint = Mindestens { $count } Zeichen. Ein ganzer Satz eignet sich gut.
sign-up-terms = Ich stimme den <link>Nutzungsbedingungen von { $operator }</link> zu
sign-up-terms-missing = Stimmen Sie den Nutzungsbedingungen zu, um ein Konto zu erstellen
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
sign-up-over-lead = Er funktioniert nur einmal und nur eine gewisse Zeit. Wenn Sie damit schon ein Konto erstellt haben, melden Sie sich an.
sign-up-over-ask = Bitten Sie sonst die Betreiber von { $operator } um eine neue Einladung.

## Nach dem Senden der E-Mail

sign-up-sent-lead = Wir haben einen Link und einen Code an <strong>{ $address }</strong> gesendet. Beide gelten { $time }.
sign-up-code-wrong = Der Code stimmt nicht oder gilt nicht mehr. Prüfen Sie ihn, öffnen Sie den Link in der E-Mail oder lassen Sie sich eine neue senden
sign-up-nothing-arrived = Nichts angekommen? Sehen Sie zuerst im Spam-Ordner nach.
sign-up-again = Noch einmal senden
sign-up-other-address = Ist die Adresse falsch? <link>Neu beginnen</link>

## Angekommen, auf dem Weg zu einer App

welcome-title = Willkommen, { $name }
welcome-lead = Ihr Konto ist bereit. Sie melden sich mit <strong>{ $login }</strong> an.
