# Deutsch. Der Kontobereich: /account und die Seiten darunter. Siehe auch account-devices.ftl und account-activity.ftl.

## Das Menü neben jeder Seite

account-profile = Profil
account-password = Passwort
account-devices = Geräte
account-apps = Verbundene Apps
account-cancel = Abbrechen

## /account/apps: verbundene Apps

connected-none = Keine App verwendet Ihr Konto. Sobald Sie eine erlauben, erscheint sie hier.
connected-lead = Apps, denen Sie erlaubt haben, Ihr Konto zu verwenden. Entziehen Sie einer den Zugriff, verliert sie ihn sofort.
connected-since = erlaubt: { $when }
connected-used = zuletzt genutzt: { $when }
connected-may-see = Kann { $what } sehen.
connected-profile = Ihren Namen und Ihr Profil
connected-email = Ihre E-Mail-Adresse
connected-phone = Ihre Telefonnummer
connected-address = Ihre Postanschrift
connected-may-use = Kann { $what } verwenden.
connected-scope = „{ $scope }“
connected-may-know = Kann Sie wiedererkennen.
connected-stays = Behält den Zugriff während Ihrer Abwesenheit.

## /account/apps/{id}/remove

connected-remove-ask = Zugriff entziehen …
connected-remove-named = Zugriff entziehen … ({ $app })
connected-remove = Zugriff entziehen
connected-remove-heading = { $app } den Zugriff entziehen?
connected-remove-note = Das gilt sofort. Was die App schon gespeichert hat, behält sie. Wenn Sie sich wieder bei ihr anmelden, werden Sie vorher gefragt.
connected-remove-lead = Die App kann dann nicht mehr:
connected-removed = { $app } kann Ihr Konto nicht mehr verwenden.

## /account/security/password

password-title = Passwort ändern
password-changed-when = Zuletzt geändert: { $when }.
password-note = Wenn Sie es ändern, werden Ihre anderen Geräte abgemeldet. Hier bleiben Sie angemeldet.
password-current = Aktuelles Passwort
password-change = Passwort ändern
password-current-missing = Geben Sie Ihr aktuelles Passwort ein
password-current-wrong = Das aktuelle Passwort stimmt nicht
password-slowed = Zu viele Versuche. Warten Sie { $wait } und versuchen Sie es dann noch einmal
password-changed = Passwort geändert. Ihre anderen Geräte wurden abgemeldet.

## /account/data: eine Kopie von allem

data-title = Ihre Daten
data-lead = Alles, was hier über Sie gespeichert ist. Passwörter, Tokens und andere Geheimnisse gehören nicht dazu.
data-sign-ins = Anmeldungen
data-connected = Apps mit Zugriff
data-owned = Von Ihnen registrierte Apps
data-activity = Aufgezeichnete Aktivitäten
data-download = Als JSON herunterladen
data-read = Hier lesen

## /account/delete

delete-title = Konto löschen
delete-heading = Ihr Konto löschen?
delete-last-administrator = Sie sind der einzige Administrator, der sich hier anmelden kann, deshalb bleibt Ihr Konto bestehen. Machen Sie zuerst jemand anderen zum Administrator.
delete-at-once = Sie werden sofort auf allen Geräten abgemeldet, und keine App kann Ihr Konto mehr verwenden.
delete-grace = { $time } lang, bis zum { $when }, können Sie es sich anders überlegen: Melden Sie sich an und behalten Sie Ihr Konto.
delete-then = Danach lässt es sich nicht mehr rückgängig machen.
delete-goes-heading = Was gelöscht wird
delete-goes-profile = Ihr Profil mit Name, Adresse und Bild sowie Ihr Passwort.
delete-goes-devices = Ihre Anmeldungen und Geräte.
delete-goes-apps =
    { $apps ->
        [0] Was Sie Apps erlaubt haben. Apps behalten, was sie schon gespeichert haben: Bitten Sie dort um Löschung.
        [one] Was Sie { $apps } App erlaubt haben. Die App behält, was sie schon gespeichert hat: Bitten Sie dort um Löschung.
       *[other] Was Sie { $apps } Apps erlaubt haben. Apps behalten, was sie schon gespeichert haben: Bitten Sie dort um Löschung.
    }
delete-stays-heading = Was bleibt
delete-stays-log = Das Protokoll dessen, was hier getan wurde, damit Missbrauch untersucht werden kann. Es nennt Sie mit einer Nummer, ohne Ihren Namen und Ihre E-Mail-Adresse, enthält zu jedem Vorgang die Netzwerkadresse und wird so lange aufbewahrt, wie { $operator } Protokolle aufbewahrt.
delete-stays-number = Ihre Nummer wird nie an jemand anderen vergeben.
delete-stays-apps =
    { $apps ->
        [one] Die App, die Sie registriert haben. Die App funktioniert weiter, und Administratoren kümmern sich um sie. Löschen Sie sie vorher, wenn niemand sie braucht.
       *[other] Die { $apps } Apps, die Sie registriert haben. Diese funktionieren weiter, und Administratoren kümmern sich um sie. Löschen Sie sie vorher, wenn niemand sie braucht.
    }
delete-confirm = Ihr Konto
delete-confirm-hint = Geben Sie zur Bestätigung <strong>{ $account }</strong> ein.
delete-confirm-wrong = Geben Sie zur Bestätigung { $account } ein
delete-submit = Konto löschen
delete-begun = Ihr Konto wird am { $when } gelöscht. Um es zu behalten, melden Sie sich vorher an.
delete-kept = Ihr Konto bleibt bestehen.
