# Spanish. /login: signing in, and choosing an account.

sign-in-title = Iniciar sesión
sign-in-again-title = Confirma que eres tú
sign-in-stays = La sesión de { $name } sigue abierta aquí.
sign-in-login = Correo electrónico o nombre de usuario
sign-in-password = Contraseña
sign-in-remember = Mantener la sesión abierta en este dispositivo
sign-in-remember-hint = Solo en un dispositivo propio. Además, tu nombre aparecerá aquí la próxima vez.
sign-in-continue-to = Continuar en { $app }
sign-in-not-you = ¿No eres tú? <link>Usar otra cuenta</link>
sign-in-new-here = ¿Es tu primera vez aquí? <link>Crear una cuenta</link>
sign-in-wrong = El correo electrónico o la contraseña no son correctos
sign-in-wrong-advice = Revisa los dos datos y vuelve a intentarlo.
sign-in-no-login = Escribe tu correo electrónico o nombre de usuario
sign-in-no-password = Escribe tu contraseña
sign-in-slowed = Demasiados intentos. Espera { $wait } y vuelve a intentarlo. Si no sabes tu contraseña, pide una nueva al equipo de { $operator }.

## Why somebody sees this page

reason-app-asks = La app te pide de nuevo la contraseña.
reason-page-asks = Esta página te pide de nuevo la contraseña.
reason-expired = Esta página estuvo abierta mucho tiempo. Inicia sesión para continuar.
reason-expired-app = Esta página estuvo abierta mucho tiempo. Inicia sesión para continuar en { $app }.
reason-elsewhere = Esto se empezó en otro navegador o antes de cerrar este. Inicia sesión aquí para continuar.
reason-cookies-gone = Este navegador ya no tiene una sesión: se borraron sus cookies o se cerró la ventana.
reason-too-long = Lo que escribiste era demasiado largo para conservarlo, así que el formulario estará vacío.
reason-idle = Se cerró tu sesión porque este navegador no se usó durante { $time }.
reason-age = Se cerró tu sesión porque llevaba { $time } abierta.
reason-ended = Se cerró tu sesión: aquí, desde otro dispositivo o porque cambió tu contraseña.
reason-unreadable = Se cerró tu sesión porque ya no se podía leer en este navegador.
