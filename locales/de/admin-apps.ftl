admin-apps = Apps
admin-apps-show = Zeigen
admin-apps-all = Alle
admin-apps-unvetted = Nicht geprüft
admin-apps-errors = Mit Fehlern
admin-apps-disabled = Abgeschaltet
admin-apps-house = Hauseigene
admin-apps-none = Es gibt keine.
admin-app-open = Ihre Seite öffnen
admin-app-of-owner =
    { $n ->
        [one] Die einzige App dieser Person; erlaubt sind { $most }.
       *[other] Eine von { $n } Apps dieser Person; erlaubt sind { $most }.
    }
admin-app-facts = Über diese App
admin-app-id = Client-ID
admin-app-since = Registriert
admin-app-people = Personen
admin-app-addresses = Redirect-URIs
admin-app-host = Host
admin-app-host-none = Niemand hat nachgewiesen, einen zu kontrollieren.
admin-app-host-prove = Host nachweisen
admin-app-scope = Darf verlangen
admin-app-chart = Anmeldungen mit dieser App in den letzten 14 Tagen
admin-app-chart-none = In den letzten 14 Tagen hat sich niemand damit angemeldet.
admin-app-sign-ins = Anmeldungen
admin-app-finding =
    { $n ->
        [one] { $n } Anmeldung mit dieser App in den letzten 14 Tagen.
       *[other] { $n } Anmeldungen mit dieser App in den letzten 14 Tagen.
    }
admin-app-vet = Für diese App bürgen
admin-app-vet-what = Sie haben sie geprüft und wissen, wer sie betreibt. Personen werden nicht mehr vor ihr gewarnt. Ändert ihre Besitzerin oder ihr Besitzer, was Personen sehen, endet das.
admin-app-vet-submit = App als geprüft kennzeichnen
admin-app-unvet = Prüfung zurücknehmen
admin-app-unvet-what = Personen werden wieder gewarnt, wo alle Apps registrieren dürfen.
admin-app-unvet-submit = Zurücknehmen
admin-app-vetted = { $app } ist geprüft.
admin-app-unvetted = { $app } ist nicht mehr geprüft.
admin-app-meanwhile = { $app } wurde inzwischen geändert. Es wurde nichts getan.
admin-app-on = Diese App einschalten
admin-app-on-what = Personen können sich wieder damit anmelden und erlauben sie neu, wo es nötig ist.
admin-app-on-submit = Einschalten
admin-app-limit = Wie oft sie Token bekommt
admin-app-limit-label = Token-Anfragen in der Minute, höchstens
admin-app-limit-hint = Gezählt wird auf jedem Knoten, was gelingt. Leer: so oft sie fragt. Darüber wird der App gesagt, dass sie warten soll, bis die Minute um ist; niemand wird abgemeldet.
admin-app-limit-wrong = Geben Sie eine Zahl von 1 bis 1000000 ein, oder nichts
admin-app-limit-set = Die Grenze von { $app } ist gesetzt.
admin-app-off = Diese App abschalten
admin-app-off-brief = Keine Anmeldungen und keine Token, bis sie jemand einschaltet. Was ihr gewährt wurde, endet.
admin-app-off-link = Abschalten…
admin-app-off-title = { $app } abschalten?
admin-app-off-what =
    { $n ->
        [one] { $n } Person hat sie erlaubt. Niemand kann sich damit anmelden, ihr Zugriff endet sofort, und Personen sehen, dass sie hier nicht bekannt ist.
       *[other] { $n } Personen haben sie erlaubt. Niemand kann sich damit anmelden, ihr Zugriff endet sofort, und Personen sehen, dass sie hier nicht bekannt ist.
    }
admin-app-off-submit = Abschalten
admin-app-switched-on = { $app } ist eingeschaltet.
admin-app-switched-off = { $app } ist abgeschaltet.
