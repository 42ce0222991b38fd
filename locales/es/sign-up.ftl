# Spanish. /sign-up: making an account.

sign-up-title = Crea una cuenta
sign-up-invited-title = Tienes una invitación de { $operator }
sign-up-name = Tu nombre
sign-up-email = Correo electrónico
sign-up-invited-hint = Tu invitación es para este correo. Sirve hasta el { $time }.
sign-up-password = Elige una contraseña
sign-up-password-hint = Al menos { $count } caracteres. Una frase funciona bien.
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
