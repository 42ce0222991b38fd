# Spanish. /sign-up: making an account.

sign-up-title = Crea una cuenta
sign-up-invited-title = Tienes una invitación de { $operator }
sign-up-name = Tu nombre
sign-up-email = Correo electrónico
sign-up-invited-hint = Tu invitación es para este correo. Sirve hasta el { $time }.
sign-up-elsewhere-hint = Este correo está confirmado. Elige aquí el nombre y la contraseña: lo que se escribió en otro navegador no se conoce en este.
sign-up-password = Elige una contraseña
sign-up-password-hint = Al menos { $count } caracteres. Una frase funciona bien.
sign-up-terms = Acepto las <link>condiciones de { $operator }</link>
sign-up-terms-missing = Acepta las condiciones para crear una cuenta
sign-up-create = Crear cuenta
sign-up-known = ¿Ya tienes una cuenta? <link>Iniciar sesión</link>
sign-up-taken = Ya hay una cuenta con este correo. Inicia sesión o usa otro
sign-up-slowed = Se crearon demasiadas cuentas desde tu red. Espera { $wait } y vuelve a intentarlo
sign-up-ready = Tu cuenta está lista.
sign-up-left-out = Se quitaron de tu nombre los caracteres invisibles.

## When it is not for everybody

sign-up-needs-invitation = Necesitas una invitación
sign-up-needs-invitation-lead = Para crear una cuenta, pide una invitación al equipo de { $operator } y abre el enlace que te envíe.
sign-up-closed-title = El registro está cerrado
sign-up-closed-lead = Aquí las cuentas se crean por ti. Pide la tuya al equipo de { $operator }.
sign-up-over-lead = Sirve una sola vez y durante un tiempo. Si ya creaste una cuenta con él, inicia sesión.
sign-up-over-ask = Si no, pide una invitación nueva al equipo de { $operator }.

## After the letter was sent

sign-up-sent-lead = Enviamos un enlace y un código a <strong>{ $address }</strong>. Sirven durante { $time }.
sign-up-code-wrong = El código no es correcto o ya no sirve. Revísalo, usa el enlace del correo o pide uno nuevo
sign-up-nothing-arrived = ¿No llegó nada? Mira primero en el correo no deseado.
sign-up-again = Enviar de nuevo
sign-up-other-address = ¿El correo no es correcto? <link>Empezar de nuevo</link>

## Arrived, on the way to an app

welcome-title = Hola, { $name }
welcome-lead = Tu cuenta está lista. Inicias sesión con <strong>{ $login }</strong>.
