# Spanish. Letters. $operator is the name of who runs this server.

mail-subject = { $operator }: { $title }
mail-works-until = Sirve hasta el { $when }.
mail-happened = Fecha: { $when }.
mail-happened-in = Fecha: { $when }. Dispositivo: { $device }.
mail-happened-from = Fecha: { $when }. Dispositivo: { $device }. Dirección de red: { $place }.

## Confirming an address, and another password

mail-confirm-address = Confirma tu correo electrónico
mail-reset-password = Elige una contraseña nueva
mail-type-code = Escribe este código en la página que lo pidió o pulsa el botón:
mail-not-asked = Si no lo pediste, no hagas nada.
mail-not-asked-password = Si no lo pediste, no hagas nada: tu contraseña sigue como estaba.

## Making an account

mail-invitation = Tienes una invitación de { $operator }
mail-invitation-by-to = { $by } te invita a crear una cuenta para { $app }.
mail-invitation-by = { $by } te invita a crear una cuenta.
mail-invitation-to = Te invitamos a crear una cuenta para { $app }.
mail-invitation-plain = Te invitamos a crear una cuenta.
mail-account-exists = Ya tienes una cuenta
mail-account-exists-what = Alguien quiso crear una cuenta con este correo electrónico, que ya tiene una. Si fuiste tú, inicia sesión.
mail-account-exists-not-you = Si no fuiste tú, no hagas nada.

## What happened to an account

mail-new-device = Inicio de sesión en un dispositivo nuevo
mail-new-device-not-you = Si no fuiste tú, cierra su sesión y cambia tu contraseña.
mail-password-changed = Se cambió tu contraseña
mail-password-changed-not-you = Si no fuiste tú, elige una contraseña nueva de inmediato.
mail-factor-changed = Se cambió un método de inicio de sesión
mail-factor-changed-not-you = Si no fuiste tú, cambia tu contraseña de inmediato.
mail-factor-failed = Alguien sabe tu contraseña
mail-factor-failed-what = En varios intentos de inicio de sesión, tu contraseña era correcta, pero no el código que se escribió después.
mail-factor-failed-not-you = Si no fuiste tú, elige una contraseña nueva de inmediato. Nadie entró en tu cuenta.
mail-address-changed = Se cambió tu correo electrónico
mail-address-changed-what = El correo de tu cuenta es ahora { $new }.
mail-address-changed-not-you = Si no fuiste tú, recupera el anterior.
mail-address-changed-ask = Si no fuiste tú, pide ayuda de inmediato al equipo de { $operator }.
mail-deletion-begun = Tu cuenta se va a eliminar
mail-deletion-begun-what = Se eliminará el { $when }. Para conservarla, inicia sesión antes.
mail-deletion-done = Tu cuenta se eliminó
mail-deletion-done-what = Lo pediste y ya está hecho.

## What an operator tries

mail-trial = Los correos llegan
mail-trial-what = Alguien que gestiona este servidor quiso comprobar que los correos llegan.

## Buttons

mail-button-confirm = Confirmar el correo
mail-button-reset = Elegir una contraseña
mail-button-invitation = Crear una cuenta
mail-button-undo = Recuperar mi correo
mail-button-sign-in = Iniciar sesión
mail-button-devices = Ver tus dispositivos
mail-button-account = Ir a tu cuenta
