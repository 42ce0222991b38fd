# The console: resource servers

admin-resources = Ressourcenserver
resources-lead = Programme, die Access-Tokens annehmen: wie Tokens für jedes aussehen und welche Scopes ihm gehören.
resources-none = Noch ist kein Ressourcenserver hier. Tokens sehen so aus, wie jede App es angemeldet hat.
resources-new = Ressourcenserver hinzufügen
resources-no-key = Kein Schlüssel
# On the overview: something needs attention.
resources-need = Ressourcenserver
resources-need-what = Keine App bekommt Tokens für { $title }
resources-tokens = Access-Tokens dafür
resources-format-label = Format
resources-as-app = Wie jede App es angemeldet hat
resources-at-jwt = JWT, Typ at+jwt (RFC 9068)
resources-jwt = JWT, Typ JWT, für Server, die keinen anderen kennen
resources-opaque = Undurchsichtig: er fragt nach jedem (Introspection)
resources-alg-label = Signiert mit
# $alg: RS256. $list: the algorithms there are.
resources-alg-gone = Kein Schlüssel signiert mehr mit { $alg }, also bekommt keine App ein Token dafür. Wählen Sie { $list }.
resources-alg-wrong = Kein Schlüssel signiert mit { $alg }. Wählen Sie { $list }
resources-alg-opaque = Wählen Sie keinen Algorithmus: undurchsichtige Tokens werden nicht signiert
resources-asks-label = Client-ID, unter der er nach Tokens fragt
resources-asks-none = Er fragt nicht
resources-asks-hint = Eine App mit einem Secret. Nötig, wenn seine Tokens undurchsichtig sind.
resources-asks-wrong = Keine App mit einem Secret hat diese Client-ID
resources-asks-needed = Geben Sie eine Client-ID ein: undurchsichtige Tokens sagen von selbst nichts
resources-scope-label = Eigene Scopes
resources-scope-hint = Mit Leerzeichen dazwischen. Tokens für einen anderen Ressourcenserver haben sie nicht.
resources-scope-none = Er hat keine eigenen.
resources-scope-say = Was Personen über Scopes lesen
resources-scope-ours = Lassen Sie { $scope } weg: was das bedeutet, sagt dieser Server
resources-apps = Apps, die Tokens dafür bekommen
resources-apps-none = Noch keine. Eine App nennt ihn unter ihren Ressourcenservern.
resources-apps-more = Weitere Apps
resources-edit-title = Ressourcenserver bearbeiten
resources-identifier-label = Kennung
resources-identifier-hint = Die URI, um die Apps bitten und die in Tokens steht, etwa { $example }. Sie bleibt, wie sie ist.
resources-identifier-wrong = Geben Sie eine URI ohne Fragment oder eine Client-ID ein
resources-taken = Ein anderer Ressourcenserver hat diese Kennung
resources-full = Mehr Ressourcenserver passen nicht
resources-title-label = Name
resources-title-wrong = Geben Sie einen Namen mit höchstens 80 Zeichen ein
resources-made = { $title } ist nun ein Ressourcenserver.
resources-saved = Der Ressourcenserver ist geändert. Das gilt ab dem nächsten Token.
resources-remove-title = { $title } entfernen?
# $n: how many apps.
resources-remove-what =
    { $n ->
        [0] Keine App bekommt Tokens dafür.
        [one] Eine App bekommt Tokens dafür, und von nun an keine mehr, auch nicht mit Refresh-Tokens.
       *[other] { $n } Apps bekommen Tokens dafür, und von nun an keine mehr, auch nicht mit Refresh-Tokens.
    }
resources-removed = { $title } ist entfernt.
