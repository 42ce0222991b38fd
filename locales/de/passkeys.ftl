# Deutsch. Passkeys: /login, /login/passkey, /login/passkey/offer, /login/enroll, /account/security und die Seiten darunter.

passkey = Passkey

## Anmelden

passkey-sign-in = Mit Passkey anmelden
passkey-or-password = oder mit Ihrem Passwort
passkey-no-script = Passkeys brauchen JavaScript, das in diesem Browser hier nicht läuft.
passkey-use = Passkey verwenden
passkey-none-used = Es wurde kein Passkey verwendet. Versuchen Sie es noch einmal oder melden Sie sich auf andere Weise an.
passkey-late = Das hat zu lange gedauert. Versuchen Sie es noch einmal
passkey-unknown = Dieser Passkey ist hier nicht mehr bekannt. Melden Sie sich auf andere Weise an und fügen Sie dann einen neuen hinzu
passkey-refused = Dieser Passkey konnte nicht geprüft werden. Versuchen Sie es noch einmal
passkey-copied = Dieser Passkey wurde abgelehnt: Offenbar hat jemand eine Kopie davon. Melden Sie sich auf andere Weise an und entfernen Sie ihn
second-factor-passkey-title = Passkey verwenden
second-factor-use-passkey = Passkey verwenden

## Einen erstellen, hier oder beim Anmelden

passkey-offer-title = Beim nächsten Mal schneller anmelden
passkey-what = Verwenden Sie Ihren Fingerabdruck, Ihr Gesicht oder Ihre Displaysperre. Sie müssen sich nichts merken, und es gibt nichts zu stehlen.
passkey-create = Passkey erstellen
passkey-not-now = Nicht jetzt
passkey-or-totp = oder eine Authenticator-App
passkey-cannot = Dieser Browser kann hier keine Passkeys verwenden.
passkey-device-asks = Ihr Gerät wird Sie um eine Bestätigung bitten.
passkey-none-made = Es wurde kein Passkey erstellt. Es hat sich nichts geändert.
passkey-there = Dieses Gerät hat schon einen Passkey für Ihr Konto
passkey-not-made = Der Passkey konnte nicht geprüft werden. Versuchen Sie es noch einmal
passkey-too-many = Mehr Passkeys kann Ihr Konto nicht haben. Entfernen Sie zuerst einen
passkey-made = Ihr Passkey ist bereit.

## /account/security

security-passkeys = Passkeys
security-add-passkey = Passkey hinzufügen
security-other-ways = Andere Anmeldemethoden
security-set = Wählen
security-set-named = Passwort wählen
security-password-only-passkey = Nur Ihr Passwort schützt Ihr Konto. Nächster Schritt: Fügen Sie einen Passkey hinzu.
security-one-passkey = Ein Passkey schützt Ihr Konto. Nächster Schritt: Fügen Sie noch einen hinzu, falls Sie den ersten verlieren.
security-passkeys-strong = Ihr Konto ist gut geschützt. Sie brauchen nichts zu tun.
passkey-add-title = Passkey hinzufügen
passkey-backed-up = auf allen Ihren Geräten
passkey-synced = vielleicht auf allen Ihren Geräten
passkey-bound = auf einem einzigen Gerät
passkey-added = hinzugefügt: { $when }
passkey-last = Das ist der letzte Zugang zu Ihrem Konto. Er kann deshalb nicht entfernt werden.
passkey-rename = Umbenennen
passkey-rename-title = Passkey umbenennen
passkey-rename-named = Umbenennen: { $name }
passkey-name = Name
passkey-name-hint = Wo er gespeichert ist, damit Sie ihn wiedererkennen.
passkey-save = Speichern
passkey-renamed = Der Passkey hat einen neuen Namen.
passkey-remove-title = Passkey entfernen?
passkey-remove-named = Entfernen: { $name }
passkey-remove-lead = Damit können Sie sich dann nicht mehr anmelden. Ihre anderen Geräte werden abgemeldet.
passkey-removed = Der Passkey ist entfernt. Ihre anderen Geräte wurden abgemeldet.
password-remove-title = Passwort entfernen?
password-remove-lead = Dann melden Sie sich nur noch mit Ihren Passkeys an. Ihre anderen Geräte werden abgemeldet. Wenn Sie angemeldet sind, können Sie hier jederzeit ein neues Passwort wählen.
password-removed = Ihr Passwort ist entfernt. Ihre anderen Geräte wurden abgemeldet.

## Aktivitäten

activity-passkey-added = Passkey hinzugefügt
activity-passkey-removed = Passkey entfernt
activity-passkey-copied = Kopierter Passkey abgelehnt
activity-password-removed = Passwort entfernt
