# Spanish. /setup: the first administrator of a fresh installation.

setup-title = Crea el primer administrador
setup-lead = Con esta cuenta administras este servidor. Puedes registrar apps enseguida.
setup-code = Código de configuración
setup-code-hint = Lanyard lo mostró al iniciarse: mira en el terminal o en el registro. Sirve una sola vez, durante una hora.
setup-email-hint = Con él inicias sesión.
setup-make = Crear administrador
setup-over = Ya no hay código de configuración: cada uno sirve una hora. Reinicia Lanyard y mostrará uno nuevo.
setup-or-commands = O usa los dos comandos de la <link>página inicial</link>.
setup-closed = Alguien ya tiene una cuenta aquí, así que Lanyard no muestra ningún código de configuración. Usa los dos comandos de la <link>página inicial</link>.
setup-no-code = Escribe el código de configuración
setup-wrong-code = El código de configuración no es correcto o ya pasó su hora
setup-slowed = Demasiados códigos incorrectos. Espera { $wait } y vuelve a intentarlo
setup-taken = Ya hay una cuenta con este correo. Usa otro
setup-ready = Ya administras este servidor. Ahora registra tu primera app.
