admin-well = Todo en orden
admin-unwell = Requiere atención
admin-number = { $n }
admin-percent = { $n } %
admin-day = { $day } { $month }
admin-figure-sign-ins = Inicios de sesión de hoy (UTC)
admin-figure-failed =
    { $n ->
        [one] { $n } fallido
       *[other] { $n } fallidos
    }
admin-figure-people = Personas
admin-figure-new =
    { $n ->
        [one] { $n } nueva esta semana
       *[other] { $n } nuevas esta semana
    }
admin-figure-apps = Apps
admin-figure-errors =
    { $n ->
        [one] { $n } con errores hoy
       *[other] { $n } con errores hoy
    }
admin-figure-signed-in = Sesiones abiertas
admin-figure-signed-in-what = navegadores
admin-sign-ins = Inicios de sesión, últimos 14 días
admin-succeeded = Correctos
admin-failed = Fallidos
admin-sign-ins-fine = Los días son los de UTC. Los intentos fallidos se anotan en el plazo de una hora.
admin-sign-ins-none = Aún no hay inicios de sesión. Aparecen aquí en menos de un minuto.
admin-sign-ins-finding = Inicios de sesión de los últimos 14 días: { $made } correctos, { $failed } fallidos; la mayoría el { $day }.
admin-chart-table = Mostrar como tabla
admin-chart-table-label = Cifras por día
admin-chart-day = Día
admin-methods = Cómo se inicia sesión
admin-methods-of =
    { $n ->
        [one] Del último inicio de sesión.
       *[other] De los últimos { $n } inicios de sesión.
    }
admin-method-passkey = Llave de acceso
admin-method-password-and-passkey = Contraseña y llave de acceso
admin-method-password-and-code = Contraseña y código
admin-method-password = Contraseña
admin-method-other = De otra forma
admin-needs = Requiere atención
admin-needs-none = Nada pendiente.
admin-need-mail = Correo
admin-need-no-mail = El correo no está configurado
admin-need-no-mail-more = Nadie puede confirmar una dirección ni elegir otra contraseña por correo. Defina mail.smtp.
admin-need-letters =
    { $n ->
        [one] { $n } mensaje no se entregó
       *[other] { $n } mensajes no se entregaron
    }
admin-need-mail-more = Se vuelve a intentar. Más en lanyard outbox list.
admin-need-mail-why = El servidor respondió: { $why }
admin-need-app = App
admin-need-told = { $app } no acepta los avisos de cierre de sesión
admin-need-told-more = { $n } fallidos, { $given } de ellos abandonados.
admin-need-errors = { $app } encuentra errores
admin-need-errors-more =
    { $n ->
        [one] { $n } hoy, visto por este nodo.
       *[other] { $n } hoy, vistos por este nodo.
    }
admin-need-certificate = Certificado
admin-need-certificate-ends = El certificado de este servidor termina { $when }
admin-need-certificate-ends-more = Renuévelo y sustituya los archivos que indican tls.certificate y tls.key; el servidor los lee por sí solo.
admin-need-certificate-unread = Ya no se puede leer el certificado de este servidor
admin-need-certificate-unread-more = { $key }: { $why }. Se muestra el anterior hasta que termine o se reinicie el servidor.
admin-need-apps = Apps
admin-need-unvetted =
    { $n ->
        [one] { $n } app espera una revisión
       *[other] { $n } apps esperan una revisión
    }
admin-need-unvetted-more = Las registraron personas y nadie responde por ellas.
admin-need-passwords = Contraseñas
admin-need-hashes =
    { $n ->
        [one] { $n } cuenta tiene un hash de contraseña antiguo
       *[other] { $n } cuentas tienen hashes de contraseña antiguos
    }
admin-need-hashes-more = Cada uno se renueva en el próximo inicio de sesión.
admin-need-nodes = Nodos
admin-need-clocks = Los relojes de los nodos difieren
admin-need-clocks-more = El reloj de { $ahead } va { $n } segundos por delante del de { $behind }. Sincronícelos todos por NTP: 2 minutos no hacen daño.
admin-need-schema = Un nodo conoce otro esquema que el de la base de datos
admin-need-schema-more = { $host } conoce el esquema { $known }, la base de datos tiene el { $schema }. Ejecute la misma versión en todas partes.
admin-need-versions = Los nodos ejecutan versiones distintas
admin-need-versions-more = Normal durante una actualización. Termínela pronto.
admin-need-key = Clave
admin-need-next-key = Las próximas claves de firma están a punto de firmar
admin-need-next-key-more = A partir del { $when }.
admin-nodes = Nodos
admin-node = versión { $version }, iniciado { $when }
