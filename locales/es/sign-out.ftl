# Spanish. /logout, /logged-out, and the page in between that tells apps.

sign-out-title = Cerrar sesión
sign-out-heading = ¿Cerrar sesión?
sign-out-asked = <strong>{ $app }</strong> pide cerrar tu sesión
sign-out-account = Tu sesión está abierta como <strong>{ $account }</strong>. Se avisa a las apps que lo pidieron; en las demás, tu sesión puede seguir abierta hasta que la cierres allí.
sign-out-others = Sesión abierta aquí: <strong>{ $accounts }</strong>. Si otras personas usan este dispositivo, cierra sesión en todas las cuentas.
sign-out-others-too = Sesión abierta aquí también: <strong>{ $accounts }</strong>. Si otras personas usan este dispositivo, cierra sesión en todas las cuentas.
sign-out-stay = Mantener sesión
sign-out-all = Cerrar sesión en todas las cuentas
sign-out-this = Cerrar sesión solo en esta cuenta
sign-out-not-you = Si no lo pediste tú, mantén la sesión: no pasa nada y la app no recibe ningún aviso.

## While apps are told

signing-out-title = Cerrando sesión
signing-out-heading = Cerrando sesión en tus apps
signing-out-lead = Cerraste sesión. Se avisa a estas apps, lo que tarda un momento:
signing-out-left-out =
    { $left-out ->
        [one] A { $left-out } app más no se le avisa de este modo, porque usaste muchas. Cierra el navegador si otras personas usan este dispositivo.
       *[other] A { $left-out } apps más no se les avisa de este modo, porque usaste muchas. Cierra el navegador si otras personas usan este dispositivo.
    }
signing-out-frame = Cierre de sesión en { $app }

## Afterwards

signed-out-title = Se cerró tu sesión
signed-out-what = Nadie tiene una sesión abierta en { $operator } en este navegador. Las apps a las que no se avisa pueden mantener tu sesión hasta que la cierres allí. Tus sesiones en otros dispositivos siguen abiertas.
signed-out-still-heading = Aún hay cuentas con la sesión abierta
signed-out-still = Cerraste sesión en una cuenta. En este navegador sigue la sesión de <strong>{ $accounts }</strong>. Si otras personas usan este dispositivo, cierra sesión en todas las cuentas.
signed-out-back = Volver a { $app }
signed-out-again = Iniciar sesión de nuevo
signed-out-all = Cerrar sesión en todas las cuentas…
signed-out-choose = Elegir una cuenta
signed-out-told = Se avisó a { $apps } de que cerraste sesión.
signed-out-waiting =
    { $n ->
        [one] { $apps } aún no ha respondido; se le avisará de nuevo.
       *[other] { $apps } aún no han respondido; se les avisará de nuevo.
    }
signed-out-deaf = No se puede avisar a { $apps }: cierra sesión también allí.
