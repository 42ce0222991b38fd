# Deutsch. /login/undo: rückgängig machen, dass ein Konto eine andere E-Mail-Adresse bekam.

undo-title = E-Mail-Adresse wieder­herstellen?
undo-lead = Die E-Mail-Adresse Ihres Kontos wurde von <strong>{ $former }</strong> in <strong>{ $now }</strong> geändert.
undo-consequence = Wenn Sie das nicht waren, stellen Sie sie wieder her. Dann werden alle abgemeldet, und Sie wählen ein neues Passwort, weil jemand das alte kennen könnte.
undo-restore = Wiederherstellen
undo-leave = Wenn Sie das waren, brauchen Sie nichts zu tun.
undo-done = Ihre E-Mail-Adresse ist wiederhergestellt. Wählen Sie jetzt ein neues Passwort.
undo-over = Er funktioniert nur einmal und nur einige Tage lang. Jetzt wurde nichts geändert.
undo-taken = Diese E-Mail-Adresse gehört inzwischen zu einem anderen Konto. Wenden Sie sich an die Betreiber von { $operator }.
