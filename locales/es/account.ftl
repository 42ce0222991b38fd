# Spanish. The account area: /account and the pages below it. See also account-devices.ftl and account-activity.ftl.

## The menu beside every page

account-profile = Perfil
account-password = Contraseña
account-devices = Dispositivos
account-apps = Apps conectadas
account-cancel = Cancelar

## /account/apps: connected apps

connected-none = Ninguna app usa tu cuenta. Cuando permitas una, aparecerá aquí.
connected-lead = Las apps a las que permitiste usar tu cuenta. Las que quites pierden el acceso al instante.
connected-since = permitida: { $when }
connected-used = último uso: { $when }
connected-may-see = Puede ver { $what }.
connected-profile = tu nombre y tu perfil
connected-email = tu correo electrónico
connected-phone = tu número de teléfono
connected-address = tu dirección postal
connected-may-use = Puede usar { $what }.
connected-scope = «{ $scope }»
connected-may-know = Sabe que eres tú.
connected-stays = Conserva el acceso cuando no estás.

## /account/apps/{id}/remove

connected-remove-ask = Quitar acceso…
connected-remove-named = Quitar acceso… a { $app }
connected-remove = Quitar acceso
connected-remove-heading = ¿Quitar el acceso a { $app }?
connected-remove-note = Tiene efecto al instante. La app conserva lo que ya guardó. Si vuelves a iniciar sesión en ella, antes se te preguntará.
connected-remove-lead = Ya no podrá:
connected-removed = { $app } ya no puede usar tu cuenta.

## /account/security/password

password-title = Cambia tu contraseña
password-changed-when = Último cambio: { $when }.
password-note = Al cambiarla se cierra tu sesión en los demás dispositivos. Aquí sigue abierta.
password-current = Contraseña actual
password-change = Cambiar contraseña
password-current-missing = Escribe tu contraseña actual
password-current-wrong = La contraseña actual no es correcta
password-slowed = Demasiados intentos. Espera { $wait } y vuelve a intentarlo
password-changed = Contraseña cambiada. Se cerró tu sesión en los demás dispositivos.

## /account/data: a copy of everything

data-title = Tus datos
data-lead = Todo lo que se guarda aquí sobre ti, excepto contraseñas, tokens y otros secretos.
data-sign-ins = Inicios de sesión
data-connected = Apps con acceso
data-owned = Apps que registraste
data-activity = Actividad registrada
data-download = Descargar como JSON
data-read = Leerlo aquí

## /account/delete

delete-title = Eliminar tu cuenta
delete-heading = ¿Eliminar tu cuenta?
delete-last-administrator = Ningún otro administrador puede iniciar sesión aquí, así que tu cuenta se conserva. Nombra primero a otro administrador.
delete-at-once = Tu sesión se cierra al instante en todos los dispositivos y ninguna app puede usar ya tu cuenta.
delete-grace = Durante { $time }, hasta el { $when }, puedes cambiar de idea: inicia sesión y consérvala.
delete-then = Después no se puede deshacer.
delete-goes-heading = Qué se elimina
delete-goes-profile = Tu perfil con nombre, dirección y foto, y tu contraseña.
delete-goes-devices = Tus inicios de sesión y dispositivos.
delete-goes-apps =
    { $apps ->
        [0] Lo que permitiste a las apps. Conservan lo que ya guardaron: pídeles que lo eliminen.
        [one] Lo que permitiste a { $apps } app. Conserva lo que ya guardó: pide que se elimine.
       *[other] Lo que permitiste a { $apps } apps. Conservan lo que ya guardaron: pídeles que lo eliminen.
    }
delete-stays-heading = Qué se conserva
delete-stays-log = El registro de lo que se hizo aquí, para poder investigar abusos. Te identifica con un número, sin tu nombre ni tu correo electrónico, contiene la dirección de red desde la que se hizo cada cosa y se conserva mientras { $operator } guarde sus registros.
delete-stays-number = Tu número no se asigna nunca a nadie más.
delete-stays-apps =
    { $apps ->
        [one] La app que registraste. Sigue funcionando y los administradores se ocupan de ella. Elimínala antes si nadie la necesita.
       *[other] Las { $apps } apps que registraste. Siguen funcionando y los administradores se ocupan de ellas. Elimínalas antes si nadie las necesita.
    }
delete-confirm = Tu cuenta
delete-confirm-hint = Escribe <strong>{ $account }</strong> para confirmar.
delete-confirm-wrong = Escribe { $account } para confirmar
delete-submit = Eliminar cuenta
delete-begun = Tu cuenta se eliminará el { $when }. Para conservarla, inicia sesión antes.
delete-kept = Conservas tu cuenta.
