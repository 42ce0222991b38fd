# Spanish. /: where nobody in particular arrives, and a fresh installation.

landing-title = Te damos la bienvenida
landing-lead = Una cuenta para todas tus apps. Inicia sesión para ver cuáles la usan, dónde tienes sesiones abiertas y qué se sabe de ti.
landing-sign-up = Crear una cuenta

## A fresh installation. Lanyard is the name of this program.

fresh-title = Lanyard está en marcha
fresh-lead = Tres pasos hasta el primer inicio de sesión.
fresh-admin-heading = Crea el primer administrador
fresh-admin-code = Lanyard mostró un código de configuración al iniciarse, en el terminal o en el registro. La página siguiente lo pide.
fresh-admin-make = Crear administrador
fresh-admin-or-commands = O ejecuta estos dos comandos en la máquina donde funciona Lanyard. El segundo pide la contraseña: al menos { $count } caracteres.
fresh-admin-restart = Reinicia Lanyard: mostrará un código para la <link>página de configuración</link>. O ejecuta estos dos comandos en la máquina donde funciona. El segundo pide la contraseña: al menos { $count } caracteres.
fresh-admin-commands = Ejecuta estos dos comandos en la máquina donde funciona Lanyard. El segundo pide la contraseña: al menos { $count } caracteres.
fresh-commands-copy = Copiar los comandos
fresh-commands-copied = Comandos copiados
fresh-app-heading = Registra tu primera app
fresh-app = <link>Inicia sesión</link> con esa cuenta de administrador y abre Apps. Obtendrás el ID de cliente y, para una app web, su secreto.
fresh-try-heading = Prueba un inicio de sesión
fresh-try = Empiézalo desde tu app. Para ver antes un inicio de sesión completo, ejecuta <code>lanyard demo</code> en tu propio equipo.
fresh-issuer = Issuer
fresh-issuer-copy = Copiar el issuer
fresh-issuer-copied = Issuer copiado
fresh-database = Base de datos
fresh-version = Versión
fresh-before = Antes de que lo usen otras personas: abre esta página en la dirección del issuer desde otro equipo y haz tu primera copia de seguridad.
