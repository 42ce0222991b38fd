# Deutsch. Was auf jeder Seite und auf vielen Seiten steht.

language-name = Deutsch
verbatim = { $words }
sentences = { $first } { $second }
list-last = { $first } und { $last }
list-more = { $first }, { $rest }
list-others = { $n } weitere
device-on = { $browser } auf { $system }
device-browser-on = Browser auf { $system }
device-unknown = Unbekannter Browser

skip-to-content = Zum Inhalt springen
title-error = Fehler: { $title }
error-prefix = Fehler:
there-is-a-problem = Es gibt ein Problem
message-with-advice = { $message }. { $advice }
footer-preferences = Sprache und Darstellung
footer-help = Hilfe
footer-privacy = Datenschutz
area-account = Konto
area-apps = Apps
area-admin = Verwaltung
areas = Bereiche
switch-account = Konto wechseln
sign-out = Abmelden
sign-out-more = Abmelden …
sign-in = Anmelden
continue = Weiter
show = Anzeigen
hide = Ausblenden
show-password = Passwort anzeigen
hide-password = Passwort ausblenden
password-shown = Passwort wird angezeigt
password-hidden = Passwort ist ausgeblendet
copy = Kopieren
copy-failed = Markiert. Kopieren Sie es mit der Tastatur.
continue-to = Weiter zu <strong>{ $app }</strong>
app-privacy = Datenschutz
app-terms = Nutzungsbedingungen

## Zeitpunkte und Zeitspannen (Zeitspannen im Akkusativ: „2 Tage“)

just-now = gerade eben
minutes-ago = { $n ->
    [one] vor { $n } Minute
   *[other] vor { $n } Minuten
}
hours-ago = { $n ->
    [one] vor { $n } Stunde
   *[other] vor { $n } Stunden
}
seconds = { $n ->
    [one] { $n } Sekunde
   *[other] { $n } Sekunden
}
minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
month = { $n ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sept.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
}
date-this-year = { $day }. { $month } um { $time } { $zone }
date-with-year = { $day }. { $month } { $year } um { $time } { $zone }
date-in-full = { $day }. { $month } { $year }, { $time } { $zone }
date-and-zone = { $date } ({ $place })
