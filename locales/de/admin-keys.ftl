admin-keys = Signaturschlüssel
admin-keys-lead = Jeder Schlüssel wird veröffentlicht, bevor er signiert, und bleibt es danach. So finden Apps jeden Schlüssel, dem sie begegnen.
admin-keys-life = Leben der Schlüssel
admin-keys-table = Schlüssel
admin-keys-now = Jetzt
admin-key-id = Schlüssel-ID
admin-key-alg = Algorithmus
admin-key-state = Zustand
admin-key-change = Nächste Änderung
admin-key-next = Nächster
admin-key-next-long = Veröffentlicht, signiert noch nicht
admin-key-signing = Signiert
admin-key-verifying = Prüft nur noch
admin-key-removed = Entfernt
admin-key-signs-from = Signiert ab { $when }
admin-key-signs-until = Signiert bis { $when }
admin-key-gone-on = Entfernt am { $when }
admin-key-gone-since = Entfernt seit { $when }
admin-key-until-next = Bis der nächste da ist
admin-key-told = { $alg }, Schlüssel { $kid }: { $state }. { $next }.
admin-key-remove = Jetzt entfernen…
admin-key-remove-named = Schlüssel { $kid } jetzt entfernen
admin-rotate = Schlüssel wechseln
admin-rotate-heading = Früher wechseln
admin-rotate-what = Die nächsten Schlüssel signieren, die jetzigen prüfen weiter, bis jedes Token abgelaufen ist, das sie signiert haben. Niemand wird abgemeldet.
admin-rotate-link = Schlüssel wechseln…
admin-rotate-title = Signaturschlüssel wechseln?
admin-rotate-young = Schlüssel wurden vor weniger als fünf Minuten angekündigt. Apps, die den Schlüsselsatz aufbewahren, lehnen neu Signiertes ab, bis sie ihn wieder holen. Warten Sie besser.
admin-rotate-impact = Kennen Apps die nächsten Schlüssel?
admin-rotate-announced = Der letzte wurde veröffentlicht: { $when }.
admin-rotate-unannounced = Kein Schlüssel steht bereit. Neue werden gemacht, und noch kennt sie keine App.
admin-rotate-nobody = Kein Server einer App hat diesen Knoten seit seinem Start angesprochen: Es lässt sich nichts sagen.
admin-rotate-all =
    { $n ->
        [one] Die eine hier gesehene App kann sie kennen.
       *[other] Alle { $n } hier gesehenen Apps können sie kennen.
    }
admin-rotate-waiting =
    { $n ->
        [one] { $n } von { $all } Apps hat sie noch nicht geholt.
       *[other] { $n } von { $all } Apps haben sie noch nicht geholt.
    }
admin-rotate-has-it = Geholt
admin-rotate-lacks-it = Noch nicht
admin-rotate-fetched = Schlüsselsatz geholt: { $when }
admin-rotate-never = Schlüsselsatz von ihrer Adresse nicht geholt
admin-rotate-how-known = Den Schlüsselsatz holt jeder ohne Namen. Eine App gilt als der Abrufer, der die Netzwerkadresse hat, von der ihr Server zuletzt kam. Gesehen nur von diesem Knoten, gestartet { $when }. Apps in Browsern und auf Geräten fehlen: Sie holen ihn dort, wo die Personen sind.
admin-rotate-callers =
    { $n ->
        [one] { $n } Adresse hat den Schlüsselsatz seitdem geholt
       *[other] { $n } Adressen haben den Schlüsselsatz seitdem geholt
    }
admin-rotate-before =
    { $n ->
        [one] { $n } Adresse hat ihn nur davor geholt.
       *[other] { $n } Adressen haben ihn nur davor geholt.
    }
admin-rotate-submit = Jetzt wechseln
admin-rotate-done = Die nächsten Schlüssel signieren ab jetzt.
admin-rotate-before-you = Die Schlüssel haben gewechselt, seit Sie die Seite geöffnet haben. Es wurde nichts getan.
admin-withdraw = Schlüssel zurückziehen
admin-withdraw-heading = Ein Schlüssel ist entwendet
admin-withdraw-what = Zieht den Schlüssel sofort zurück. Von ihm signierte Token gelten nicht mehr, Personen melden sich neu an, und ein neuer Schlüssel übernimmt.
admin-withdraw-apps = Apps folgen, sobald sie den Schlüsselsatz wieder holen.
admin-withdraw-link = Schlüssel zurückziehen…
admin-withdraw-title = Signaturschlüssel zurückziehen?
admin-withdraw-which = Welcher Schlüssel
admin-withdraw-none = Wählen Sie einen veröffentlichten Schlüssel
admin-withdraw-submit = Diesen Schlüssel zurückziehen
admin-withdraw-done = Schlüssel { $kid } ist zurückgezogen.
