# Spanish. /login/forgot and /login/reset: a new password. /account/email: confirming an address, and another one.

recovery-forgot = ¿Olvidaste tu contraseña?
recovery-title = Elige una contraseña nueva
recovery-lead = Enviamos un enlace y un código al correo electrónico de tu cuenta.
recovery-login = Correo electrónico o nombre de usuario
recovery-send = Enviar enlace
recovery-known = ¿Sabes tu contraseña? <link>Iniciar sesión</link>
recovery-too-many = Se pidieron demasiados enlaces desde tu red. Espera un minuto y vuelve a intentarlo

## After it was sent

recovery-sent-title = Revisa tu correo
recovery-sent-lead = Si hay una cuenta para <strong>{ $login }</strong>, un enlace y un código van en camino. Sirven durante { $time }.
recovery-code = Código del correo
recovery-code-hint = Ocho letras y números. También puedes abrir el enlace del correo.
recovery-code-use = Usar este código
recovery-code-none = Escribe el código del correo
recovery-code-wrong = El código no es correcto o ya no sirve. Revísalo, usa el enlace del correo o pide uno nuevo
recovery-code-too-many = Se probaron demasiados códigos desde tu red. Espera un minuto y vuelve a intentarlo
recovery-again = ¿No llegó nada? Mira en el correo no deseado o <link>envíalo de nuevo</link>.

## Choosing the password

recovery-password = Contraseña nueva
recovery-password-hint = Al menos { $count } caracteres. Una frase funciona bien.
recovery-consequence = Cierra tu sesión en todos los dispositivos y desconecta las apps.
recovery-set = Guardar contraseña
recovery-done = Tu contraseña nueva está guardada. Se cerró tu sesión en todos los demás dispositivos.
recovery-over-title = Este enlace ha caducado
recovery-over-lead = Sirve una sola vez y por poco tiempo. También deja de funcionar al cambiar la contraseña. Ahora no ha cambiado nada.
recovery-over-again = Enviar un enlace nuevo
recovery-over-ask = Pide uno nuevo al equipo de { $operator }.

## Confirming an e-mail address

email-unconfirmed = Sin confirmar
email-confirm-short = Confirmar
email-confirm-named = Confirmar correo electrónico
email-change-short = Cambiar
email-change-named = Cambiar correo electrónico
email-confirm-title = Confirma tu correo electrónico
email-confirm-question = ¿Es <strong>{ $address }</strong> tu correo electrónico?
email-confirm-sent = Enviamos un enlace y un código a <strong>{ $address }</strong>.
email-confirm = Confirmar este correo
email-confirm-later = Ahora no
email-cancel = Cancelar
email-confirm-nothing = No hay nada que confirmar: el correo ya está confirmado o el enlace ha caducado. Puedes pedir uno nuevo desde tu perfil.
email-profile = Ir a tu perfil
email-code-wrong = El código no es correcto o ya no sirve. Revísalo o pide uno nuevo desde tu perfil
email-confirmed = Tu correo electrónico está confirmado.
email-taken = Mientras tanto, otra cuenta adoptó este correo electrónico, así que el tuyo sigue como estaba.

## Another e-mail address

email-change-title = Cambia tu correo electrónico
email-now = El actual es <strong>{ $address }</strong>.
email-change-lead = Enviamos un enlace y un código a la dirección nueva. Será la tuya cuando la confirmes, y avisaremos a la anterior. Tu nombre de usuario no cambia.
email-new = Correo electrónico nuevo
email-send = Enviar enlace
email-same = Tu cuenta ya tiene este correo. Escribe otro
email-too-many = Se han enviado tantos correos últimamente que ahora no se envía ninguno. Espera una hora y vuelve a intentarlo
