# Deutsch. /login/forgot und /login/reset: ein neues Passwort ohne das bisherige. /account/email: eine Adresse bestätigen oder ändern.

recovery-forgot = Passwort vergessen?
recovery-title = Neues Passwort wählen
recovery-lead = Wir senden einen Link und einen Code an die E-Mail-Adresse Ihres Kontos.
recovery-login = E-Mail-Adresse oder Benutzername
recovery-send = Link senden
recovery-known = Sie kennen Ihr Passwort? <link>Anmelden</link>
recovery-too-many = Aus Ihrem Netzwerk wurden zu viele Links angefordert. Warten Sie eine Minute und versuchen Sie es dann noch einmal

## Nach dem Senden

recovery-sent-title = Prüfen Sie Ihr Postfach
recovery-sent-lead = Wenn es ein Konto für <strong>{ $login }</strong> gibt, sind ein Link und ein Code unterwegs. Beide gelten { $time }.
recovery-code = Code aus der E-Mail
recovery-code-hint = Acht Buchstaben und Ziffern. Oder öffnen Sie den Link in der E-Mail.
recovery-code-use = Code verwenden
recovery-code-none = Geben Sie den Code aus der E-Mail ein
recovery-code-wrong = Der Code stimmt nicht oder gilt nicht mehr. Prüfen Sie ihn, öffnen Sie den Link in der E-Mail oder fordern Sie einen neuen Code an
recovery-code-too-many = Aus Ihrem Netzwerk wurden zu viele Codes ausprobiert. Warten Sie eine Minute und versuchen Sie es dann noch einmal
recovery-again = Nichts angekommen? Sehen Sie im Spam-Ordner nach oder <link>lassen Sie sich eine neue E-Mail senden</link>.

## Das Passwort wählen

recovery-password = Neues Passwort
recovery-password-hint = Mindestens { $count } Zeichen. Ein ganzer Satz eignet sich gut.
recovery-consequence = Damit werden Sie auf allen Geräten abgemeldet und von Apps getrennt.
recovery-set = Passwort festlegen
recovery-done = Ihr neues Passwort ist festgelegt. Auf allen anderen Geräten wurden Sie abgemeldet.
recovery-over-title = Dieser Link ist abgelaufen
recovery-over-lead = Er funktioniert nur einmal und nur für kurze Zeit. Er gilt auch nicht mehr, sobald das Passwort geändert wird. Jetzt wurde nichts geändert.
recovery-over-again = Neuen Link anfordern
recovery-over-ask = Bitten Sie die Betreiber von { $operator } um einen neuen.

## Eine E-Mail-Adresse bestätigen

email-unconfirmed = Nicht bestätigt
email-confirm-short = Bestätigen
email-confirm-named = E-Mail-Adresse bestätigen
email-change-short = Ändern
email-change-named = E-Mail-Adresse ändern
email-confirm-title = E-Mail-Adresse bestätigen
email-confirm-question = Ist <strong>{ $address }</strong> Ihre E-Mail-Adresse?
email-confirm-sent = Wir haben einen Link und einen Code an <strong>{ $address }</strong> gesendet.
email-confirm = Adresse bestätigen
email-confirm-later = Nicht jetzt
email-cancel = Abbrechen
email-confirm-nothing = Es gibt nichts zu bestätigen: Die Adresse ist bereits bestätigt oder der Link ist abgelaufen. In Ihrem Profil können Sie einen neuen anfordern.
email-profile = Zum Profil
email-code-wrong = Der Code stimmt nicht oder gilt nicht mehr. Prüfen Sie ihn oder fordern Sie in Ihrem Profil einen neuen an
email-confirmed = Ihre E-Mail-Adresse ist bestätigt.
email-taken = Diese E-Mail-Adresse gehört inzwischen zu einem anderen Konto, deshalb bleibt Ihre unverändert.

## Eine andere E-Mail-Adresse

email-change-title = E-Mail-Adresse ändern
email-now = Ihre aktuelle Adresse ist <strong>{ $address }</strong>.
email-change-lead = Wir senden einen Link und einen Code an die neue Adresse. Sie gilt, sobald Sie sie bestätigen; an die bisherige geht ein Hinweis. Ihr Benutzername bleibt gleich.
email-new = Neue E-Mail-Adresse
email-send = Link senden
email-same = Diese Adresse hat Ihr Konto bereits. Geben Sie eine andere ein
email-too-many = Zuletzt wurden so viele E-Mails gesendet, dass jetzt keine weitere gesendet wird. Warten Sie eine Stunde und versuchen Sie es dann noch einmal
