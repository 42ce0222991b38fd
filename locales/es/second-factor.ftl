# Spanish. /login/totp, /login/recovery and /login/enroll: the second factor of a sign-in. /account/security and the pages below it.

## Signing in with a second factor

second-factor-totp-title = Escribe el código de tu aplicación
second-factor-recovery-title = Usa un código de recuperación
second-factor-app = { $app } pide un segundo factor.
second-factor-operator = { $operator } pide un segundo factor.
second-factor-page = Esta página te pide de nuevo un segundo factor.
second-factor-hint = Tu aplicación de autenticación lo muestra junto a { $name }.
second-factor-recovery-code = Código de recuperación
second-factor-recovery-hint = 16 letras y números. Cada código sirve una sola vez.
second-factor-use-recovery = Usar un código de recuperación
second-factor-use-totp = Usar tu aplicación de autenticación
second-factor-trust = No volver a preguntar en este navegador durante { $time }
second-factor-trust-hint = Solo en un dispositivo propio.
second-factor-empty = Escribe el código
second-factor-wrong = El código no es correcto. Los códigos cambian cada 30 segundos: espera al siguiente
second-factor-recovery-wrong = El código de recuperación no es correcto o ya se usó
second-factor-used = Ese código ya se usó. Espera al siguiente
second-factor-late = Pasó demasiado tiempo hasta que escribiste el código. Inicia sesión de nuevo.
second-factor-codes-left = { $codes ->
    [0] Ese era tu último código de recuperación. Renueva los códigos en la página «Seguridad».
    [one] Te queda un código de recuperación. Renueva los códigos en la página «Seguridad».
   *[other] Te quedan { $codes } códigos de recuperación.
}

## Setting an authenticator app up, here or while signing in

enroll-title = Configura un segundo factor
enroll-until = obligatorio a partir del { $when }
totp-title = Aplicación de autenticación
totp-lead = Muestra un código que escribes después de tu contraseña. Sin él, nadie puede iniciar sesión aunque sepa tu contraseña.
totp-install = Abre una aplicación de autenticación en tu teléfono: quizá tu gestor de contraseñas lo sea.
totp-scan = Escanea con ella este código:
totp-qr = Código QR para tu aplicación de autenticación
totp-type = O escribe en ella esta clave:
totp-code = Código de 6 dígitos
totp-turn-on = Activar
totp-wrong = El código no es correcto. Revisa la hora de tu teléfono y escribe el código que la aplicación muestra ahora
totp-on = La aplicación de autenticación está activada. Se cerró tu sesión en los demás dispositivos.
totp-off = Se quitó la aplicación de autenticación. Se cerró tu sesión en los demás dispositivos.
totp-remove-title = ¿Quitar la aplicación de autenticación?
totp-remove-lead = Bastará tu contraseña para abrir tu cuenta. Tus códigos de recuperación dejarán de funcionar y ningún navegador será ya de confianza.
totp-remove-required = { $operator } pide un segundo factor: tendrás que configurar uno de nuevo la próxima vez que inicies sesión.
totp-remove = Quitar

## Recovery codes

codes-title = Códigos de recuperación
codes-lead = Con cada uno puedes iniciar sesión una vez si no tienes a mano tu aplicación de autenticación. Guárdalos lejos de tu contraseña. No se volverán a mostrar.
codes-download = Descargar
codes-stored = Ya los guardé
codes-make = Renovar códigos
codes-new-lead = Los códigos nuevos reemplazan a los anteriores.
security-codes-left = { $codes ->
    [0] No te queda ninguno.
    [one] Te queda uno.
   *[other] Te quedan { $codes }.
}

## /account/security

security-title = Seguridad
security-ways = Cómo inicias sesión
security-password-only = Basta tu contraseña para abrir tu cuenta. Siguiente paso: activa una aplicación de autenticación.
security-two-factors = Dos factores protegen tu cuenta. No tienes que hacer nada.
security-few-codes = Dos factores protegen tu cuenta. Siguiente paso: renueva tus códigos de recuperación, porque te quedan pocos.
security-required = { $operator } te pide dos factores.
security-no-password = Ninguna
security-on = Activada
security-since = configurada: { $when }
security-totp-what = Un código de tu teléfono después de la contraseña
security-add = Activar
security-add-named = Activar una aplicación de autenticación
security-remove = Quitar
security-renew = Renovar
security-trusted = Navegadores de confianza
security-trusted-what = En ellos solo se pide tu contraseña.
security-trusted-until = hasta el { $when }
security-forget = Quitar
security-forget-named = Quitar { $device }
security-forgotten = El navegador ya no es de confianza.
