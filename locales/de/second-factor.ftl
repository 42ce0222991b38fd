# Deutsch. /login/totp, /login/recovery und /login/enroll: der zweite Faktor einer Anmeldung. /account/security und die Seiten darunter.

## Mit einem zweiten Faktor anmelden

second-factor-totp-title = Geben Sie den Code aus Ihrer App ein
second-factor-recovery-title = Wiederherstellungscode verwenden
second-factor-app = { $app } verlangt einen zweiten Faktor.
second-factor-operator = { $operator } verlangt einen zweiten Faktor.
second-factor-page = Diese Seite fragt noch einmal nach Ihrem zweiten Faktor.
second-factor-hint = Ihre Authenticator-App zeigt ihn neben { $name } an.
second-factor-recovery-code = Wiederherstellungscode
second-factor-recovery-hint = 16 Buchstaben und Ziffern. Jeder Code gilt nur einmal.
second-factor-use-recovery = Wiederherstellungscode verwenden
second-factor-use-totp = Authenticator-App verwenden
second-factor-trust = In diesem Browser { $time } lang nicht mehr fragen
second-factor-trust-hint = Nur auf Ihrem eigenen Gerät.
second-factor-empty = Geben Sie den Code ein
second-factor-wrong = Der Code stimmt nicht. Codes wechseln alle 30 Sekunden: Warten Sie auf den nächsten
second-factor-recovery-wrong = Der Wiederherstellungscode stimmt nicht oder wurde schon verwendet
second-factor-used = Dieser Code wurde schon verwendet. Warten Sie auf den nächsten
second-factor-late = Die Eingabe des Codes hat zu lange gedauert. Melden Sie sich noch einmal an.
second-factor-codes-left = { $codes ->
    [0] Das war Ihr letzter Wiederherstellungscode. Erneuern Sie die Codes auf der Seite „Sicherheit“.
    [one] Sie haben noch einen Wiederherstellungscode. Erneuern Sie die Codes auf der Seite „Sicherheit“.
   *[other] Sie haben noch { $codes } Wiederherstellungscodes.
}

## Eine Authenticator-App einrichten, hier oder beim Anmelden

enroll-title = Zweiten Faktor einrichten
enroll-until = nötig ab: { $when }
totp-title = Authenticator-App
totp-lead = Die App zeigt einen Code an, den Sie nach Ihrem Passwort eingeben. Wer nur Ihr Passwort kennt, kann sich dann nicht mehr anmelden.
totp-install = Öffnen Sie auf Ihrem Smartphone eine Authenticator-App. Vielleicht eignet sich Ihr Passwortmanager.
totp-scan = Scannen Sie damit diesen Code:
totp-qr = QR-Code für Ihre Authenticator-App
totp-type = Oder geben Sie dort diesen Schlüssel ein:
totp-code = 6-stelliger Code
totp-turn-on = Aktivieren
totp-wrong = Der Code stimmt nicht. Prüfen Sie die Uhrzeit Ihres Smartphones und geben Sie den Code ein, den die App jetzt anzeigt
totp-on = Die Authenticator-App ist aktiviert. Ihre anderen Geräte wurden abgemeldet.
totp-off = Die Authenticator-App ist entfernt. Ihre anderen Geräte wurden abgemeldet.
totp-remove-title = Authenticator-App entfernen?
totp-remove-lead = Dann schützt nur noch Ihr Passwort Ihr Konto. Ihre Wiederherstellungscodes werden ungültig, und kein Browser gilt mehr als vertrauenswürdig.
totp-remove-required = { $operator } verlangt einen zweiten Faktor: Bei der nächsten Anmeldung richten Sie wieder einen ein.
totp-remove = Entfernen

## Wiederherstellungscodes

codes-title = Wiederherstellungs­codes
codes-lead = Mit jedem Code können Sie sich einmal anmelden, wenn Sie Ihre Authenticator-App nicht zur Hand haben. Bewahren Sie die Codes getrennt von Ihrem Passwort auf. Sie werden nicht noch einmal angezeigt.
codes-download = Herunterladen
codes-stored = Ich habe sie gesichert
codes-make = Codes erneuern
codes-new-lead = Neue Codes ersetzen die bisherigen.
security-codes-left = { $codes ->
    [0] Keiner mehr übrig.
    [one] Noch einer übrig.
   *[other] Noch { $codes } übrig.
}

## /account/security

security-title = Sicherheit
security-ways = So melden Sie sich an
security-password-only = Nur Ihr Passwort schützt Ihr Konto. Nächster Schritt: Aktivieren Sie eine Authenticator-App.
security-two-factors = Zwei Faktoren schützen Ihr Konto. Sie brauchen nichts zu tun.
security-few-codes = Zwei Faktoren schützen Ihr Konto. Nächster Schritt: Erneuern Sie Ihre Wiederherstellungscodes, denn es sind nur noch wenige übrig.
security-required = { $operator } verlangt von Ihnen zwei Faktoren.
security-no-password = Keines
security-on = Aktiv
security-since = eingerichtet: { $when }
security-totp-what = Ein Code von Ihrem Smartphone nach dem Passwort
security-add = Aktivieren
security-add-named = Authenticator-App aktivieren
security-remove = Entfernen
security-renew = Erneuern
security-trusted = Vertrauenswürdige Browser
security-trusted-what = Hier wird nur nach Ihrem Passwort gefragt.
security-trusted-until = bis { $when }
security-forget = Entfernen
security-forget-named = Entfernen: { $device }
security-forgotten = Der Browser gilt nicht mehr als vertrauenswürdig.
