# /admin: the console of whoever looks after the installation.

admin-overview = Übersicht

admin-people = Personen
admin-sessions = Sitzungen
admin-audit = Prüfprotokoll

admin-search = Suchen
admin-none = Nichts gefunden.
admin-pages = Weitere Seiten
admin-first = Erste Seite
admin-next = Nächste Seite
admin-csv = Als CSV herunterladen
admin-json = Als JSON herunterladen
admin-for = Sie handeln für { $name } ({ $account }). Die Person sieht es in ihrer Aktivität.
admin-done = { $what }: für { $name } erledigt.
admin-saved = Für { $name } gespeichert.
admin-last-administrator = Die einzige Person mit Administrationsrolle, die sich anmelden kann, behält sie. Geben Sie die Rolle zuerst jemand anderem.

admin-role-administrator = Administration
admin-role-support = Support
admin-role-auditor = Revision
admin-give = Rolle { $role } geben
admin-take = Rolle { $role } entziehen
admin-role-given = { $name } hat jetzt die Rolle { $role }.
admin-role-taken = { $name } hat die Rolle { $role } nicht mehr.
admin-role-by-group = { $name } hat die Rolle { $role } weiterhin durch eine Gruppe.
admin-role-by = durch { $group }

admin-people-search = Anfang eines Namens, Benutzernamens oder einer E-Mail-Adresse
admin-people-which = Anzeigen
admin-which-all = Alle
admin-which-in-use = In Gebrauch
admin-which-disabled = Abgeschaltet
admin-which-leaving = Wird gelöscht
admin-people-new = Konto anlegen
admin-people-invite = Jemanden einladen
admin-made = angelegt { $when }
admin-choose = { $name } auswählen
admin-several = Mit den Ausgewählten:
admin-bulk-count =
    { $people ->
        [one] Das betrifft eine Person:
       *[other] Das betrifft { $people } Personen:
    }
admin-bulk-left-out = Bei diesen geschieht nichts: Sie dürfen mehr als Sie, oder Sie sind es selbst.
admin-bulk-done =
    { $people ->
        [one] Für eine Person erledigt.
       *[other] Für { $people } Personen erledigt.
    }
admin-bulk-not = { $done } Nicht für { $names }.

admin-disable = Konto abschalten
admin-disable-what = Jede Anmeldung endet, und keine App erhält ein weiteres Token, bis das Konto wieder eingeschaltet wird.
admin-enable = Konto einschalten
admin-enable-what = Die Person kann sich wieder anmelden. Wer angemeldet war, meldet sich neu an.
admin-sign-out = Überall abmelden
admin-sign-out-what = Jede Anmeldung endet, in jedem Browser, und verbundene Apps müssen neu fragen. Das Passwort bleibt.
admin-send-reset = Brief für ein neues Passwort senden
admin-send-reset-what = Ein Brief geht an die eigene Adresse der Person. Damit wählt sie ein neues Passwort; dann endet jede andere Anmeldung.
admin-send-reset-not = Es wurde kein Brief gesendet: Das Konto hat keine Adresse oder ist abgeschaltet, dorthin gingen zuletzt zu viele Briefe, oder hier werden keine versandt.
admin-print-reset = Link für ein neues Passwort zeigen
admin-print-reset-what = Die nächste Seite zeigt einmal einen Link. Wer ihn hat, wählt das Passwort dieses Kontos: Geben Sie ihn der Person und niemandem sonst.
admin-print-reset-not = Das Konto ist abgeschaltet: Ein neues Passwort ließe niemanden hinein. Schalten Sie es zuerst ein.
admin-remove-factors = Passkeys und zweite Faktoren entfernen
admin-remove-factors-what = Für jemanden, der sie verloren hat: Das Passwort allein öffnet das Konto wieder. Vergewissern Sie sich zuerst, wer darum bittet. Jede Anmeldung endet, und die Person erfährt es durch einen Brief.
admin-remove-factors-not = Es gibt kein Passwort, daher bleiben die Passkeys: Nichts anderes öffnet das Konto. Lassen Sie zuerst ein Passwort wählen.
admin-delete = Konto löschen
admin-delete-what = Jede Anmeldung endet sofort, und keine App nutzt das Konto. Nach { $time } wird es endgültig gelöscht, mit Anmeldungen und Einwilligungen; bis dahin kann es behalten werden. Seine Apps bleiben, ohne Eigentümer.
admin-keep = Konto behalten
admin-keep-what = Das Konto wird doch nicht gelöscht. Die Person meldet sich wieder an.

admin-only-look = Sie dürfen dieses Konto ansehen, aber nichts ändern: Die Person darf mehr als Sie.
admin-leaving-until = Dieses Konto wird am { $when } gelöscht.
admin-person-account = Konto
admin-person-login = Benutzername
admin-person-email = E-Mail-Adresse
admin-person-name = Name
admin-person-id = ID
admin-person-groups = Gruppen
admin-confirmed = bestätigt
admin-not-confirmed = nicht bestätigt
admin-person-edit = Profil bearbeiten
admin-person-change-email = E-Mail-Adresse ändern
admin-person-export = Gespeicherte Daten herunterladen
admin-person-ways = Anmeldewege
admin-person-password = Passwort
admin-person-passkeys = Passkeys
admin-person-totp = Authenticator-App
admin-person-codes = Übrige Wiederherstellungscodes
admin-chosen = gewählt { $when }
admin-yes = Ja
admin-no = Nein
admin-person-roles = Rollen
admin-person-devices = Geräte
admin-person-nowhere = Nirgends angemeldet.
admin-person-apps = Verbundene Apps
admin-person-no-apps = Keine App nutzt dieses Konto.
admin-person-all-activity = Alles im Prüfprotokoll

admin-new-lead = Das Konto hat noch kein Passwort. Senden Sie der Person danach einen Brief oder einen Link, um eines zu wählen.
admin-new-done = Das Konto von { $name } ist angelegt. Es hat noch kein Passwort: Senden Sie einen Brief, oder zeigen Sie einen Link.
admin-login-wrong = Verwenden Sie 1 bis 64 Buchstaben, Ziffern, Punkte, Bindestriche oder Unterstriche, am Anfang einen Buchstaben oder eine Ziffer
admin-taken = Ein anderes Konto hat diesen Benutzernamen oder diese Adresse
admin-email-known = Die Adresse gehört nachweislich der Person
admin-email-lead = Sie gilt sofort. Die Person erfährt es unter der bisherigen Adresse durch einen Brief, mit dem sie es rückgängig machen kann.
admin-invite-lead = Wer die Einladung erhält, legt einmal ein Konto mit dieser Adresse an.
admin-invite-by-letter = Als Brief senden; sonst zeigt die nächste Seite einen Link zum Weitergeben
admin-invite-sent = Eine Einladung an { $email } ist unterwegs.
admin-invite-too-many = An diese Adresse gingen binnen einer Stunde drei Einladungen
admin-link-heading = Diesen Link weitergeben
admin-link-for = Er ist für { $name } und sonst niemanden. Er wird nur dieses eine Mal gezeigt.
admin-link = Link
admin-link-copy = Link kopieren
admin-link-copied = Link kopiert
admin-link-until = Er funktioniert einmal, bis { $when }.

admin-sessions-lead = Alle, die angemeldet sind, die neuesten zuerst.
admin-sessions-search = Benutzername, E-Mail-Adresse oder ID einer Person
admin-sessions-all = { $name } überall abmelden
admin-session-since = angemeldet { $when }
admin-session-end = { $name } abmelden: { $device }
admin-session-ended = { $name } ist dort abgemeldet.

admin-audit-search = Person, App, Netzwerkadresse oder Referenz
admin-audit-what = Was
admin-audit-any = Alles
admin-audit-person = Person
admin-audit-app = App (Client-ID)
admin-audit-from = Von
admin-audit-to = Bis
admin-audit-day-wrong = Schreiben Sie einen Tag wie 2026-11-22
admin-audit-who = Von
admin-audit-object = an
admin-by-somebody = jemand
admin-by-operator = { $name } (Kommandozeile)
admin-by-command = die Kommandozeile
admin-by-server = dieser Server
