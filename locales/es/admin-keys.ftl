admin-keys = Claves de firma
admin-keys-lead = Cada clave se publica antes de firmar y sigue publicada después, de modo que las apps siempre la encuentran.
admin-keys-life = Vida de las claves
admin-keys-table = Claves
admin-keys-now = Ahora
admin-key-id = ID de clave
admin-key-alg = Algoritmo
admin-key-state = Estado
admin-key-change = Próximo cambio
admin-key-next = Próxima
admin-key-next-long = Publicada, aún no firma
admin-key-signing = Firma
admin-key-verifying = Solo verifica
admin-key-removed = Retirada
admin-key-signs-from = Firma desde el { $when }
admin-key-signs-until = Deja de firmar el { $when }
admin-key-gone-on = Se retira el { $when }
admin-key-gone-since = Retirada desde el { $when }
admin-key-until-next = Hasta que se cree la siguiente
admin-key-told = { $alg }, clave { $kid }: { $state }. { $next }.
admin-key-remove = Retirar ahora…
admin-key-remove-named = Retirar ahora la clave { $kid }
admin-rotate = Rotar claves
admin-rotate-heading = Rotar antes
admin-rotate-what = Las próximas claves empiezan a firmar y las actuales siguen verificando hasta que termine cada token que firmaron. No se cierra ninguna sesión.
admin-rotate-link = Rotar claves…
admin-rotate-title = ¿Rotar las claves de firma?
admin-rotate-young = Se anunciaron claves hace menos de cinco minutos. Las apps que guardan el conjunto de claves rechazarán lo firmado ahora hasta que lo vuelvan a leer. Mejor espere.
admin-rotate-impact = ¿Conocen las apps las próximas claves?
admin-rotate-announced = Todas están publicadas: { $when }.
admin-rotate-unannounced = No espera ninguna clave. Se crearán nuevas, que ninguna app conoce aún.
admin-rotate-nobody = Ningún servidor de app ha llamado a este nodo desde que arrancó: no puede decirse nada.
admin-rotate-all =
    { $n ->
        [one] La única app vista aquí puede conocerlas.
       *[other] Las { $n } apps vistas aquí pueden conocerlas.
    }
admin-rotate-waiting =
    { $n ->
        [one] { $n } de { $all } apps aún no las ha leído.
       *[other] { $n } de { $all } apps aún no las han leído.
    }
admin-rotate-has-it = Leídas
admin-rotate-lacks-it = Aún no
admin-rotate-fetched = conjunto de claves leído: { $when }
admin-rotate-never = conjunto de claves no leído desde su dirección
admin-rotate-how-known = Cualquiera lee el conjunto de claves sin nombrarse. Se toma por una app a quien llama desde la dirección de red desde la que llamó por última vez su servidor. Visto solo por este nodo, iniciado { $when }. Las apps en navegadores y dispositivos no figuran: lo leen donde están las personas.
admin-rotate-callers =
    { $n ->
        [one] { $n } dirección leyó el conjunto de claves desde entonces
       *[other] { $n } direcciones leyeron el conjunto de claves desde entonces
    }
admin-rotate-before =
    { $n ->
        [one] { $n } dirección lo leyó solo antes.
       *[other] { $n } direcciones lo leyeron solo antes.
    }
admin-rotate-submit = Rotar ahora
admin-rotate-done = Las próximas claves firman desde ahora.
admin-rotate-before-you = Las claves cambiaron desde que abrió la página. No se hizo nada.
admin-withdraw = Revocar una clave
admin-withdraw-heading = Se ha filtrado una clave
admin-withdraw-what = Revoca la clave de inmediato. Los tokens que firmó dejan de valer, las personas vuelven a iniciar sesión y otra clave toma el relevo.
admin-withdraw-apps = Las apps lo siguen al volver a leer el conjunto de claves.
admin-withdraw-link = Revocar una clave…
admin-withdraw-title = ¿Revocar una clave de firma?
admin-withdraw-which = Qué clave
admin-withdraw-none = Elija una clave publicada
admin-withdraw-submit = Revocar esta clave
admin-withdraw-done = La clave { $kid } está revocada.
