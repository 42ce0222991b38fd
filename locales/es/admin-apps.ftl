admin-apps = Apps
admin-apps-show = Mostrar
admin-apps-all = Todas
admin-apps-unvetted = Sin verificar
admin-apps-errors = Con errores
admin-apps-disabled = Desactivadas
admin-apps-house = De la casa
admin-apps-none = No hay ninguna.
admin-app-open = Abrir su página
admin-app-of-owner =
    { $n ->
        [one] La única app de esta persona; puede tener { $most }.
       *[other] Una de sus { $n } apps; puede tener { $most }.
    }
admin-app-facts = Sobre esta app
admin-app-id = Client ID
admin-app-since = Registrada
admin-app-people = Personas
admin-app-addresses = URI de redirección
admin-app-host = Host
admin-app-host-none = Nadie ha demostrado controlar uno.
admin-app-host-prove = Demostrar un host
admin-app-scope = Puede pedir
admin-app-chart = Inicios de sesión con esta app, últimos 14 días
admin-app-chart-none = Nadie ha iniciado sesión con ella en los últimos 14 días.
admin-app-sign-ins = Inicios de sesión
admin-app-finding =
    { $n ->
        [one] { $n } inicio de sesión con esta app en los últimos 14 días.
       *[other] { $n } inicios de sesión con esta app en los últimos 14 días.
    }
admin-app-vet = Responder por esta app
admin-app-vet-what = La revisó y sabe quién la gestiona. Ya no se advierte a las personas. Si su propietario cambia lo que se ve, deja de valer.
admin-app-vet-submit = Marcar como verificada
admin-app-unvet = Retirar la revisión
admin-app-unvet-what = Se vuelve a advertir a las personas donde cualquiera puede registrar apps.
admin-app-unvet-submit = Retirar
admin-app-vetted = { $app } está verificada.
admin-app-unvetted = { $app } ya no está verificada.
admin-app-meanwhile = { $app } cambió mientras tanto. No se hizo nada.
admin-app-on = Activar esta app
admin-app-on-what = Se puede volver a iniciar sesión con ella y permitirla donde haga falta.
admin-app-on-submit = Activar
admin-app-limit = Con qué frecuencia recibe tokens
admin-app-limit-label = Solicitudes de tokens por minuto, como máximo
admin-app-limit-hint = Se cuentan en cada nodo las que tienen éxito. Vacío: tantas como pida. A partir de ahí se pide a la app que espere a que termine el minuto; no se cierra la sesión de nadie.
admin-app-limit-wrong = Introduzca un número del 1 al 1000000, o nada
admin-app-limit-set = El límite de { $app } está fijado.
admin-app-off = Desactivar esta app
admin-app-off-brief = Ni inicios de sesión ni tokens hasta que se active. Lo concedido termina.
admin-app-off-link = Desactivar…
admin-app-off-title = ¿Desactivar { $app }?
admin-app-off-what =
    { $n ->
        [one] { $n } persona la ha permitido. Nadie puede iniciar sesión con ella, su acceso termina de inmediato y se ve que aquí no se conoce.
       *[other] { $n } personas la han permitido. Nadie puede iniciar sesión con ella, su acceso termina de inmediato y se ve que aquí no se conoce.
    }
admin-app-off-submit = Desactivar
admin-app-switched-on = { $app } está activada.
admin-app-switched-off = { $app } está desactivada.
