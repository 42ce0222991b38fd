# Spanish. The developer area: registering apps and looking after them.

## On several pages

apps-cancel = Cancelar
apps-switched-off = Desactivada
apps-kind-web = App web
apps-kind-web-line = Se ejecuta en un servidor y puede guardar un secreto
apps-kind-spa = App de una sola página
apps-kind-spa-line = Se ejecuta en el navegador, sin secreto
apps-kind-native = Nativa o CLI
apps-kind-native-line = Escritorio, teléfono o terminal
apps-kind-service = Servicio
apps-kind-service-line = Nadie inicia sesión
apps-kinds-label = Tipo de app
apps-closed = Aquí no puedes registrar apps. Pide a quienes gestionan este sitio que registren la tuya.
apps-signs-out =
    { $people ->
        [0] Nadie la usa todavía.
        [one] Cierra la sesión de la única persona que la usa.
       *[other] Cierra la sesión de las { $people } personas que la usan.
    }

## The list of apps

apps-list-title = Apps
apps-list-register = Registrar una app
apps-list-lead-none = Aún no tienes apps. ¿Qué estás creando?
apps-list-lead-none-closed = No tienes apps.
apps-list-lead-everybodys = Todas las apps en las que se inicia sesión aquí.
apps-list-lead = Tus apps, en las que se inicia sesión aquí.
apps-list-need-heading = Qué necesitas
apps-list-need-name = Un nombre para la app, tal como se verá al iniciar sesión.
apps-list-need-address = La dirección de tu app a la que vuelven los usuarios, su URI de redirección. La documentación de tu biblioteca la indica.
apps-list-need-secret = Un lugar seguro para el secreto de cliente, si la app se ejecuta en un servidor.
apps-list-search-label = Nombre o ID de cliente
apps-list-search = Buscar
apps-list-none-found = Ninguna app tiene «{ $search }» en su nombre o ID de cliente. <link>Mostrar todas</link>
apps-list-owner-you = tuya
apps-list-owner-person = propiedad de { $name }
apps-list-owner-nobody = sin propietario
apps-list-people =
    { $people ->
        [0] Nadie todavía
        [one] 1 persona
       *[other] { $people } personas
    }
apps-list-last-used = último uso: { $when }
apps-list-no-people = Nadie inicia sesión
apps-list-errors =
    { $errors ->
        [one] 1 error en 7 días
       *[other] { $errors } errores en 7 días
    }
apps-list-pages-label = Páginas
apps-list-newer = Más recientes
apps-list-older = Más antiguas

## Registering

apps-register-title = Registrar una app
apps-register-crumb = Nueva
apps-register-lead = ¿Qué estás creando? Cada tipo trae ajustes seguros, que puedes cambiar más tarde.
apps-register-back = Volver a tus apps
apps-register-change = Cambiar
apps-register-submit = Registrar app
apps-register-set-heading = Ya configurado
apps-register-set-code = Código de autorización con PKCE
apps-register-set-code-why = El único flujo que es seguro en todas partes.
apps-register-set-secret = Un secreto de cliente
apps-register-set-secret-why-web = Tu servidor lo envía al canjear el código. Lo verás una sola vez, en la página siguiente.
apps-register-set-secret-why-service = Tu servidor lo envía al pedir un token. Lo verás una sola vez, en la página siguiente.
apps-register-set-no-secret = Sin secreto de cliente
apps-register-set-no-secret-why-spa = El código que se ejecuta en un navegador no puede guardarlo. En su lugar, PKCE protege el código de autorización.
apps-register-set-no-secret-why-native = Cualquiera que tenga el programa podría leerlo. En su lugar, PKCE protege el código de autorización.
apps-register-set-calls = Llamadas desde tu página
apps-register-set-calls-why = El endpoint de token responde a los orígenes de tus URI de redirección.
apps-register-set-port = Cualquier puerto del dispositivo
apps-register-set-port-why = http://127.0.0.1, http://[::1] y http://localhost coinciden sea cual sea el puerto en el que escuche la app.
apps-register-set-credentials = Client credentials
apps-register-set-credentials-why = El servicio obtiene tokens para sí mismo. No interviene ninguna cuenta.
apps-register-set-short = Tokens de corta duración
apps-register-set-short-why = Acceso durante { $span }; los refresh tokens cambian con cada uso.
apps-register-set-short-why-service = Acceso durante { $span }. No hay refresh tokens: el servicio vuelve a pedirlo.
apps-register-done = App registrada.
apps-register-done-left-out = App registrada. Se quitaron de su nombre los caracteres invisibles.
apps-register-too-large = La app tiene más direcciones y scopes de los que caben en { $kilobytes } kB
apps-register-too-many = Tienes { $most } apps. Elimina una que ya no necesites
apps-register-not-allowed = Aquí no puedes registrar apps
apps-register-for-administrators = Solo los administradores pueden cambiar { $member }

## Editing

apps-edit-title = Editar { $app }
apps-edit-crumb = Editar
apps-edit-submit = Guardar cambios
apps-edit-done = Cambios guardados.
apps-edit-done-left-out = Cambios guardados. Se quitaron del nombre los caracteres invisibles.
apps-edit-after-heading = Al guardar
apps-edit-after-new = Tokens nuevos
apps-edit-after-new-what = Siguen los ajustes nuevos desde el próximo inicio de sesión o solicitud.
apps-edit-after-old = Tokens ya emitidos
apps-edit-after-old-what = Los tokens de acceso funcionan hasta que caducan, en un plazo de { $span }. Los refresh tokens conservan lo que los usuarios permitieron, incluso un scope que quites aquí.
apps-edit-after-old-what-service = Funcionan hasta que caducan, en un plazo de { $span }.
apps-edit-after-name = Otro nombre o host
apps-edit-after-name-what = A quienes permitieron la app se les vuelve a preguntar, y se les indica qué ha cambiado.
apps-edit-after-uri = Un URI de redirección que quitas
apps-edit-after-uri-what = Deja de funcionar al instante, también para los inicios de sesión en curso.
apps-edit-after-vetted = Verificada por un administrador
apps-edit-after-vetted-what = Hasta que cambies su nombre, sus enlaces o el host de un URI de redirección. Entonces se advierte a los usuarios hasta que un administrador la revise de nuevo.
apps-edit-house = Los usuarios no tienen que dar permiso para usar esta app, así que se cambia con un comando: { $command }
apps-edit-meanwhile = Alguien cambió esta app mientras la editabas, así que no se guardó nada. Compara y guarda de nuevo
apps-edit-meanwhile-nothing = Guardado mientras tanto: nada
apps-edit-meanwhile-value = Guardado mientras tanto: { $value }

## Its logo

apps-logo-title = Logotipo de { $app }
apps-logo-crumb = Logotipo
apps-logo-seen = Los usuarios ven esta imagen al iniciar sesión.
apps-logo-none = Mientras no haya imagen, los usuarios ven esta letra.
apps-logo-file = Imagen
apps-logo-file-hint = PNG, JPEG o WebP, de 8 MB como máximo. Las imágenes cuadradas quedan mejor. Se reduce si hace falta y se guarda sin los demás datos del archivo.
apps-logo-upload = Subir imagen
apps-logo-remove = Quitar la imagen
apps-logo-done = Logotipo guardado.
apps-logo-removed = Logotipo eliminado.

## Its secret

apps-rotate-title = Renovar el secreto
apps-rotate-crumb = Renovar
apps-rotate-heading = ¿Renovar el secreto de { $app }?
apps-rotate-what = El secreto anterior, <code>{ $hint }</code>, sigue funcionando 24 horas, así que puedes desplegar el nuevo sin interrupciones. El nuevo se muestra una sola vez, en la página siguiente.
apps-rotate-submit = Renovar secreto

## Deleting

apps-delete-title = Eliminar { $app }
apps-delete-crumb = Eliminar
apps-delete-heading = ¿Eliminar { $app }?
apps-delete-what = Su ID de cliente deja de funcionar al instante. Esta acción no se puede deshacer.
apps-delete-confirm = Nombre de la app
apps-delete-confirm-hint = Escribe <strong>{ $app }</strong> para confirmar.
apps-delete-wrong = Escribe el nombre de la app, { $app }
apps-delete-submit = Eliminar app
apps-delete-done = Se eliminó { $app }.

## A redirect URI from an error page

apps-uri-title = Registrar un URI de redirección
apps-uri-crumb = URI de redirección
apps-uri-heading = ¿Registrar este URI de redirección?
apps-uri-what = Desde ese momento, quienes inicien sesión en { $app } pueden ser enviados a esta dirección, y quien la controle puede actuar como la app. Regístrala solo si es tuya.
apps-uri-from-link = No escribiste esta dirección: venía en el enlace que seguiste. Compárala con los ajustes de tu app, carácter por carácter.
apps-uri-label = URI de redirección
apps-uri-submit = Registrar URI
apps-uri-done = URI de redirección registrado.
apps-uri-removed = URI de redirección eliminado.
apps-uri-there = Esta dirección ya está registrada
apps-uri-most = Una app tiene como máximo { $most } direcciones. Quita una primero
apps-uri-last = Una app necesita un URI de redirección. Añade primero el nuevo
apps-uri-full = La app ya no admite más direcciones ni scopes. Quita uno primero
apps-changed-meanwhile = Alguien cambió esta app en el mismo momento, así que no se guardó nada. Vuelve a intentarlo
apps-refused-mended = Esa solicitud se aceptaría ahora.
