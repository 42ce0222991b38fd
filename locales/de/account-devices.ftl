# Deutsch. /account/sessions: wo jemand angemeldet ist. Die Namen von Browsern und Systemen stehen in shared.ftl.

devices-lead = Hier sind Sie angemeldet. Wenn Sie ein Gerät nicht wiedererkennen, melden Sie es ab und <link>ändern Sie Ihr Passwort</link>.
devices-here = Dieses Gerät
devices-new-place = Neuer Ort
devices-since-password = mit Passwort angemeldet: { $when }
devices-since-other = mit anderer Methode angemeldet: { $when }
devices-seen = zuletzt aktiv: { $when }
devices-used-for = Genutzt für { $apps }
devices-used-for-none = Keine Apps genutzt
devices-bound = An dieses Gerät gebunden; sein Schlüssel zuletzt gezeigt: { $when }
devices-bound-since = Gebunden { $when }
devices-sign-out-named = Abmelden: { $device }
devices-signed-out = Abgemeldet: { $device }.
devices-others-heading = Überall sonst abmelden
devices-others-what = Alle anderen Geräte oben werden abgemeldet. Apps, die Sie dort nutzen, verlangen eine neue Anmeldung.
devices-others-sign-out =
    { $devices ->
        [one] { $devices } anderes Gerät abmelden
       *[other] { $devices } andere Geräte abmelden
    }
devices-others-signed-out =
    { $devices ->
        [0] Es war kein anderes Gerät mehr angemeldet.
        [one] { $devices } anderes Gerät wurde abgemeldet.
       *[other] { $devices } andere Geräte wurden abgemeldet.
    }

## Beendete Anmeldungen

devices-earlier = Früher
devices-ended = beendet: { $when }. { $why }
devices-why-signed-out = Dort abgemeldet.
devices-why-app = Über eine App abgemeldet.
devices-why-crowded = Dort wurden mehr Konten verwendet, als ein Browser behält.
devices-why-elsewhere = Von einem anderen Gerät aus abgemeldet.
devices-why-administrator = Von einem Administrator abgemeldet.
devices-why-too-many = Sie waren zu oft gleichzeitig angemeldet.
devices-why-idle = Eine Zeit lang nicht benutzt.
devices-why-age = Anmeldung zu lange her.
devices-why-password = Bei der Änderung des Passworts abgemeldet.
devices-why-factor = Bei der Änderung einer Anmeldemethode abgemeldet.
devices-why-disabled = Bei der Deaktivierung des Kontos abgemeldet.
devices-why-leaving = Abgemeldet, als die Löschung des Kontos veranlasst wurde.
devices-why-removed = Abgemeldet, als das Konto entfernt wurde.
devices-why-unknown = Beendet.

## Ob eine App, die dort genutzt wurde, vom Ende weiß und was sie noch kann

devices-told = { $app } wurde informiert.
devices-told-soon = { $app } wird gerade informiert.
devices-told-again = { $app } hat noch nicht geantwortet und wird noch einmal informiert.
devices-told-asked = { $app } wurde im Browser zur Abmeldung aufgefordert.
devices-told-refused = { $app } hat die Meldung nicht angenommen.
devices-told-given-up = { $app } war einen Tag lang nicht erreichbar.
devices-told-deaf = { $app } hat keine Adresse, unter der die App informiert werden kann.
devices-holds-lasting = Die App darf während Ihrer Abwesenheit weiter zugreifen, wie Sie es erlaubt haben.
devices-holds-access = Was die App erhalten hat, kann noch einige Minuten lang gelten.
