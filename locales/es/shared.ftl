# Spanish. What stands on every page, and what many pages say.

language-name = Español
verbatim = { $words }
sentences = { $first } { $second }
list-last = { $first } y { $last }
list-more = { $first }, { $rest }
list-others = { $n } más
device-on = { $browser } en { $system }
device-browser-on = Navegador en { $system }
device-unknown = Navegador desconocido

skip-to-content = Ir al contenido
title-error = Error: { $title }
error-prefix = Error:
there-is-a-problem = Hay un problema
message-with-advice = { $message }. { $advice }
footer-preferences = Idioma y apariencia
footer-help = Ayuda
footer-privacy = Privacidad
area-account = Cuenta
area-apps = Apps
area-admin = Administración
areas = Áreas
switch-account = Cambiar de cuenta
sign-out = Cerrar sesión
sign-out-more = Cerrar sesión…
sign-in = Iniciar sesión
continue = Continuar
show = Mostrar
hide = Ocultar
show-password = Mostrar contraseña
hide-password = Ocultar contraseña
password-shown = Contraseña visible
password-hidden = Contraseña oculta
copy = Copiar
copy-failed = Seleccionado. Cópialo con el teclado.
continue-to = para continuar en <strong>{ $app }</strong>
app-privacy = privacidad
app-terms = condiciones

## Moments and lengths of time

just-now = hace un momento
minutes-ago = { $n ->
    [one] hace { $n } minuto
   *[other] hace { $n } minutos
}
hours-ago = { $n ->
    [one] hace { $n } hora
   *[other] hace { $n } horas
}
seconds = { $n ->
    [one] { $n } segundo
   *[other] { $n } segundos
}
minutes = { $n ->
    [one] { $n } minuto
   *[other] { $n } minutos
}
hours = { $n ->
    [one] { $n } hora
   *[other] { $n } horas
}
days = { $n ->
    [one] { $n } día
   *[other] { $n } días
}
month = { $n ->
    [1] ene
    [2] feb
    [3] mar
    [4] abr
    [5] may
    [6] jun
    [7] jul
    [8] ago
    [9] sept
    [10] oct
    [11] nov
   *[12] dic
}
date-this-year = { $day } { $month }, { $time } { $zone }
date-with-year = { $day } { $month } { $year }, { $time } { $zone }
date-in-full = { $day } { $month } { $year }, { $time } { $zone }
date-and-zone = { $date } ({ $place })
