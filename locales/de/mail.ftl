# Deutsch. E-Mails. $operator ist der Name der Betreiber dieses Servers.

mail-subject = { $operator }: { $title }
mail-works-until = Gültig bis { $when }.
mail-happened = Zeitpunkt: { $when }.
mail-happened-in = Zeitpunkt: { $when }. Gerät: { $device }.
mail-happened-from = Zeitpunkt: { $when }. Gerät: { $device }. Netzwerkadresse: { $place }.

## Eine Adresse bestätigen und ein anderes Passwort

mail-confirm-address = Bestätigen Sie Ihre E-Mail-Adresse
mail-reset-password = Wählen Sie ein neues Passwort
mail-type-code = Geben Sie diesen Code auf der Seite ein, die danach fragt, oder verwenden Sie die Schaltfläche:
mail-not-asked = Wenn Sie das nicht angefordert haben, brauchen Sie nichts zu tun.
mail-not-asked-password = Wenn Sie das nicht angefordert haben, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.

## Ein Konto erstellen

mail-invitation = Einladung zu { $operator }
mail-invitation-by-to = { $by } lädt Sie ein, ein Konto für { $app } zu erstellen.
mail-invitation-by = { $by } lädt Sie ein, ein Konto zu erstellen.
mail-invitation-to = Sie sind eingeladen, ein Konto für { $app } zu erstellen.
mail-invitation-plain = Sie sind eingeladen, ein Konto zu erstellen.
mail-account-exists = Sie haben schon ein Konto
mail-account-exists-what = Jemand wollte ein Konto mit dieser E-Mail-Adresse erstellen, aber es gibt schon eines. Wenn Sie das waren, melden Sie sich an.
mail-account-exists-not-you = Wenn Sie das nicht waren, brauchen Sie nichts zu tun.

## Was mit einem Konto geschehen ist

mail-new-device = Anmeldung auf einem neuen Gerät
mail-new-device-not-you = Wenn Sie das nicht waren, melden Sie das Gerät ab und ändern Sie Ihr Passwort.
mail-password-changed = Ihr Passwort wurde geändert
mail-password-changed-not-you = Wenn Sie das nicht waren, wählen Sie sofort ein neues Passwort.
mail-factor-changed = Eine Anmeldemethode wurde geändert
mail-factor-changed-not-you = Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.
mail-factor-failed = Jemand kennt Ihr Passwort
mail-factor-failed-what = Bei mehreren Anmeldeversuchen war Ihr Passwort richtig und der Code danach falsch.
mail-factor-failed-not-you = Wenn Sie das nicht waren, wählen Sie sofort ein neues Passwort. Ihr Konto wurde nicht geöffnet.
mail-address-changed = Ihre E-Mail-Adresse wurde geändert
mail-address-changed-what = Ihr Konto hat jetzt die Adresse { $new }.
mail-address-changed-not-you = Wenn Sie das nicht waren, machen Sie es rückgängig.
mail-address-changed-ask = Wenn Sie das nicht waren, bitten Sie sofort die Betreiber von { $operator } um Hilfe.
mail-deletion-begun = Ihr Konto wird gelöscht
mail-deletion-begun-what = Die Löschung erfolgt am { $when }. Um Ihr Konto zu behalten, melden Sie sich vorher an.
mail-deletion-done = Ihr Konto ist gelöscht
mail-deletion-done-what = Sie haben die Löschung veranlasst, und sie ist abgeschlossen.

## Was ein Betreiber ausprobiert

mail-trial = E-Mails kommen an
mail-trial-what = Ein Betreiber hat ausprobiert, ob E-Mails ankommen.

## Schaltflächen

mail-button-confirm = Adresse bestätigen
mail-button-reset = Passwort wählen
mail-button-invitation = Konto erstellen
mail-button-undo = Rückgängig machen
mail-button-sign-in = Anmelden
mail-button-devices = Geräte ansehen
mail-button-account = Zu Ihrem Konto
