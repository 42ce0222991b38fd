# Spanish. Passkeys: /login, /login/passkey, /login/passkey/offer, /login/enroll, /account/security and the pages below it.

passkey = Clave de acceso

## Signing in

passkey-sign-in = Iniciar sesión con clave de acceso
passkey-or-password = o con tu contraseña
passkey-no-script = Las claves de acceso necesitan JavaScript, que este navegador no ejecuta aquí.
passkey-use = Usar tu clave de acceso
passkey-none-used = No se usó ninguna clave de acceso. Vuelve a intentarlo o inicia sesión de otra forma.
passkey-late = Pasó demasiado tiempo. Vuelve a intentarlo
passkey-unknown = Esta clave de acceso ya no se reconoce aquí. Inicia sesión de otra forma y luego añade una nueva
passkey-refused = No se pudo comprobar esta clave de acceso. Vuelve a intentarlo
passkey-copied = Esta clave de acceso se rechazó: parece que alguien tiene una copia. Inicia sesión de otra forma y quítala
second-factor-passkey-title = Usa tu clave de acceso
second-factor-use-passkey = Usar tu clave de acceso

## Making one, here or while signing in

passkey-offer-title = Inicia sesión más rápido la próxima vez
passkey-what = Usa tu huella digital, tu rostro o el bloqueo de pantalla. Nada que recordar, nada que robar.
passkey-create = Crear una clave de acceso
passkey-not-now = Ahora no
passkey-or-totp = o una aplicación de autenticación
passkey-cannot = Este navegador no puede usar claves de acceso aquí.
passkey-device-asks = Tu dispositivo te pedirá que confirmes.
passkey-none-made = No se creó ninguna clave de acceso. No ha cambiado nada.
passkey-there = Este dispositivo ya tiene una clave de acceso para tu cuenta
passkey-not-made = No se pudo comprobar la clave de acceso. Vuelve a intentarlo
passkey-too-many = Ya tienes el máximo de claves de acceso. Quita una primero
passkey-made = Tu clave de acceso está lista.

## /account/security

security-passkeys = Claves de acceso
security-add-passkey = Añadir una clave de acceso
security-other-ways = Otras formas de iniciar sesión
security-set = Elegir
security-set-named = Elegir una contraseña
security-password-only-passkey = Basta tu contraseña para abrir tu cuenta. Siguiente paso: añade una clave de acceso.
security-one-passkey = Una clave de acceso protege tu cuenta. Siguiente paso: añade otra, por si pierdes la primera.
security-passkeys-strong = Tu cuenta está bien protegida. No tienes que hacer nada.
passkey-add-title = Añade una clave de acceso
passkey-backed-up = en todos tus dispositivos
passkey-synced = quizá en todos tus dispositivos
passkey-bound = en un solo dispositivo
passkey-added = añadida: { $when }
passkey-last = Es la última forma de entrar en tu cuenta, así que no se puede quitar.
passkey-rename = Cambiar nombre
passkey-rename-title = Cambia el nombre de la clave de acceso
passkey-rename-named = Cambiar nombre: { $name }
passkey-name = Nombre
passkey-name-hint = Dónde está, para que la reconozcas.
passkey-save = Guardar
passkey-renamed = La clave de acceso tiene un nombre nuevo.
passkey-remove-title = ¿Quitar la clave de acceso?
passkey-remove-named = Quitar { $name }
passkey-remove-lead = Ya no abrirá tu cuenta. Se cerrará tu sesión en los demás dispositivos.
passkey-removed = Se quitó la clave de acceso. Se cerró tu sesión en los demás dispositivos.
password-remove-title = ¿Quitar la contraseña?
password-remove-lead = Solo tus claves de acceso abrirán tu cuenta. Se cerrará tu sesión en los demás dispositivos. Siempre que tu sesión esté abierta, podrás elegir aquí una contraseña nueva.
password-removed = Se quitó tu contraseña. Se cerró tu sesión en los demás dispositivos.

## Activity

activity-passkey-added = Clave de acceso añadida
activity-passkey-removed = Clave de acceso quitada
activity-passkey-copied = Rechazo de una clave de acceso copiada
activity-password-removed = Contraseña quitada
