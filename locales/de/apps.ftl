# Deutsch. Der Bereich für Entwickler: Apps registrieren und verwalten.

## Auf mehreren Seiten

apps-cancel = Abbrechen
apps-switched-off = Deaktiviert
apps-kind-web = Web-App
apps-kind-web-line = Läuft auf einem Server und kann ein Secret geheim halten
apps-kind-spa = Single-Page-App
apps-kind-spa-line = Läuft im Browser, ohne Secret
apps-kind-native = Nativ oder CLI
apps-kind-native-line = Computer, Smartphone oder Terminal
apps-kind-service = Dienst
apps-kind-service-line = Niemand meldet sich an
apps-kinds-label = Art der App
apps-closed = Sie können hier nicht selbst Apps registrieren. Bitten Sie die Betreiber dieser Website, Ihre App zu registrieren.
apps-signs-out =
    { $people ->
        [0] Noch nutzt niemand diese App.
        [one] 1 Person, die diese App nutzt, wird abgemeldet.
       *[other] { $people } Personen, die diese App nutzen, werden abgemeldet.
    }

## Die Liste der Apps

apps-list-title = Apps
apps-list-register = App registrieren
apps-list-lead-none = Sie haben noch keine Apps. Was entwickeln Sie?
apps-list-lead-none-closed = Sie haben keine Apps.
apps-list-lead-everybodys = Alle Apps mit Anmeldung über diese Website.
apps-list-lead = Ihre Apps mit Anmeldung über diese Website.
apps-list-need-heading = Was Sie brauchen
apps-list-need-name = Einen Namen für die App, wie er bei der Anmeldung angezeigt wird.
apps-list-need-address = Die Adresse in Ihrer App, zu der man nach der Anmeldung zurückkehrt: ihre Redirect-URI. Sie steht in der Dokumentation Ihrer Bibliothek.
apps-list-need-secret = Einen sicheren Ort für das Client-Secret, falls die App auf einem Server läuft.
apps-list-search-label = Name oder Client-ID
apps-list-search = Suchen
apps-list-none-found = Keine App hat „{ $search }“ im Namen oder in der Client-ID. <link>Alle anzeigen</link>
apps-list-owner-you = gehört Ihnen
apps-list-owner-person = gehört { $name }
apps-list-owner-nobody = gehört niemandem
apps-list-people =
    { $people ->
        [0] Noch niemand
        [one] 1 Person
       *[other] { $people } Personen
    }
apps-list-last-used = zuletzt genutzt: { $when }
apps-list-no-people = Niemand meldet sich an
apps-list-errors = { $errors } Fehler in 7 Tagen
apps-list-pages-label = Seiten
apps-list-newer = Neuere
apps-list-older = Ältere

## Registrieren

apps-register-title = App registrieren
apps-register-crumb = Neu
apps-register-lead = Was entwickeln Sie? Jede Art bringt sichere Einstellungen mit, die Sie später ändern können.
apps-register-back = Zurück zu Ihren Apps
apps-register-change = Ändern
apps-register-submit = App registrieren
apps-register-set-heading = Für Sie eingestellt
apps-register-set-code = Authorization Code mit PKCE
apps-register-set-code-why = Der eine Ablauf, der überall sicher ist.
apps-register-set-secret = Ein Client-Secret
apps-register-set-secret-why-web = Ihr Server sendet es, wenn er den Code einlöst. Sie sehen es nur einmal, auf der nächsten Seite.
apps-register-set-secret-why-service = Ihr Server sendet es, wenn er ein Token anfordert. Sie sehen es nur einmal, auf der nächsten Seite.
apps-register-set-no-secret = Kein Client-Secret
apps-register-set-no-secret-why-spa = Ein Programm im Browser kann keines geheim halten. Stattdessen schützt PKCE den Code.
apps-register-set-no-secret-why-native = Wer das Programm hat, könnte es auslesen. Stattdessen schützt PKCE den Code.
apps-register-set-calls = Aufrufe von Ihrer Seite
apps-register-set-calls-why = Der Token-Endpunkt antwortet den Origins Ihrer Redirect-URIs.
apps-register-set-port = Jeder Port auf dem Gerät
apps-register-set-port-why = http://127.0.0.1, http://[::1] und http://localhost passen zu jedem Port, auf dem die App lauscht.
apps-register-set-credentials = Client Credentials
apps-register-set-credentials-why = Der Dienst erhält Tokens für sich selbst. Ein Konto ist nicht beteiligt.
apps-register-set-short = Kurzlebige Tokens
apps-register-set-short-why = Zugriff für { $span }; Refresh-Tokens wechseln bei jeder Verwendung.
apps-register-set-short-why-service = Zugriff für { $span }. Es gibt keine Refresh-Tokens; der Dienst fordert ein neues Token an.
apps-register-done = App registriert.
apps-register-done-left-out = App registriert. Unsichtbare Zeichen wurden aus ihrem Namen entfernt.
apps-register-too-large = Die App hat mehr Adressen und Scopes, als in { $kilobytes } kB passen
apps-register-too-many = Sie haben { $most } Apps. Löschen Sie eine, die Sie nicht mehr brauchen
apps-register-not-allowed = Sie können hier nicht selbst Apps registrieren
apps-register-for-administrators = Nur Administratoren können { $member } ändern

## Bearbeiten

apps-edit-title = { $app } bearbeiten
apps-edit-crumb = Bearbeiten
apps-edit-submit = Änderungen speichern
apps-edit-done = Änderungen gespeichert.
apps-edit-done-left-out = Änderungen gespeichert. Unsichtbare Zeichen wurden aus dem Namen entfernt.
apps-edit-after-heading = Wenn Sie speichern
apps-edit-after-new = Neue Tokens
apps-edit-after-new-what = Folgen den neuen Einstellungen ab der nächsten Anmeldung oder Anfrage.
apps-edit-after-old = Vorher ausgestellte Tokens
apps-edit-after-old-what = Access-Tokens gelten bis zu ihrem Ablauf, höchstens noch { $span }. Refresh-Tokens behalten, was man der App erlaubt hat, auch einen Scope, den Sie hier entfernen.
apps-edit-after-old-what-service = Gelten bis zu ihrem Ablauf, höchstens noch { $span }.
apps-edit-after-name = Anderer Name oder Host
apps-edit-after-name-what = Wer die App erlaubt hat, wird erneut gefragt und erfährt, was sich geändert hat.
apps-edit-after-uri = Eine entfernte Redirect-URI
apps-edit-after-uri-what = Funktioniert sofort nicht mehr, auch bei laufenden Anmeldungen.
apps-edit-after-vetted = Von einem Administrator geprüft
apps-edit-after-vetted-what = Bis Sie den Namen, die Links oder den Host einer Redirect-URI ändern. Dann wird vor der App gewarnt, bis ein Administrator sie erneut geprüft hat.
apps-edit-house = Vor der Nutzung dieser App wird niemand gefragt, deshalb wird sie per Befehl geändert: { $command }
apps-edit-meanwhile = Jemand hat diese App geändert, während Sie sie bearbeitet haben. Es wurde nichts gespeichert. Vergleichen Sie und speichern Sie dann noch einmal
apps-edit-meanwhile-nothing = Inzwischen gespeichert: nichts
apps-edit-meanwhile-value = Inzwischen gespeichert: { $value }

## Das Logo

apps-logo-title = Logo von { $app }
apps-logo-crumb = Logo
apps-logo-seen = Dieses Bild wird bei der Anmeldung angezeigt.
apps-logo-none = Solange es kein Bild gibt, wird dieser Buchstabe angezeigt.
apps-logo-file = Bild
apps-logo-file-hint = PNG, JPEG oder WebP, höchstens 8 MB. Quadratische Bilder sehen am besten aus. Das Bild wird bei Bedarf verkleinert und ohne die übrigen Angaben in der Datei gespeichert.
apps-logo-upload = Bild hochladen
apps-logo-remove = Bild entfernen
apps-logo-done = Logo gespeichert.
apps-logo-removed = Logo entfernt.

## Das Secret

apps-rotate-title = Secret erneuern
apps-rotate-crumb = Erneuern
apps-rotate-heading = Secret von { $app } erneuern?
apps-rotate-what = Das alte Secret, <code>{ $hint }</code>, funktioniert noch 24 Stunden. So können Sie das neue ohne Ausfall einspielen. Das neue wird nur einmal angezeigt, auf der nächsten Seite.
apps-rotate-submit = Secret erneuern

## Löschen

apps-delete-title = { $app } löschen
apps-delete-crumb = Löschen
apps-delete-heading = { $app } löschen?
apps-delete-what = Die Client-ID funktioniert sofort nicht mehr. Das lässt sich nicht rückgängig machen.
apps-delete-confirm = Name der App
apps-delete-confirm-hint = Geben Sie zur Bestätigung <strong>{ $app }</strong> ein.
apps-delete-wrong = Geben Sie den Namen der App ein: { $app }
apps-delete-submit = App löschen
apps-delete-done = { $app } wurde gelöscht.

## Eine Redirect-URI von einer Fehlerseite

apps-uri-title = Redirect-URI registrieren
apps-uri-crumb = Redirect-URI
apps-uri-heading = Diese Redirect-URI registrieren?
apps-uri-what = Wer sich bei { $app } anmeldet, kann dann zu dieser Adresse geleitet werden, und wer sie betreibt, kann im Namen der App handeln. Registrieren Sie sie nur, wenn sie Ihnen gehört.
apps-uri-from-link = Sie haben diese Adresse nicht eingegeben: Sie stammt aus dem Link, dem Sie gefolgt sind. Vergleichen Sie sie Zeichen für Zeichen mit den Einstellungen Ihrer App.
apps-uri-label = Redirect-URI
apps-uri-submit = URI registrieren
apps-uri-done = Redirect-URI registriert.
apps-uri-removed = Redirect-URI entfernt.
apps-uri-there = Diese Adresse ist bereits registriert
apps-uri-most = Eine App kann höchstens { $most } Adressen haben. Entfernen Sie zuerst eine
apps-uri-last = Eine App braucht eine Redirect-URI. Fügen Sie zuerst die neue hinzu
apps-uri-full = Mehr Adressen und Scopes passen nicht in diese App. Entfernen Sie zuerst etwas
apps-changed-meanwhile = Jemand hat diese App im selben Moment geändert. Es wurde nichts gespeichert. Versuchen Sie es noch einmal
apps-refused-mended = Diese Anfrage würde jetzt angenommen.
