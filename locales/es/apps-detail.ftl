# Spanish. /apps/{id}: the page of an app.

apps-detail-first-party = Interna
apps-detail-vetted = Verificada
apps-detail-unvetted = Sin verificar
apps-detail-edit = Editar
apps-detail-owner-you = Esta app es tuya.
apps-detail-owner-person = Propiedad de { $name }.
apps-detail-owner-nobody = Sin propietario: se creó con un comando o la cuenta de su propietario ya no existe.
apps-detail-secret-heading = Copia ahora el secreto de cliente
apps-detail-secret-lead = Solo se muestra esta vez. Guárdalo en tu servidor, nunca en un navegador ni en un repositorio.
apps-detail-secret-download = Descargar .env
apps-detail-secret-stored = Ya lo guardé
apps-detail-secret-shown = El secreto se mostró una vez y no se puede volver a mostrar. <link>Renuévalo</link> para obtener uno nuevo.
apps-detail-pkce-switch-heading = Activa PKCE en { $library }
apps-detail-pkce-switch-must = Esta app debe usar PKCE, y { $library } lo omite a menos que se le indique: <code>{ $how }</code>
apps-detail-pkce-switch-must-else = Otra solución: elige las reglas de OpenID Connect Core en <link>Editar</link>.
apps-detail-pkce-switch-may = { $library } lo omite a menos que se le indique, así que esta app sigue las reglas de OpenID Connect Core y funciona sin él.
apps-detail-pkce-switch-may-better = Mejor: configura <code>{ $how }</code> y elige «siempre PKCE» en <link>Editar</link>.
apps-detail-pkce-missing-heading = { $library } no admite PKCE
apps-detail-pkce-missing-must = Esta app debe usar PKCE.
apps-detail-pkce-missing-must-else = Elige las reglas de OpenID Connect Core en <link>Editar</link>, u otra biblioteca.
apps-detail-pkce-missing-may = Por eso esta app sigue las reglas de OpenID Connect Core.
apps-detail-pkce-missing-may-better = Con una biblioteca que lo admita, elige «siempre PKCE» en <link>Editar</link>.
apps-detail-next = Siguiente paso: pon estos ajustes en tu app e inicia sesión en ella una vez. Si falla, <link>Errores recientes</link> indica por qué.
apps-detail-next-service = Siguiente paso: pon estos ajustes en tu servicio y haz que pida un token. Si falla, <link>Errores recientes</link> indica por qué.
apps-detail-settings-heading = Ajustes para tu app
apps-detail-views-label = Mostrar los ajustes como
apps-detail-view-list = Uno a uno
apps-detail-issuer = Issuer
apps-detail-issuer-copy = Copiar el issuer
apps-detail-issuer-copied = Issuer copiado
apps-detail-discovery = Documento de descubrimiento
apps-detail-discovery-copy = Copiar la dirección del documento de descubrimiento
apps-detail-discovery-copied = Dirección copiada
apps-detail-token-endpoint = Endpoint de token
apps-detail-token-endpoint-copy = Copiar el endpoint de token
apps-detail-token-endpoint-copied = Endpoint de token copiado
apps-detail-client-id = ID de cliente
apps-detail-client-id-copy = Copiar el ID de cliente
apps-detail-client-id-copied = ID de cliente copiado
apps-detail-scopes = Scopes
apps-detail-scopes-copy = Copiar los scopes
apps-detail-scopes-copied = Scopes copiados
apps-detail-secret = Secreto de cliente
apps-detail-secret-copy = Copiar el secreto de cliente
apps-detail-secret-copied = Secreto de cliente copiado
apps-detail-secret-created = Creado: { $when }.
apps-detail-secret-previous = El anterior funciona hasta el { $when }.
apps-detail-secret-rotate = Renovar…
apps-detail-secret-rotate-named = Renovar… (el secreto de cliente)
apps-detail-snippet-env = Ajustes en formato .env
apps-detail-snippet-json = Ajustes en formato JSON
apps-detail-snippet-copy = Copiar los ajustes
apps-detail-snippet-copied = Ajustes copiados
apps-detail-snippet-secret = Añade el secreto de cliente que guardaste; no se puede volver a mostrar.
apps-detail-uris-heading = URI de redirección
apps-detail-uris-lead = Los usuarios vuelven a una de estas direcciones tras iniciar sesión. Tu app debe enviarla carácter por carácter.
apps-detail-uris-copy = Copiar { $uri }
apps-detail-uris-copied = URI de redirección copiado
apps-detail-uris-remove = Quitar
apps-detail-uris-remove-named = Quitar { $uri }
apps-detail-uris-add-label = Añadir un URI de redirección
apps-detail-uris-add = Añadir
apps-detail-uris-add-named = Añadir este URI de redirección
apps-detail-house-command = Los usuarios no tienen que dar permiso para usar esta app, así que solo se cambia con un comando: <code>{ $command }</code>
apps-detail-post-logout = Tras cerrar sesión
apps-detail-backchannel = Aviso de cierres de sesión por back-channel
apps-detail-frontchannel = Aviso de cierres de sesión por front-channel
apps-detail-preview-heading = Qué ven los usuarios
apps-detail-preview-warned = Aquí cualquiera puede registrar una app, así que se advierte a los usuarios antes de que permitan esta. Pide a un administrador que la verifique.
apps-detail-preview-unvetted = Ningún administrador ha verificado esta app todavía.
apps-detail-preview-house = Nada: no se les pregunta antes de usarla.
apps-detail-preview-first = Cuando inician sesión en la app por primera vez.
apps-detail-preview-question = ¿Permitir que { $app } use tu cuenta?
apps-detail-logo-change = Cambiar el logotipo
apps-detail-logo-upload = Subir un logotipo
apps-detail-rotate-heading = Renovar el secreto
apps-detail-rotate-what = El secreto anterior sigue funcionando 24 horas, así que puedes desplegar el nuevo sin interrupciones.
apps-detail-rotate = Renovar secreto…
apps-detail-delete-heading = Eliminar esta app
apps-detail-delete-forever = Esta acción no se puede deshacer.
apps-detail-delete = Eliminar app…

## What the app ran into

apps-errors-heading = Errores recientes
apps-errors-none = Ninguno en los últimos 7 días. Los errores de los usuarios o de tu app aparecen aquí, con el motivo. El servidor los olvida al reiniciarse.
apps-errors-lead = Errores de los usuarios o de tu app en los últimos 7 días, hasta donde recuerda este servidor: los olvida al reiniciarse.
apps-errors-times =
    { $times ->
        [1] Una vez
        [one] { $times } vez
       *[other] { $times } veces
    }
apps-errors-received = Recibido:
apps-errors-expected = Esperado:
apps-errors-register = O <link>registra también ese URI</link>.
apps-errors-last = Última vez: { $when }
apps-errors-reference = referencia { $reference }

## What it was told of sign-ins that ended

apps-told-took = Últimos mensajes aceptados: { $took } de { $ends }.
apps-told-took-last = Últimos mensajes aceptados: { $took } de { $ends }; el más reciente: { $when }.
apps-told-waiting = { $waiting } en espera.
apps-told-given-up =
    { $lost ->
        [one] { $lost } descartado.
       *[other] { $lost } descartados.
    }
apps-told-trouble = En lugar de una respuesta: { $trouble }.
