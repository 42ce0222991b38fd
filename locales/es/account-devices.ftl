# Spanish. /account/sessions: where somebody is signed in.

devices-lead = Los dispositivos donde tu sesión está abierta. Si no reconoces alguno, cierra su sesión y <link>cambia tu contraseña</link>.
devices-here = Este dispositivo
devices-new-place = Lugar nuevo
devices-since-password = inicio de sesión con contraseña: { $when }
devices-since-other = inicio de sesión con otro método: { $when }
devices-seen = última actividad: { $when }
devices-used-for = Usado para { $apps }
devices-used-for-none = Sin apps usadas
devices-bound = Vinculada a ese dispositivo; clave mostrada por última vez: { $when }
devices-bound-since = Vinculada { $when }
devices-sign-out-named = Cerrar sesión: { $device }
devices-signed-out = Se cerró la sesión: { $device }.
devices-others-heading = Cerrar sesión en los demás dispositivos
devices-others-what = Cierra tu sesión en todos los demás dispositivos de arriba. Las apps que usas allí te pedirán iniciar sesión de nuevo.
devices-others-sign-out =
    { $devices ->
        [one] Cerrar sesión en { $devices } dispositivo más
       *[other] Cerrar sesión en { $devices } dispositivos más
    }
devices-others-signed-out =
    { $devices ->
        [0] Ya no había ningún otro dispositivo con la sesión abierta.
        [one] Se cerró la sesión en { $devices } dispositivo más.
       *[other] Se cerró la sesión en { $devices } dispositivos más.
    }

## Sign-ins that are over

devices-earlier = Anteriores
devices-ended = fin: { $when }. { $why }
devices-why-signed-out = Se cerró allí.
devices-why-app = Se cerró desde una app.
devices-why-crowded = Se usaban allí más cuentas de las que guarda un navegador.
devices-why-elsewhere = Se cerró desde otro dispositivo.
devices-why-administrator = La cerró un administrador.
devices-why-too-many = Tenías demasiadas sesiones abiertas a la vez.
devices-why-idle = No se usó durante un tiempo.
devices-why-age = Demasiado tiempo desde el inicio de sesión.
devices-why-password = Se cerró al cambiar la contraseña.
devices-why-factor = Se cerró al cambiar un método de inicio de sesión.
devices-why-disabled = Se cerró al desactivar la cuenta.
devices-why-leaving = Se cerró al pedir la eliminación de la cuenta.
devices-why-removed = Se cerró al eliminar la cuenta.
devices-why-unknown = Terminó.

## Whether an app that was used there knows that it is over, and what it still can do

devices-told = Se avisó a { $app }.
devices-told-soon = Se está avisando a { $app }.
devices-told-again = { $app } aún no ha respondido; se le avisará de nuevo.
devices-told-asked = Se pidió a { $app } en el navegador que cerrara la sesión.
devices-told-refused = { $app } no aceptó el aviso.
devices-told-given-up = No se pudo contactar con { $app } durante un día.
devices-told-deaf = { $app } no tiene una dirección donde recibir el aviso.
devices-holds-lasting = Puede seguir cuando no estás, como permitiste.
devices-holds-access = Lo que obtuvo puede seguir funcionando unos minutos.
