admin-well = Alles in Ordnung
admin-unwell = Braucht Aufmerksamkeit
admin-number = { $n }
admin-percent = { $n } %
admin-day = { $day }. { $month }
admin-figure-sign-ins = Anmeldungen heute (UTC)
admin-figure-failed =
    { $n ->
        [one] { $n } fehlgeschlagen
       *[other] { $n } fehlgeschlagen
    }
admin-figure-people = Personen
admin-figure-new =
    { $n ->
        [one] { $n } neu in dieser Woche
       *[other] { $n } neu in dieser Woche
    }
admin-figure-apps = Apps
admin-figure-errors =
    { $n ->
        [one] { $n } mit Fehlern heute
       *[other] { $n } mit Fehlern heute
    }
admin-figure-signed-in = Jetzt angemeldet
admin-figure-signed-in-what = Browser
admin-sign-ins = Anmeldungen der letzten 14 Tage
admin-succeeded = Gelungen
admin-failed = Fehlgeschlagen
admin-sign-ins-fine = Gezählt wird nach Tagen in UTC. Fehlversuche werden innerhalb einer Stunde vermerkt.
admin-sign-ins-none = Noch keine Anmeldungen. Sie erscheinen hier innerhalb einer Minute.
admin-sign-ins-finding = Anmeldungen der letzten 14 Tage: { $made } gelungen, { $failed } fehlgeschlagen; die meisten am { $day }.
admin-chart-table = Als Tabelle zeigen
admin-chart-table-label = Zahlen nach Tagen
admin-chart-day = Tag
admin-methods = Wie sich Personen anmelden
admin-methods-of =
    { $n ->
        [one] Von der letzten Anmeldung.
       *[other] Von den letzten { $n } Anmeldungen.
    }
admin-method-passkey = Passkey
admin-method-password-and-passkey = Passwort und Passkey
admin-method-password-and-code = Passwort und Code
admin-method-password = Passwort
admin-method-other = Auf andere Weise
admin-needs = Braucht Aufmerksamkeit
admin-needs-none = Nichts zu tun.
admin-need-mail = Post
admin-need-no-mail = Es werden keine Briefe verschickt
admin-need-no-mail-more = Niemand kann per Brief eine Adresse bestätigen oder ein neues Passwort wählen. Setzen Sie mail.smtp.
admin-need-letters =
    { $n ->
        [one] { $n } Brief wurde nicht zugestellt
       *[other] { $n } Briefe wurden nicht zugestellt
    }
admin-need-mail-more = Es wird weiter versucht. Mehr sagt lanyard outbox list.
admin-need-mail-why = Der Mailserver sagte: { $why }
admin-need-app = App
admin-need-told = { $app } nimmt Abmeldungen nicht an
admin-need-told-more = { $n } gescheitert, { $given } davon aufgegeben.
admin-need-errors = { $app } stößt auf Fehler
admin-need-errors-more =
    { $n ->
        [one] Heute { $n }, auf diesem Knoten gesehen.
       *[other] Heute { $n }, auf diesem Knoten gesehen.
    }
admin-need-certificate = Zertifikat
admin-need-certificate-ends = Das Zertifikat dieses Servers endet { $when }
admin-need-certificate-ends-more = Erneuern Sie es und ersetzen Sie die Dateien, die tls.certificate und tls.key nennen; der Server liest sie von selbst.
admin-need-certificate-unread = Das Zertifikat dieses Servers ist nicht mehr lesbar
admin-need-certificate-unread-more = { $key }: { $why }. Das bisherige wird gezeigt, bis es endet oder der Server neu startet.
admin-need-apps = Apps
admin-need-unvetted =
    { $n ->
        [one] { $n } App wartet auf eine Prüfung
       *[other] { $n } Apps warten auf eine Prüfung
    }
admin-need-unvetted-more = Personen haben sie registriert, und niemand bürgt für sie.
admin-need-passwords = Passwörter
admin-need-hashes =
    { $n ->
        [one] { $n } Konto hat einen alten Passwort-Hash
       *[other] { $n } Konten haben alte Passwort-Hashes
    }
admin-need-hashes-more = Jeder wird bei der nächsten Anmeldung erneuert.
admin-need-nodes = Knoten
admin-need-clocks = Uhren von Knoten gehen verschieden
admin-need-clocks-more = Die Uhr von { $ahead } geht { $n } Sekunden vor der von { $behind }. Stellen Sie alle über NTP: 2 Minuten schaden nicht.
admin-need-schema = Ein Knoten kennt ein anderes Schema, als die Datenbank hat
admin-need-schema-more = { $host } kennt Schema { $known }, die Datenbank hat { $schema }. Lassen Sie überall dieselbe Version laufen.
admin-need-versions = Knoten laufen mit verschiedenen Versionen
admin-need-versions-more = Während eines Upgrades in Ordnung. Schließen Sie es bald ab.
admin-need-key = Schlüssel
admin-need-next-key = Die nächsten Signaturschlüssel stehen bereit
admin-need-next-key-more = Ab { $when }.
admin-nodes = Knoten
admin-node = Version { $version }, gestartet { $when }
