# Deutsch. /login: anmelden und ein Konto auswählen.

sign-in-title = Anmelden
sign-in-again-title = Bestätigen Sie Ihre Identität
sign-in-stays = Das Konto von { $name } bleibt hier angemeldet.
sign-in-login = E-Mail-Adresse oder Benutzername
sign-in-password = Passwort
sign-in-remember = Auf diesem Gerät angemeldet bleiben
sign-in-remember-hint = Nur auf Ihrem eigenen Gerät. Beim nächsten Mal wird hier auch Ihr Name angezeigt.
sign-in-continue-to = Weiter zu { $app }
sign-in-not-you = Nicht Ihr Konto? <link>Anderes Konto verwenden</link>
sign-in-new-here = Neu hier? <link>Konto erstellen</link>
sign-in-wrong = E-Mail-Adresse oder Passwort stimmt nicht
sign-in-wrong-advice = Prüfen Sie beides und versuchen Sie es noch einmal.
sign-in-no-login = Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein
sign-in-no-password = Geben Sie Ihr Passwort ein
sign-in-slowed = Zu viele Versuche. Warten Sie { $wait } und versuchen Sie es dann noch einmal. Wenn Sie Ihr Passwort nicht kennen, bitten Sie die Betreiber von { $operator } um ein neues.
sign-in-slowed-forgot = Zu viele Versuche. Warten Sie { $wait } und versuchen Sie es dann noch einmal. Wenn Sie Ihr Passwort nicht kennen, wählen Sie unten bei „Passwort vergessen?“ ein neues.

## Warum jemand diese Seite sieht

reason-app-asks = Die App fragt noch einmal nach Ihrem Passwort.
reason-page-asks = Diese Seite fragt noch einmal nach Ihrem Passwort.
reason-expired = Diese Seite war lange geöffnet. Melden Sie sich an, um fortzufahren.
reason-expired-app = Diese Seite war lange geöffnet. Melden Sie sich an, um mit { $app } fortzufahren.
reason-elsewhere = Dieser Vorgang wurde in einem anderen Browser begonnen, oder bevor dieser hier geschlossen wurde. Melden Sie sich hier an, um fortzufahren.
reason-cookies-gone = Dieser Browser ist nicht mehr angemeldet: Die Cookies wurden gelöscht oder das Fenster wurde geschlossen.
reason-too-long = Ihre Eingabe war zu lang, um sie zu behalten. Das Formular wird deshalb leer sein.
reason-idle = Sie wurden abgemeldet, weil dieser Browser { $time } lang nicht benutzt wurde.
reason-age = Sie wurden abgemeldet, weil eine Anmeldung hier höchstens { $time } gilt.
reason-ended = Sie wurden abgemeldet: hier, von einem anderen Gerät aus oder weil Ihr Passwort geändert wurde.
reason-device = Diese Anmeldung ist an das Gerät gebunden, auf dem sie begann, und dieser Browser hat nicht gezeigt, dass er dieses Gerät ist.
reason-not-bound = Sie wurden abgemeldet: Hier bleiben nur Browser angemeldet, die eine Anmeldung an ihr Gerät binden, und dieser tat es nicht.
reason-unreadable = Sie wurden abgemeldet, weil die Anmeldung dieses Browsers nicht mehr gelesen werden konnte.

## Unter den Konten dieses Browsers wählen

choose-account-title = Konto auswählen
choose-account-as = Weiter als
choose-account-signed-in = Angemeldet
choose-account-sign-out-named = Abmelden: { $name }
choose-account-another = Anderes Konto verwenden
choose-account-edit = Liste bearbeiten
choose-account-remove = Vom Gerät entfernen
choose-account-remove-named = Vom Gerät entfernen: { $name }

## Ein Konto, dessen Löschung veranlasst wurde, solange es sich behalten lässt

keep-account-title = Konto behalten?
keep-account-lead = Sie haben die Löschung des Kontos { $name } veranlasst. Es wird am { $date } gelöscht, wenn Sie es nicht behalten.
keep-account-keep = Konto behalten
keep-account-leave = Wenn Sie diese Seite verlassen, ändert sich nichts. <link>Verlassen</link>

## Zurück zur App

form-post-title = Zurück zur App
form-post-heading = Sie werden zu { $app } zurückgeleitet
form-post-lead = Wenn nicht gleich etwas passiert, verwenden Sie die Schaltfläche.
finished-title = Diese Anmeldung ist abgeschlossen
finished-what = Sie haben sie schon beantwortet, vielleicht in einem anderen Tab, und sind zu { $app } weitergegangen. Jede Anmeldung funktioniert nur einmal.
finished-next = Kehren Sie zu { $app } zurück. Um sich noch einmal anzumelden, beginnen Sie dort.
finished-account = Zu Ihrem Konto
