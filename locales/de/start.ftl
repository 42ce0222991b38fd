# Deutsch. /: wo man ohne Ziel ankommt, und eine neue Installation.

landing-title = Willkommen
landing-lead = Ein Konto für alle Ihre Apps. Melden Sie sich an, um zu sehen, welche es verwenden, wo Sie angemeldet sind und was über Sie bekannt ist.
landing-sign-up = Konto erstellen

## Eine neue Installation. Lanyard heißt dieses Programm.

fresh-title = Lanyard läuft
fresh-lead = Drei Schritte bis zur ersten Anmeldung.
fresh-admin-heading = Ersten Administrator anlegen
fresh-admin-code = Lanyard hat beim Start einen Setup-Code ausgegeben, im Terminal oder im Log. Die nächste Seite fragt danach.
fresh-admin-make = Administrator anlegen
fresh-admin-or-commands = Oder führen Sie diese zwei Befehle auf dem Rechner aus, auf dem Lanyard läuft. Der zweite fragt nach dem Passwort: mindestens { $count } Zeichen.
fresh-admin-restart = Starten Sie Lanyard neu: Es gibt dann einen Code für die <link>Setup-Seite</link> aus. Oder führen Sie diese zwei Befehle auf dem Rechner aus, auf dem es läuft. Der zweite fragt nach dem Passwort: mindestens { $count } Zeichen.
fresh-admin-commands = Führen Sie diese zwei Befehle auf dem Rechner aus, auf dem Lanyard läuft. Der zweite fragt nach dem Passwort: mindestens { $count } Zeichen.
fresh-commands-copy = Befehle kopieren
fresh-commands-copied = Befehle kopiert
fresh-app-heading = Erste App registrieren
fresh-app = <link>Melden Sie sich als dieser Administrator an</link> und öffnen Sie „Apps“. Sie erhalten die Client-ID und für eine Web-App das Client-Secret.
fresh-try-heading = Anmeldung ausprobieren
fresh-try = Starten Sie sie in Ihrer App. Um vorher eine ganze Anmeldung zu sehen, führen Sie <code>lanyard demo</code> auf Ihrem eigenen Computer aus.
fresh-issuer = Issuer
fresh-issuer-copy = Issuer kopieren
fresh-issuer-copied = Issuer kopiert
fresh-database = Datenbank
fresh-version = Version
fresh-before = Bevor andere diesen Server nutzen: Rufen Sie diese Seite von einem anderen Computer aus unter der Adresse des Issuers auf, und erstellen Sie Ihr erstes Backup.
