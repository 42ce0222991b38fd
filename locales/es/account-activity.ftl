# Spanish. /account/activity: what happened to the account.

activity-title = Actividad reciente
activity-lead = Lo que ocurrió con tu cuenta. Si no reconoces algo, <link>cambia tu contraseña</link>.
activity-none = Nada más.
activity-newest = La más reciente
activity-older = Más antigua
activity-times =
    { $times ->
        [one] { $times } vez
       *[other] { $times } veces
    }

## Who did it

activity-by-you = Por ti
activity-by-somebody = Por otra persona
activity-by-administrator = Por un administrador
activity-by-app = Por una app
activity-by-server = Por este servidor

## What was done, without a full stop

activity-account-made = Cuenta creada
activity-account-invited = Invitación enviada
activity-account-changed = Perfil cambiado
activity-account-password = Contraseña cambiada
activity-factor-added = Aplicación de autenticación activada
activity-factor-removed = Aplicación de autenticación quitada
activity-recovery-codes = Códigos de recuperación nuevos creados
activity-recovery-code-used = Código de recuperación usado
activity-factor-failed = Códigos incorrectos tras la contraseña correcta
activity-browser-trusted = Navegador marcado como de confianza
activity-browser-distrusted = Navegador que ya no es de confianza
activity-account-reset-opened = Contraseña nueva solicitada
activity-account-terms = Condiciones aceptadas
activity-account-address-asked = Correo de confirmación de dirección enviado
activity-data-exported = Datos descargados
activity-role-given = Rol asignado
activity-role-taken = Rol retirado
activity-account-disabled = Cuenta desactivada
activity-account-enabled = Cuenta activada
activity-account-deletion-begun = Eliminación solicitada
activity-account-deletion-undone = Cuenta conservada al final
activity-account-removed = Cuenta eliminada
activity-sign-in-made = Inicio de sesión
activity-sign-in-failed = Intento fallido de iniciar sesión
activity-sign-in-ended = Cierre de sesión
activity-sign-in-bound = Sesión vinculada a este dispositivo
activity-device-refused = Alguien usó la cookie de una sesión sin su dispositivo
activity-sign-in-told = Aviso de cierre de sesión a una app
activity-consent-given = App permitida
activity-consent-withdrawn = Acceso quitado a una app
activity-grant-made = Acceso dado a una app para cuando no estás
activity-grant-ended = Fin del acceso de una app
activity-client-registered = App registrada
activity-client-changed = App cambiada
activity-client-secret = Secreto de una app renovado
activity-client-removed = App eliminada
activity-other = Cambio hecho por un administrador
