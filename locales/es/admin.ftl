# /admin: the console of whoever looks after the installation.

admin-overview = Resumen

admin-people = Personas
admin-sessions = Sesiones
admin-audit = Registro de auditoría

admin-search = Buscar
admin-none = No se ha encontrado nada.
admin-pages = Más páginas
admin-first = Primera página
admin-next = Página siguiente
admin-csv = Descargar como CSV
admin-json = Descargar como JSON
admin-for = Actúa en nombre de { $name } ({ $account }). Esa persona lo ve en su actividad.
admin-done = { $what }: hecho para { $name }.
admin-saved = Guardado para { $name }.
admin-last-administrator = La única persona administradora que puede iniciar sesión lo sigue siendo. Nombre antes a otra.

admin-role-administrator = Administración
admin-role-support = Soporte
admin-role-auditor = Auditoría
admin-give = Asignar el rol { $role }
admin-take = Retirar el rol { $role }
admin-role-given = { $name } tiene ahora el rol { $role }.
admin-role-taken = { $name } ya no tiene el rol { $role }.
admin-role-by-group = { $name } sigue teniendo el rol { $role } por un grupo.
admin-role-by = por { $group }

admin-people-search = Comienzo de un nombre, un usuario o un correo electrónico
admin-people-which = Mostrar
admin-which-all = Todas
admin-which-in-use = En uso
admin-which-disabled = Desactivada
admin-which-leaving = Por eliminar
admin-people-new = Crear una cuenta
admin-people-invite = Invitar a alguien
admin-made = creada { $when }
admin-choose = Seleccionar a { $name }
admin-several = Con la selección:
admin-bulk-count =
    { $people ->
        [one] Esto afecta a una persona:
       *[other] Esto afecta a { $people } personas:
    }
admin-bulk-left-out = No se hace nada con estas personas: tienen más permisos que usted, o es usted.
admin-bulk-done =
    { $people ->
        [one] Hecho para una persona.
       *[other] Hecho para { $people } personas.
    }
admin-bulk-not = { $done } No para { $names }.

admin-disable = Desactivar la cuenta
admin-disable-what = Todas las sesiones terminan y ninguna aplicación obtiene otro token hasta que se reactive la cuenta.
admin-enable = Activar la cuenta
admin-enable-what = La persona puede volver a iniciar sesión. Quien tenía una sesión abierta la inicia de nuevo.
admin-sign-out = Cerrar sesión en todas partes
admin-sign-out-what = Todas las sesiones terminan, en todos los navegadores, y las aplicaciones conectadas deben volver a pedir acceso. La contraseña se conserva.
admin-send-reset = Enviar un correo para una contraseña nueva
admin-send-reset-what = Se envía un correo a la dirección de la persona. Con él elige una contraseña nueva; después terminan las demás sesiones.
admin-send-reset-not = No se envió ningún correo: la cuenta no tiene dirección o está desactivada, se enviaron demasiados últimamente o aquí no se envían.
admin-print-reset = Mostrar un enlace para una contraseña nueva
admin-print-reset-what = La página siguiente muestra un enlace una sola vez. Quien lo tenga elige la contraseña de esta cuenta: entréguelo solo a esa persona.
admin-print-reset-not = La cuenta está desactivada: una contraseña nueva no dejaría entrar a nadie. Actívela antes.
admin-remove-factors = Quitar las claves de acceso y los segundos factores
admin-remove-factors-what = Para quien los perdió: la contraseña sola vuelve a abrir la cuenta. Asegúrese antes de quién lo pide. Todas las sesiones terminan y se avisa a la persona por correo.
admin-remove-factors-not = No hay contraseña, así que las claves de acceso se conservan: nada más abre la cuenta. Haga que se elija antes una contraseña.
admin-delete = Eliminar la cuenta
admin-delete-what = Todas las sesiones terminan de inmediato y ninguna aplicación usa la cuenta. Desaparece tras { $time }, con sus sesiones y consentimientos; hasta entonces se puede conservar. Sus aplicaciones quedan sin propietario.
admin-keep = Conservar la cuenta
admin-keep-what = Al final la cuenta no se elimina. La persona vuelve a iniciar sesión.

admin-only-look = Puede ver esta cuenta, pero no cambiar nada: esa persona tiene más permisos que usted.
admin-leaving-until = Esta cuenta se eliminará el { $when }.
admin-person-account = Cuenta
admin-person-login = Nombre de usuario
admin-person-email = Correo electrónico
admin-person-name = Nombre
admin-person-id = Identificador
admin-person-groups = Grupos
admin-confirmed = confirmado
admin-not-confirmed = sin confirmar
admin-person-edit = Editar el perfil
admin-person-change-email = Cambiar el correo electrónico
admin-person-export = Descargar los datos guardados
admin-person-ways = Formas de iniciar sesión
admin-person-password = Contraseña
admin-person-passkeys = Claves de acceso
admin-person-totp = Aplicación de autenticación
admin-person-codes = Códigos de recuperación restantes
admin-chosen = elegida { $when }
admin-yes = Sí
admin-no = No
admin-person-roles = Roles
admin-person-devices = Dispositivos
admin-person-nowhere = Sin sesiones abiertas.
admin-person-apps = Aplicaciones conectadas
admin-person-no-apps = Ninguna aplicación usa esta cuenta.
admin-person-all-activity = Todo en el registro de auditoría

admin-new-lead = La cuenta aún no tiene contraseña. Después, envíe a la persona un correo o un enlace para elegirla.
admin-new-done = La cuenta de { $name } está creada. Aún no tiene contraseña: envíe un correo o muestre un enlace.
admin-login-wrong = Use de 1 a 64 letras, cifras, puntos, guiones o guiones bajos, empezando por una letra o una cifra
admin-taken = Otra cuenta tiene ese nombre de usuario o esa dirección
admin-email-known = Consta que la dirección es suya
admin-email-lead = Vale de inmediato. Se avisa a la persona en la dirección anterior con un correo que permite deshacerlo.
admin-invite-lead = Quien recibe la invitación crea una cuenta con esta dirección, una sola vez.
admin-invite-by-letter = Enviarla por correo; si no, la página siguiente muestra un enlace para entregar
admin-invite-sent = Una invitación a { $email } está en camino.
admin-invite-too-many = Tres invitaciones han ido a esta dirección en una hora
admin-link-heading = Entregar este enlace
admin-link-for = Es para { $name } y para nadie más. Solo se muestra esta vez.
admin-link = Enlace
admin-link-copy = Copiar el enlace
admin-link-copied = Enlace copiado
admin-link-until = Funciona una vez, hasta { $when }.

admin-sessions-lead = Todas las personas con sesión abierta, las más recientes primero.
admin-sessions-search = Nombre de usuario, correo electrónico o identificador de una persona
admin-sessions-all = Cerrar la sesión de { $name } en todas partes
admin-session-since = sesión iniciada { $when }
admin-session-end = Cerrar la sesión de { $name }: { $device }
admin-session-ended = Se ha cerrado allí la sesión de { $name }.

admin-audit-search = Persona, aplicación, dirección de red o referencia
admin-audit-what = Qué
admin-audit-any = Todo
admin-audit-person = Persona
admin-audit-app = Aplicación (ID de cliente)
admin-audit-from = Desde
admin-audit-to = Hasta
admin-audit-day-wrong = Escriba un día como 2026-11-22
admin-audit-who = Por
admin-audit-object = sobre
admin-by-somebody = alguien
admin-by-operator = { $name } (línea de órdenes)
admin-by-command = la línea de órdenes
admin-by-server = este servidor
