# Spanish. /consent: what an app may do with an account.

consent-title = Permitir { $app }
consent-question = ¿Permitir que { $app } use tu cuenta?
consent-question-again = ¿Permitir de nuevo que { $app } use tu cuenta?
consent-question-more = { $app } pide más
consent-account = Sesión iniciada como <strong>{ $account }</strong>. <link>Cambiar</link>
consent-changes = Ya permitiste esta app y ha cambiado desde entonces:
consent-changed-name = Se llamaba «{ $name }».
consent-changed-host = Te llevaba a { $before }. Ahora te lleva a { $now }.
consent-changed-to-device = Te llevaba a { $before }. Ahora te lleva a una app de este dispositivo.
consent-changed-from-device = Te llevaba a una app de este dispositivo. Ahora te lleva a { $now }.
consent-changed-first-host = Te lleva a { $now }.
consent-changed-first-device = Te lleva a una app de este dispositivo.
consent-able = La app podrá
consent-able-also = La app también podrá
consent-already = Ya permitido: { $list }.
consent-unvetted = Aquí cualquiera puede registrar una app. Permite esta solo si fuiste tú quien empezó.
consent-limits = No verá tu contraseña. Puedes quitarle el acceso cuando quieras en tu cuenta, en Apps conectadas.
consent-cancel = Cancelar
consent-allow = Permitir
consent-then-host = Cuando elijas, irás a <strong>{ $host }</strong>.
consent-then-device = Cuando elijas, volverás a la app de este dispositivo.

## What an app may do

scope-openid = Saber que eres tú
scope-profile = Ver tu nombre y tu perfil
scope-email = Ver tu correo electrónico
scope-phone = Ver tu número de teléfono
scope-address = Ver tu dirección postal
scope-offline = Conservar el acceso cuando no estés
scope-other = Usar «{ $scope }»

## What the app will see

scope-openid-value = Un identificador, nada más
scope-offline-value =
    { $days ->
        [one] Hasta que lo quites, o tras { $days } día sin uso
       *[other] Hasta que lo quites, o tras { $days } días sin uso
    }
scope-profile-value = { $name }; también: { $list }
scope-profile-names = nombre y apellidos
scope-profile-nickname = apodo
scope-profile-birthday = fecha de nacimiento
scope-profile-language = idioma
scope-profile-zone = zona horaria
scope-profile-website = sitio web
scope-profile-picture = foto
scope-nothing = Tu cuenta no tiene, así que la app no lo recibe
