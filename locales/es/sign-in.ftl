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
sign-in-slowed-forgot = Demasiados intentos. Espera { $wait } y vuelve a intentarlo. Si no sabes tu contraseña, elige una nueva con «¿Olvidaste tu contraseña?», más abajo.

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
reason-device = Esta sesión está vinculada al dispositivo en el que empezó, y este navegador no ha demostrado ser ese dispositivo.
reason-not-bound = Se cerró tu sesión: aquí solo siguen conectados los navegadores que vinculan la sesión a su dispositivo, y este no lo hizo.
reason-unreadable = Se cerró tu sesión porque ya no se podía leer en este navegador.

## Choosing among the accounts of this browser

choose-account-title = Elige una cuenta
choose-account-as = Continuar como
choose-account-signed-in = Sesión abierta
choose-account-sign-out-named = Cerrar sesión: { $name }
choose-account-another = Usar otra cuenta
choose-account-edit = Editar esta lista
choose-account-remove = Quitar de este dispositivo
choose-account-remove-named = Quitar de este dispositivo: { $name }

## An account that its owner had deleted, as long as it can be kept

keep-account-title = ¿Conservar tu cuenta?
keep-account-lead = Pediste eliminar la cuenta { $name }. Se eliminará el { $date }, a menos que la conserves.
keep-account-keep = Conservar mi cuenta
keep-account-leave = Si sales de esta página, nada cambia. <link>Salir</link>

## Back to the app

form-post-title = De vuelta a la app
form-post-heading = Te llevamos de vuelta a { $app }
form-post-lead = Si no pasa nada en un momento, pulsa el botón.
finished-title = Este inicio de sesión ya terminó
finished-what = Ya respondiste, quizá en otra pestaña, y continuaste en { $app }. Cada inicio de sesión sirve una sola vez.
finished-next = Vuelve a { $app }. Para iniciar sesión de nuevo, empieza allí.
finished-account = Abrir tu cuenta
