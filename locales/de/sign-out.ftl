# Deutsch. /logout, /logged-out und die Seite dazwischen, die Apps informiert.

sign-out-title = Abmelden
sign-out-heading = Abmelden?
sign-out-asked = <strong>{ $app }</strong> möchte Sie abmelden
sign-out-account = Sie sind als <strong>{ $account }</strong> angemeldet. Apps, die das wünschen, werden informiert; bei anderen bleiben Sie vielleicht angemeldet, bis Sie sich dort abmelden.
sign-out-others = Hier angemeldet: <strong>{ $accounts }</strong>. Wenn auch andere dieses Gerät benutzen, melden Sie sich von allen Konten ab.
sign-out-others-too = Hier außerdem angemeldet: <strong>{ $accounts }</strong>. Wenn auch andere dieses Gerät benutzen, melden Sie sich von allen Konten ab.
sign-out-stay = Angemeldet bleiben
sign-out-all = Von allen Konten abmelden
sign-out-this = Nur von diesem Konto abmelden
sign-out-not-you = Wenn Sie das nicht wollten, bleiben Sie angemeldet: Dann passiert nichts, und die App erfährt nichts.

## Während Apps informiert werden

signing-out-title = Abmeldung läuft
signing-out-heading = Abmeldung von Ihren Apps
signing-out-lead = Sie haben sich abgemeldet. Diese Apps werden informiert, das dauert einen Moment:
signing-out-left-out =
    { $left-out ->
        [one] { $left-out } weitere App wird so nicht informiert, weil Sie so viele genutzt haben. Schließen Sie den Browser, wenn auch andere dieses Gerät benutzen.
       *[other] { $left-out } weitere Apps werden so nicht informiert, weil Sie so viele genutzt haben. Schließen Sie den Browser, wenn auch andere dieses Gerät benutzen.
    }
signing-out-frame = Abmeldung von { $app }

## Danach

signed-out-title = Sie sind abgemeldet
signed-out-what = In diesem Browser ist niemand mehr bei { $operator } angemeldet. Bei Apps, die nicht informiert werden, bleiben Sie vielleicht angemeldet, bis Sie sich dort abmelden. Auf anderen Geräten bleiben Sie angemeldet.
signed-out-still-heading = Einige Konten sind noch angemeldet
signed-out-still = Sie haben sich von einem Konto abgemeldet. In diesem Browser noch angemeldet: <strong>{ $accounts }</strong>. Wenn auch andere dieses Gerät benutzen, melden Sie sich von allen Konten ab.
signed-out-back = Zurück zu { $app }
signed-out-again = Wieder anmelden
signed-out-all = Von allen Konten abmelden …
signed-out-choose = Konto auswählen
signed-out-told =
    { $n ->
        [one] { $apps } wurde über Ihre Abmeldung informiert.
       *[other] { $apps } wurden über Ihre Abmeldung informiert.
    }
signed-out-waiting =
    { $n ->
        [one] { $apps } hat noch nicht geantwortet und wird noch einmal informiert.
       *[other] { $apps } haben noch nicht geantwortet und werden noch einmal informiert.
    }
signed-out-deaf =
    { $n ->
        [one] { $apps } kann nicht informiert werden: Melden Sie sich auch dort ab.
       *[other] { $apps } können nicht informiert werden: Melden Sie sich auch dort ab.
    }
