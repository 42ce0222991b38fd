# Deutsch. /account, /account/edit und /account/picture: was jemand über sich angibt.

profile-title = Profil
profile-lead = Was diese Website über Sie weiß. Apps sehen nur, was Sie erlauben.
profile-apps-see = Apps sehen nur, was Sie erlauben.
profile-edit = Profil bearbeiten
profile-change = Ändern
profile-name = Name
profile-user-name = Benutzername
profile-email = E-Mail-Adresse
profile-email-confirmed = Bestätigt
profile-email-ask = Nicht bestätigt. Die Betreiber von { $operator } können sie bestätigen.
profile-sign-in = Anmeldung
profile-password = Passwort
profile-password-changed = Geändert: { $when }
profile-password-change-named = Passwort ändern
profile-device = Dieses Gerät
profile-signed-in = Angemeldet: { $when }
profile-activity = Letzte Aktivitäten
profile-data = Ihre Daten herunterladen
profile-delete = Ihr Konto löschen …

## Bearbeiten

profile-edit-title = Profil bearbeiten
profile-edit-crumb = Bearbeiten
profile-edit-not-here = Ihr Bild und Ihre E-Mail-Adresse ändern Sie in Ihrem Profil. Ihr Benutzername bleibt, wie er ist.
profile-optional = (optional)
profile-save = Speichern
profile-cancel = Abbrechen
profile-saved = Ihr Profil ist gespeichert.
profile-saved-without = Ihr Profil ist gespeichert. Unsichtbare Zeichen wurden aus Ihrem Namen entfernt.
profile-edits-too-many = Ihr Profil wurde so oft geändert, dass es jetzt nicht noch einmal geändert werden kann. Warten Sie eine Stunde und versuchen Sie es dann noch einmal

profile-about = Über Sie
profile-where = Wie Sie zu erreichen sind
profile-language-and-time = Sprache und Zeit

profile-name-hint = Wie Apps und andere hier Sie nennen.
profile-name-missing = Geben Sie Ihren Namen ein
profile-given-name = Vorname
profile-family-name = Nachname
profile-nickname = Spitzname
profile-birthday = Geburtstag
profile-birthday-hint = Jahr, Monat und Tag, etwa 1990-05-17. Das Jahr allein genügt, und mit 0000-05-17 behalten Sie es für sich.
profile-birthday-wrong = Geben Sie den Geburtstag als Jahr, Monat und Tag ein, etwa 1990-05-17, oder nur das Jahr
profile-birthday-future = Geben Sie einen Geburtstag ein, der nicht in der Zukunft liegt
profile-website = Website
profile-website-hint = Etwa https://example.com.
profile-website-wrong = Geben Sie die Adresse einer Website ein, etwa https://example.com
profile-phone = Telefonnummer
profile-phone-hint = Mit Ländervorwahl, etwa +46 70 123 45 67.
profile-phone-wrong = Geben Sie die Telefonnummer mit + und Ländervorwahl ein, etwa +46 70 123 45 67
profile-address = Postanschrift
profile-street = Straße und Hausnummer
profile-street-hint = Bei Bedarf in mehreren Zeilen.
profile-postal-code = Postleitzahl
profile-locality = Ort
profile-region = Bundesland, Kanton oder Region
profile-country = Land
profile-locale = Sprache für Apps
profile-locale-hint = Ein Sprachkürzel, etwa de-AT oder sv. Apps können Sie in dieser Sprache ansprechen; für diese Website gilt die, die Sie unter „Sprache und Darstellung“ wählen.
profile-locale-wrong = Geben Sie ein Sprachkürzel ein, etwa de-AT oder sv
profile-zone = Zeitzone
profile-zone-hint = Der größte Ort in Ihrer Nähe mit derselben Zeit. Seiten und E-Mails zeigen Uhrzeiten, wie sie dort gelten.
profile-zone-none = Keine Angabe
profile-zone-wrong = Wählen Sie eine Zeitzone aus der Liste
profile-too-long = { $label }: Verwenden Sie höchstens { $count } Zeichen
profile-unreadable = { $label }: Verwenden Sie weniger Akzente und Zeichen über und unter den Buchstaben

## Das Bild

profile-picture = Bild
profile-picture-change-named = Bild ändern
profile-picture-title = Ihr Bild
profile-picture-lead = Apps, die Ihr Profil sehen dürfen, können es anzeigen. Wer seine Adresse kennt, kann es ohne Anmeldung öffnen.
profile-picture-now = Ihr Bild, wie Apps es sehen.
profile-picture-none = Solange es kein Bild gibt, wird hier dieser Buchstabe angezeigt.
profile-picture-elsewhere = Ihr Bild liegt unter <code>{ $address }</code>, deshalb wird es hier nicht angezeigt. Ein neues tritt an seine Stelle.
profile-picture-file = Datei
profile-picture-hint = PNG, JPEG oder WebP, höchstens 8 MB. Das Bild wird quadratisch zugeschnitten und verkleinert. Die übrigen Angaben in der Datei, etwa der Aufnahmeort, werden entfernt.
profile-picture-upload = Bild hochladen
profile-picture-remove = Bild entfernen
profile-picture-saved = Ihr Bild ist gespeichert.
profile-picture-removed = Ihr Bild ist entfernt. Apps können ihre Kopien behalten.
