# Deutsch. /apps/{id}: die Seite einer App.

apps-detail-first-party = Vom Betreiber
apps-detail-vetted = Geprüft
apps-detail-unvetted = Nicht geprüft
apps-detail-edit = Bearbeiten
apps-detail-owner-you = Diese App gehört Ihnen.
apps-detail-owner-person = Gehört { $name }.
apps-detail-owner-nobody = Gehört niemandem: Die App wurde per Befehl erstellt, oder das Konto, dem sie gehörte, gibt es nicht mehr.
apps-detail-secret-heading = Kopieren Sie jetzt das Client-Secret
apps-detail-secret-lead = Es wird nur dieses eine Mal angezeigt. Bewahren Sie es auf Ihrem Server auf, niemals in einem Browser oder Repository.
apps-detail-secret-download = .env herunterladen
apps-detail-secret-stored = Ich habe es gespeichert
apps-detail-secret-shown = Das Secret wurde einmal angezeigt und kann nicht noch einmal angezeigt werden. <link>Erneuern Sie es</link>, um ein neues zu erhalten.
apps-detail-pkce-switch-heading = Schalten Sie PKCE in { $library } ein
apps-detail-pkce-switch-must = Diese App muss PKCE verwenden, und { $library } lässt es weg, wenn nichts anderes eingestellt ist: <code>{ $how }</code>
apps-detail-pkce-switch-must-else = Der andere Weg: Wählen Sie unter <link>Bearbeiten</link> die Regeln von OpenID Connect Core.
apps-detail-pkce-switch-may = { $library } lässt es weg, wenn nichts anderes eingestellt ist. Deshalb folgt diese App den Regeln von OpenID Connect Core und funktioniert auch ohne.
apps-detail-pkce-switch-may-better = Besser: Setzen Sie <code>{ $how }</code> und wählen Sie dann „immer PKCE“ unter <link>Bearbeiten</link>.
apps-detail-pkce-missing-heading = { $library } beherrscht PKCE nicht
apps-detail-pkce-missing-must = Diese App muss PKCE verwenden.
apps-detail-pkce-missing-must-else = Wählen Sie unter <link>Bearbeiten</link> die Regeln von OpenID Connect Core oder nehmen Sie eine andere Bibliothek.
apps-detail-pkce-missing-may = Deshalb folgt diese App den Regeln von OpenID Connect Core.
apps-detail-pkce-missing-may-better = Mit einer Bibliothek, die es beherrscht, wählen Sie „immer PKCE“ unter <link>Bearbeiten</link>.
apps-detail-next = Nächster Schritt: Übernehmen Sie diese Einstellungen in Ihre App und melden Sie sich dort einmal an. Wenn das nicht klappt, steht unter <link>Letzte Fehler</link>, warum.
apps-detail-next-service = Nächster Schritt: Übernehmen Sie diese Einstellungen in Ihren Dienst und lassen Sie ihn ein Token anfordern. Wenn das nicht klappt, steht unter <link>Letzte Fehler</link>, warum.
apps-detail-settings-heading = Einstellungen für Ihre App
apps-detail-views-label = Einstellungen anzeigen als
apps-detail-view-list = Einzeln
apps-detail-issuer = Issuer
apps-detail-issuer-copy = Issuer kopieren
apps-detail-issuer-copied = Issuer kopiert
apps-detail-discovery = Discovery-Dokument
apps-detail-discovery-copy = Adresse des Discovery-Dokuments kopieren
apps-detail-discovery-copied = Adresse des Discovery-Dokuments kopiert
apps-detail-token-endpoint = Token-Endpunkt
apps-detail-token-endpoint-copy = Token-Endpunkt kopieren
apps-detail-token-endpoint-copied = Token-Endpunkt kopiert
apps-detail-client-id = Client-ID
apps-detail-client-id-copy = Client-ID kopieren
apps-detail-client-id-copied = Client-ID kopiert
apps-detail-scopes = Scopes
apps-detail-scopes-copy = Scopes kopieren
apps-detail-scopes-copied = Scopes kopiert
apps-detail-secret = Client-Secret
apps-detail-secret-copy = Client-Secret kopieren
apps-detail-secret-copied = Client-Secret kopiert
apps-detail-secret-created = Erstellt: { $when }.
apps-detail-secret-previous = Das vorherige gilt bis { $when }.
apps-detail-secret-rotate = Erneuern …
apps-detail-secret-rotate-named = Erneuern … (das Client-Secret)
apps-detail-snippet-env = Einstellungen als .env
apps-detail-snippet-json = Einstellungen als JSON
apps-detail-snippet-copy = Einstellungen kopieren
apps-detail-snippet-copied = Einstellungen kopiert
apps-detail-snippet-secret = Setzen Sie das Client-Secret ein, das Sie gespeichert haben; es kann nicht noch einmal angezeigt werden.
apps-detail-uris-heading = Redirect-URIs
apps-detail-uris-lead = Zu einer davon kehrt man nach der Anmeldung zurück. Ihre App muss sie Zeichen für Zeichen senden.
apps-detail-uris-copy = { $uri } kopieren
apps-detail-uris-copied = Redirect-URI kopiert
apps-detail-uris-remove = Entfernen
apps-detail-uris-remove-named = { $uri } entfernen
apps-detail-uris-add-label = Redirect-URI hinzufügen
apps-detail-uris-add = Hinzufügen
apps-detail-uris-add-named = Hinzufügen: diese Redirect-URI
apps-detail-house-command = Vor der Nutzung dieser App wird niemand gefragt, deshalb wird sie nur per Befehl geändert: <code>{ $command }</code>
apps-detail-post-logout = Nach der Abmeldung
apps-detail-backchannel = Erfährt von Abmeldungen per Back-Channel
apps-detail-frontchannel = Erfährt von Abmeldungen per Front-Channel
apps-detail-preview-heading = Was man bei der Anmeldung sieht
apps-detail-preview-warned = Hier kann jeder eine App registrieren, deshalb erscheint eine Warnung, bevor man diese erlaubt. Bitten Sie einen Administrator, sie zu prüfen.
apps-detail-preview-unvetted = Noch hat kein Administrator diese App geprüft.
apps-detail-preview-house = Nichts: Vor der Nutzung wird niemand gefragt.
apps-detail-preview-first = Bei der ersten Anmeldung bei der App.
apps-detail-preview-question = { $app } erlauben, Ihr Konto zu verwenden?
apps-detail-logo-change = Logo ändern
apps-detail-logo-upload = Logo hochladen
apps-detail-rotate-heading = Secret erneuern
apps-detail-rotate-what = Das alte Secret funktioniert noch 24 Stunden. So können Sie das neue ohne Ausfall einspielen.
apps-detail-rotate = Secret erneuern …
apps-detail-delete-heading = Diese App löschen
apps-detail-delete-forever = Das lässt sich nicht rückgängig machen.
apps-detail-delete = App löschen …

## Was bei der App schiefging

apps-errors-heading = Letzte Fehler
apps-errors-none = Keine in den letzten 7 Tagen. Fehler bei der Anmeldung oder in Ihrer App erscheinen hier mit dem Grund. Bei einem Neustart vergisst der Server sie.
apps-errors-lead = Fehler bei der Anmeldung oder in Ihrer App in den letzten 7 Tagen, soweit dieser Server sich erinnert: Bei einem Neustart vergisst er sie.
apps-errors-times =
    { $times ->
        [1] Einmal
       *[other] { $times }-mal
    }
apps-errors-received = Erhalten:
apps-errors-expected = Erwartet:
apps-errors-register = Oder <link>registrieren Sie auch diese URI</link>.
apps-errors-last = Zuletzt: { $when }
apps-errors-reference = Referenz { $reference }

## Was ihr über beendete Anmeldungen gemeldet wurde

apps-told-took = Neueste Meldungen: { $took } von { $ends } angenommen.
apps-told-took-last = Neueste Meldungen: { $took } von { $ends } angenommen, zuletzt: { $when }.
apps-told-waiting =
    { $waiting ->
        [one] { $waiting } wartet.
       *[other] { $waiting } warten.
    }
apps-told-given-up =
    { $lost ->
        [one] { $lost } wurde aufgegeben.
       *[other] { $lost } wurden aufgegeben.
    }
apps-told-trouble = Statt einer Antwort: { $trouble }.
