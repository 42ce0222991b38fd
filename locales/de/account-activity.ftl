# Deutsch. /account/activity: was mit dem Konto geschehen ist.

activity-title = Letzte Aktivitäten
activity-lead = Was mit Ihrem Konto geschehen ist. Wenn Sie etwas nicht wiedererkennen, <link>ändern Sie Ihr Passwort</link>.
activity-none = Nichts weiter.
activity-newest = Neueste
activity-older = Ältere
activity-times = { $times }-mal

## Wer es getan hat

activity-by-you = Von Ihnen
activity-by-somebody = Von jemand anderem
activity-by-administrator = Von einem Administrator
activity-by-app = Von einer App
activity-by-server = Von diesem Server

## Was getan wurde, ohne Punkt

activity-account-made = Konto erstellt
activity-account-invited = Einladung gesendet
activity-account-changed = Profil geändert
activity-account-password = Passwort geändert
activity-factor-added = Authenticator-App aktiviert
activity-factor-removed = Authenticator-App entfernt
activity-recovery-codes = Neue Wiederherstellungscodes erstellt
activity-recovery-code-used = Wiederherstellungscode verwendet
activity-factor-failed = Falsche Codes nach dem richtigen Passwort
activity-browser-trusted = Browser als vertrauenswürdig eingestuft
activity-browser-distrusted = Browser nicht mehr vertrauenswürdig
activity-account-reset-opened = Neues Passwort angefordert
activity-account-terms = Nutzungsbedingungen zugestimmt
activity-account-address-asked = E-Mail zur Bestätigung einer Adresse gesendet
activity-data-exported = Daten heruntergeladen
activity-role-given = Rolle erhalten
activity-role-taken = Rolle entzogen
activity-account-disabled = Konto deaktiviert
activity-account-enabled = Konto aktiviert
activity-account-deletion-begun = Löschung veranlasst
activity-account-deletion-undone = Konto doch behalten
activity-account-removed = Konto entfernt
activity-sign-in-made = Angemeldet
activity-sign-in-failed = Fehlgeschlagener Anmeldeversuch
activity-sign-in-ended = Abgemeldet
activity-sign-in-bound = Sitzung an dieses Gerät gebunden
activity-device-refused = Jemand benutzte das Cookie einer Sitzung ohne ihr Gerät
activity-sign-in-told = App über eine Abmeldung informiert
activity-consent-given = App erlaubt
activity-consent-withdrawn = App den Zugriff entzogen
activity-grant-made = App Zugriff während Ihrer Abwesenheit gegeben
activity-grant-ended = Zugriff einer App beendet
activity-client-registered = App registriert
activity-client-changed = App geändert
activity-client-secret = Secret einer App erneuert
activity-client-removed = App gelöscht
activity-other = Änderung durch einen Administrator
