# Deutsch. /setup: der erste Administrator einer neuen Installation.

setup-title = Ersten Administrator anlegen
setup-lead = Mit diesem Konto verwalten Sie diesen Server. Sie können sofort Apps registrieren.
setup-code = Setup-Code
setup-code-hint = Lanyard hat ihn beim Start ausgegeben: Sehen Sie im Terminal oder im Log nach. Er gilt einmal und eine Stunde lang.
setup-email-hint = Mit ihr melden Sie sich an.
setup-make = Administrator anlegen
setup-over = Es gibt keinen Setup-Code mehr: Jeder gilt nur eine Stunde. Starten Sie Lanyard neu, dann gibt es einen neuen aus.
setup-or-commands = Oder verwenden Sie die zwei Befehle auf der <link>Startseite</link>.
setup-closed = Hier gibt es bereits ein Konto, deshalb gibt Lanyard keinen Setup-Code aus. Verwenden Sie die zwei Befehle auf der <link>Startseite</link>.
setup-no-code = Geben Sie den Setup-Code ein
setup-wrong-code = Der Setup-Code stimmt nicht, oder seine Stunde ist vorbei
setup-slowed = Zu viele falsche Codes. Warten Sie { $wait } und versuchen Sie es dann noch einmal
setup-taken = Es gibt bereits ein Konto mit dieser Adresse. Verwenden Sie eine andere
setup-ready = Sie sind jetzt Administrator dieses Servers. Registrieren Sie als Nächstes Ihre erste App.
