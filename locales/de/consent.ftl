# Deutsch. /consent: was eine App mit einem Konto tun darf.

consent-title = { $app } erlauben
consent-question = { $app } erlauben, Ihr Konto zu verwenden?
consent-question-again = { $app } erneut erlauben, Ihr Konto zu verwenden?
consent-question-more = { $app } möchte weiteren Zugriff
consent-account = Angemeldet als <strong>{ $account }</strong>. <link>Wechseln</link>
consent-changes = Sie haben diese App schon einmal erlaubt. Seitdem hat sich etwas geändert:
consent-changed-name = Die App hieß „{ $name }“.
consent-changed-host = Bisher wurden Sie zu { $before } geleitet, jetzt zu { $now }.
consent-changed-to-device = Bisher wurden Sie zu { $before } geleitet, jetzt zu einer App auf diesem Gerät.
consent-changed-from-device = Bisher wurden Sie zu einer App auf diesem Gerät geleitet, jetzt zu { $now }.
consent-changed-first-host = Sie werden zu { $now } geleitet.
consent-changed-first-device = Sie werden zu einer App auf diesem Gerät geleitet.
consent-able = Die App kann dann
consent-able-also = Die App kann dann außerdem
consent-already = Bereits erlaubt: { $list }.
consent-unvetted = Hier kann jeder eine App registrieren. Erlauben Sie diese nur, wenn Sie den Vorgang selbst begonnen haben.
consent-limits = Ihr Passwort sieht die App nicht. In Ihrem Konto können Sie ihr den Zugriff jederzeit unter „Verbundene Apps“ entziehen.
consent-cancel = Abbrechen
consent-allow = Erlauben
consent-then-host = Nach Ihrer Wahl geht es weiter zu <strong>{ $host }</strong>.
consent-then-device = Nach Ihrer Wahl geht es zurück zur App auf diesem Gerät.

## Was eine App tun darf (auch in einer Aufzählung: jede Zeile beginnt deshalb mit einem Wort, das immer großgeschrieben wird)

scope-openid = Sie wiedererkennen
scope-profile = Ihren Namen und Ihr Profil sehen
scope-email = Ihre E-Mail-Adresse sehen
scope-phone = Ihre Telefonnummer sehen
scope-address = Ihre Postanschrift sehen
scope-offline = Zugriff während Ihrer Abwesenheit behalten
scope-other = „{ $scope }“ verwenden

## Was die App sehen wird

scope-openid-value = Eine Kennung, sonst nichts
scope-offline-value =
    { $days ->
        [one] Bis Sie ihn entziehen oder er { $days } Tag lang nicht genutzt wird
       *[other] Bis Sie ihn entziehen oder er { $days } Tage lang nicht genutzt wird
    }
scope-profile-value = { $name }; dazu { $list }
scope-profile-names = Vor- und Nachname
scope-profile-nickname = Spitzname
scope-profile-birthday = Geburtstag
scope-profile-language = Sprache
scope-profile-zone = Zeitzone
scope-profile-website = Website
scope-profile-picture = Bild
scope-nothing = In Ihrem Konto nicht vorhanden, deshalb erhält die App nichts
