# Deutsch. Die Fehlerseite: was man liest. Die Ursache im Kleingedruckten und was Besitzer von Apps lesen, bleibt englisch.

error-link-heading = Dieser Anmeldelink funktioniert nicht
error-unknown-heading = Diese App ist hier nicht bekannt
error-request-heading = Mit der Anfrage dieser App stimmt etwas nicht
error-expired-heading = Diese Anmeldung hat zu lange gedauert
error-sign-out-heading = Dieser Abmeldelink funktioniert nicht
error-not-found-heading = Diese Seite gibt es nicht
error-too-many-heading = Zu viele Versuche
error-server-heading = Bei uns ist etwas schiefgegangen

## Was geschehen ist

error-redirect-uri-mismatch =
    { $named ->
        [0] Die App wollte Sie zu einer Adresse leiten, die für sie nicht registriert ist. Zum Schutz Ihres Kontos haben wir hier abgebrochen.
       *[other] { $app } wollte Sie zu einer Adresse leiten, die für diese App nicht registriert ist. Zum Schutz Ihres Kontos haben wir hier abgebrochen.
    }
error-redirect-uri-missing =
    { $named ->
        [0] Die App hat nicht angegeben, wohin Sie nach der Anmeldung geleitet werden.
       *[other] { $app } hat nicht angegeben, wohin Sie nach der Anmeldung geleitet werden.
    }
error-unknown-client = Der Link nennt eine App, die hier nicht registriert ist. Vielleicht wurde sie entfernt.
error-client-disabled =
    { $named ->
        [0] Die App wurde hier deaktiviert, deshalb kann sich niemand bei ihr anmelden.
       *[other] { $app } wurde hier deaktiviert, deshalb kann sich niemand dort anmelden.
    }
error-response-type =
    { $named ->
        [0] Die App hat eine Art von Antwort angefordert, die sie nicht erhalten darf.
       *[other] { $app } hat eine Art von Antwort angefordert, die diese App nicht erhalten darf.
    }
error-request =
    { $named ->
        [0] Die App hat eine fehlerhafte Anmeldeanfrage gesendet.
       *[other] { $app } hat eine fehlerhafte Anmeldeanfrage gesendet.
    }
error-request-object =
    { $named ->
        [0] Die App hat ihre Anfrage in einer Form gesendet, die nicht gelesen werden kann.
       *[other] { $app } hat die Anfrage in einer Form gesendet, die nicht gelesen werden kann.
    }
error-request-too-long =
    { $named ->
        [0] Die App hat eine Anfrage gesendet, die länger ist als erlaubt.
       *[other] { $app } hat eine Anfrage gesendet, die länger ist als erlaubt.
    }
error-repeated =
    { $named ->
        [0] Die App hat dieselbe Angabe zweimal gesendet, und wir raten nicht, welche gemeint war.
       *[other] { $app } hat dieselbe Angabe zweimal gesendet, und wir raten nicht, welche gemeint war.
    }
error-expired = Die Seite war zu lange geöffnet, deshalb wurde die Anmeldung beendet. Es wurde nichts geändert.
error-sign-out-uri =
    { $named ->
        [0] Die App wollte Sie zu einer Adresse leiten, die für sie nicht registriert ist. Zu Ihrer Sicherheit haben wir hier abgebrochen und niemanden abgemeldet.
       *[other] { $app } wollte Sie zu einer Adresse leiten, die für diese App nicht registriert ist. Zu Ihrer Sicherheit haben wir hier abgebrochen und niemanden abgemeldet.
    }
error-sign-out-hint =
    { $named ->
        [0] Die App konnte nicht nachweisen, wen sie abmelden möchte, deshalb wurde niemand abgemeldet.
       *[other] { $app } konnte nicht nachweisen, wer abgemeldet werden soll, deshalb wurde niemand abgemeldet.
    }
error-sign-out-unknown = Der Link nennt keine App oder eine, die hier nicht registriert ist. Es wurde niemand abgemeldet.
error-sign-out-disabled =
    { $named ->
        [0] Die App wurde hier deaktiviert, deshalb leiten wir Sie nicht dorthin zurück. Es wurde niemand abgemeldet.
       *[other] { $app } wurde hier deaktiviert, deshalb leiten wir Sie nicht dorthin zurück. Es wurde niemand abgemeldet.
    }
error-sign-out-request =
    { $named ->
        [0] Die App hat eine fehlerhafte Anfrage gesendet, deshalb wurde niemand abgemeldet.
       *[other] { $app } hat eine fehlerhafte Anfrage gesendet, deshalb wurde niemand abgemeldet.
    }
error-not-found = Vielleicht ist die Adresse falsch geschrieben, oder die Seite wurde entfernt.
error-too-many = Es waren zu viele in kurzer Zeit. Warten Sie { $wait } und versuchen Sie es dann noch einmal.
error-server = Der Fehler ist vermerkt. Versuchen Sie es in einer Minute noch einmal.
error-without-page = Bei uns ist etwas schiefgegangen. Versuchen Sie es in einer Minute noch einmal.

## Was zu tun ist; danach steht eine Referenz wie 7QK2-M4FD

error-innocent = Sie haben nichts falsch gemacht.
error-next-why = Um den Grund zu erfahren, nennen Sie dem Support der App diese Referenz:
error-next-sign-in =
    { $named ->
        [0] Kehren Sie zur App zurück und melden Sie sich noch einmal an. Wenn es wieder passiert, nennen Sie dem Support der App diese Referenz:
       *[other] Kehren Sie zu { $app } zurück und melden Sie sich noch einmal an. Wenn es wieder passiert, nennen Sie dem Support der App diese Referenz:
    }
error-next-sign-out = Wenn es wieder passiert, nennen Sie dem Support der App diese Referenz:
error-next-again =
    { $named ->
        [0] Kehren Sie zur App zurück und versuchen Sie es noch einmal. Wenn es wieder passiert, nennen Sie dem Support der App diese Referenz:
       *[other] Kehren Sie zu { $app } zurück und versuchen Sie es noch einmal. Wenn es wieder passiert, nennen Sie dem Support der App diese Referenz:
    }
error-next-unknown = Gehen Sie dorthin zurück, wo Sie den Link gefunden haben, und nennen Sie dort diese Referenz:
error-next-site = Wenn es wieder passiert, nennen Sie den Betreibern dieser Website diese Referenz:
error-resend = Formular noch einmal senden
error-resend-form = Zurück zum Formular
error-resend-password = Passwörter werden nicht aufbewahrt: Geben Sie Ihres auf der nächsten Seite noch einmal ein.
error-sign-out-here = Trotzdem hier abmelden …
error-start = Zur Startseite

## Für Besitzer von Apps und Administratoren

error-yours = Ist das Ihre App? <link>Melden Sie sich an</link>, um Details zu sehen.
error-yours-again = Ist das Ihre App? <link>Melden Sie sich an</link> und öffnen Sie diesen Link dann noch einmal, um Details zu sehen.
error-site = Betreiben Sie diese Website? <link>Melden Sie sich an</link>, um Details zu sehen.
error-site-again = Betreiben Sie diese Website? <link>Melden Sie sich an</link> und öffnen Sie diesen Link dann noch einmal, um Details zu sehen.
error-owner-heading = Diese App gehört Ihnen
error-owner-seen = Nur Sie und Administratoren sehen diesen Teil.
error-admin-heading = Sie verwalten diesen Server
error-admin-seen = Nur Administratoren und der Eigentümer der App sehen diesen Teil.
error-admin-only-seen = Nur Administratoren sehen diesen Teil.
error-received = Erhalten
error-expected = Erwartet
error-registered = Registriert
error-difference = Unterschied
error-rule = Regel
error-fix-heading = So beheben Sie es
error-register = Diese URI registrieren …
error-settings = App-Einstellungen öffnen
error-secret = Ein Client-Secret, das mit <code>lys_</code> beginnt
error-near = Fast gleich
error-near-none = Keine App hat eine ähnliche Client-ID.
error-near-fix = Vergleichen Sie die Client-ID in den Einstellungen der App mit der hier registrierten, oder registrieren Sie die App.
error-apps = Apps öffnen

## Formulare, die nicht angenommen werden; $host ist der Name dieser Website, etwa id.example.com

not-taken-elsewhere-heading = Dieses Formular kam von einer anderen Website
not-taken-elsewhere = { $host } nimmt nur Formulare von eigenen Seiten an, deshalb ist nichts geschehen. Wenn Sie das tun wollten, tun Sie es auf unserer eigenen Seite.
not-taken-no-cookie-heading = Ihr Browser hat keine Cookies gesendet
not-taken-no-cookie = Ihr Browser blockiert Cookies für { $host } oder hat sie gelöscht, während die Seite geöffnet war. Deshalb ist nichts geschehen. Erlauben Sie Cookies für diese Website und versuchen Sie es dann noch einmal.
not-taken-signed-out-heading = Sie wurden abgemeldet
not-taken-signed-out = Ihre Anmeldung endete, während die Seite geöffnet war. Deshalb ist nichts geschehen. Melden Sie sich an und versuchen Sie es dann noch einmal.
not-taken-account-changed-heading = Inzwischen hat sich hier jemand angemeldet
not-taken-account-changed = Vielleicht mit einem anderen Konto als beim Öffnen der Seite, deshalb ist nichts geschehen. Prüfen Sie, welches Konto verwendet wird, und senden Sie das Formular dann noch einmal.
not-taken-other-browser-heading = Diese Seite wurde in einem anderen Browser geöffnet
not-taken-other-browser = Oder dieser Browser hat seitdem seine Cookies verloren. Es ist nichts geschehen. Senden Sie das Formular von hier aus noch einmal.
not-taken-too-old-heading = Diese Seite war zu lange geöffnet
not-taken-too-old = Ein Formular kann etwa einen Tag lang gesendet werden, deshalb ist nichts geschehen. Senden Sie es noch einmal.
not-taken-incomplete-heading = Das Formular kam unvollständig an
not-taken-incomplete = Der Teil, der zeigt, woher es kommt, fehlte. Deshalb ist nichts geschehen. Wenn eine Browser-Erweiterung Seiten hier verändert, schalten Sie sie für diese Website aus und versuchen Sie es noch einmal.
