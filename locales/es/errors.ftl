# Spanish. The error page: what people read.

error-link-heading = Este enlace de inicio de sesión no funciona
error-unknown-heading = Aquí no se conoce esta app
error-request-heading = Esta app envió una solicitud que no podemos usar
error-expired-heading = Este inicio de sesión tardó demasiado
error-sign-out-heading = Este enlace de cierre de sesión no funciona
error-not-found-heading = Esta página no existe
error-too-many-heading = Demasiados intentos
error-server-heading = Algo salió mal por nuestra parte

## What happened

error-redirect-uri-mismatch =
    { $named ->
        [0] La app nos pidió enviarte a una dirección que no ha registrado. Para proteger tu cuenta, nos detuvimos aquí.
       *[other] { $app } nos pidió enviarte a una dirección que no ha registrado. Para proteger tu cuenta, nos detuvimos aquí.
    }
error-redirect-uri-missing =
    { $named ->
        [0] La app no indicó adónde enviarte después de iniciar sesión.
       *[other] { $app } no indicó adónde enviarte después de iniciar sesión.
    }
error-unknown-client = El enlace nombra una app que no está registrada aquí. Es posible que se haya eliminado.
error-client-disabled =
    { $named ->
        [0] La app se desactivó aquí, así que nadie puede iniciar sesión en ella.
       *[other] La app { $app } se desactivó aquí, así que nadie puede iniciar sesión en ella.
    }
error-response-type =
    { $named ->
        [0] La app pidió un tipo de respuesta que no le está permitido.
       *[other] { $app } pidió un tipo de respuesta que no le está permitido.
    }
error-request =
    { $named ->
        [0] La app envió una solicitud de inicio de sesión con un error.
       *[other] { $app } envió una solicitud de inicio de sesión con un error.
    }
error-request-object =
    { $named ->
        [0] La app envió su solicitud en una forma que no se puede leer.
       *[other] { $app } envió su solicitud en una forma que no se puede leer.
    }
error-request-too-long =
    { $named ->
        [0] La app envió una solicitud más larga de lo que aceptamos.
       *[other] { $app } envió una solicitud más larga de lo que aceptamos.
    }
error-repeated =
    { $named ->
        [0] La app indicó lo mismo dos veces en su solicitud, y no adivinamos cuál vale.
       *[other] { $app } indicó lo mismo dos veces en su solicitud, y no adivinamos cuál vale.
    }
error-expired = Estuvo abierto demasiado tiempo, así que terminó. No se cambió nada.
error-sign-out-uri =
    { $named ->
        [0] La app nos pidió enviarte a una dirección que no ha registrado. Por tu seguridad, nos detuvimos aquí y no cerramos ninguna sesión.
       *[other] { $app } nos pidió enviarte a una dirección que no ha registrado. Por tu seguridad, nos detuvimos aquí y no cerramos ninguna sesión.
    }
error-sign-out-hint =
    { $named ->
        [0] La app no pudo demostrar de quién quiere cerrar la sesión, así que no se cerró ninguna.
       *[other] { $app } no pudo demostrar de quién quiere cerrar la sesión, así que no se cerró ninguna.
    }
error-sign-out-unknown = El enlace no dice de qué app viene, o nombra una que no está registrada aquí. No se cerró ninguna sesión.
error-sign-out-disabled =
    { $named ->
        [0] La app se desactivó aquí, así que no te enviamos de vuelta a ella. No se cerró ninguna sesión.
       *[other] La app { $app } se desactivó aquí, así que no te enviamos de vuelta a ella. No se cerró ninguna sesión.
    }
error-sign-out-request =
    { $named ->
        [0] La app envió una solicitud con un error, así que no se cerró ninguna sesión.
       *[other] { $app } envió una solicitud con un error, así que no se cerró ninguna sesión.
    }
error-not-found = Puede que la dirección esté mal escrita o que se haya eliminado lo que había aquí.
error-too-many = Hubo demasiados en poco tiempo. Vuelve a intentarlo en { $wait }.
error-server = Hemos tomado nota. Vuelve a intentarlo en un minuto.
error-without-page = Algo salió mal por nuestra parte. Vuelve a intentarlo en un minuto.

## What to do; a reference such as 7QK2-M4FD follows

error-innocent = No hiciste nada mal.
error-next-why = Para saber el motivo, da esta referencia al equipo de asistencia de la app:
error-next-sign-in =
    { $named ->
        [0] Vuelve a la app e inicia sesión de nuevo. Si vuelve a ocurrir, da esta referencia a su equipo de asistencia:
       *[other] Vuelve a { $app } e inicia sesión de nuevo. Si vuelve a ocurrir, da esta referencia a su equipo de asistencia:
    }
error-next-sign-out = Si vuelve a ocurrir, da esta referencia al equipo de asistencia de la app:
error-next-again =
    { $named ->
        [0] Vuelve a la app e inténtalo de nuevo. Si vuelve a ocurrir, da esta referencia a su equipo de asistencia:
       *[other] Vuelve a { $app } e inténtalo de nuevo. Si vuelve a ocurrir, da esta referencia a su equipo de asistencia:
    }
error-next-unknown = Vuelve adonde encontraste el enlace y da esta referencia a sus responsables:
error-next-site = Si vuelve a ocurrir, da esta referencia a quienes gestionan este sitio:
error-resend = Enviar el formulario de nuevo
error-resend-form = Volver al formulario
error-resend-password = Las contraseñas no se guardan: escribe la tuya de nuevo en la página siguiente.
error-sign-out-here = Cerrar sesión de todos modos…
error-start = Ir a la página inicial

## For owners of apps and administrators

error-yours = ¿Es tuya esta app? <link>Inicia sesión</link> para ver los detalles.
error-yours-again = ¿Es tuya esta app? <link>Inicia sesión</link> y abre de nuevo este enlace para ver los detalles.
error-site = ¿Gestionas este sitio? <link>Inicia sesión</link> para ver los detalles.
error-site-again = ¿Gestionas este sitio? <link>Inicia sesión</link> y abre de nuevo este enlace para ver los detalles.
error-owner-heading = Esta app es tuya
error-owner-seen = Solo tú y los administradores ven esta parte.
error-admin-heading = Administras este servidor
error-admin-seen = Solo los administradores y el propietario de la app ven esta parte.
error-admin-only-seen = Solo los administradores ven esta parte.
error-received = Recibido
error-expected = Esperado
error-registered = Registrado
error-difference = Diferencia
error-rule = Regla
error-fix-heading = Para corregirlo
error-register = Registrar este URI…
error-settings = Abrir ajustes de la app
error-secret = Un secreto de cliente, que empieza por <code>lys_</code>
error-near = Casi igual
error-near-none = Ninguna app tiene un ID de cliente parecido.
error-near-fix = Compara el ID de cliente en los ajustes de la app con el registrado aquí, o registra la app.
error-apps = Abrir las apps

## Forms that are not taken; $host is the name of this site, such as id.example.com

not-taken-elsewhere-heading = Este formulario viene de otro sitio
not-taken-elsewhere = { $host } solo acepta formularios de sus propias páginas, así que no se hizo nada. Si querías hacerlo, hazlo en nuestra propia página.
not-taken-no-cookie-heading = Tu navegador no envió cookies
not-taken-no-cookie = Tu navegador bloquea las cookies de { $host } o las borró mientras la página estaba abierta, así que no se hizo nada. Permítelas para este sitio y vuelve a intentarlo.
not-taken-signed-out-heading = Se cerró tu sesión
not-taken-signed-out = Tu sesión terminó mientras la página estaba abierta, así que no se hizo nada. Inicia sesión y vuelve a intentarlo.
not-taken-account-changed-heading = Alguien inició sesión desde que abriste esta página
not-taken-account-changed = Puede que fuera con otra cuenta, así que no se hizo nada. Revisa qué cuenta está en uso y envía el formulario de nuevo.
not-taken-other-browser-heading = Esta página se abrió en otro navegador
not-taken-other-browser = O este navegador perdió sus cookies desde entonces. No se hizo nada. Envía el formulario de nuevo desde aquí.
not-taken-too-old-heading = Esta página estuvo abierta demasiado tiempo
not-taken-too-old = Un formulario se puede enviar durante un día aproximadamente, así que no se hizo nada. Envía el formulario de nuevo.
not-taken-incomplete-heading = El formulario llegó incompleto
not-taken-incomplete = Faltaba la parte que muestra de dónde viene, así que no se hizo nada. Si una extensión del navegador cambia las páginas aquí, desactívala para este sitio y vuelve a intentarlo.
