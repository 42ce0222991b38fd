# Spanish. /account, /account/edit and /account/picture: what a person says of themselves.

profile-title = Perfil
profile-lead = Lo que este sitio sabe de ti. Las apps solo ven lo que permites.
profile-apps-see = Las apps solo ven lo que permites.
profile-edit = Editar perfil
profile-change = Cambiar
profile-name = Nombre
profile-user-name = Nombre de usuario
profile-email = Correo electrónico
profile-email-confirmed = Confirmado
profile-email-ask = Sin confirmar. El equipo de { $operator } puede confirmarlo.
profile-sign-in = Inicio de sesión
profile-password = Contraseña
profile-password-changed = Último cambio: { $when }
profile-password-change-named = Cambiar contraseña
profile-device = Este dispositivo
profile-signed-in = Inicio de sesión: { $when }
profile-activity = Actividad reciente
profile-data = Descargar tus datos
profile-delete = Eliminar tu cuenta…

## Editing it

profile-edit-title = Edita tu perfil
profile-edit-crumb = Editar
profile-edit-not-here = Tu foto y tu correo electrónico se cambian en tu perfil. Tu nombre de usuario no cambia.
profile-optional = (opcional)
profile-save = Guardar
profile-cancel = Cancelar
profile-saved = Tu perfil está guardado.
profile-saved-without = Tu perfil está guardado. Se quitaron de tu nombre los caracteres invisibles.
profile-edits-too-many = Tu perfil se cambió tantas veces que ahora no se puede cambiar más. Espera una hora y vuelve a intentarlo

profile-about = Sobre ti
profile-where = Cómo contactarte
profile-language-and-time = Idioma y hora

profile-name-hint = Así te llaman las apps y las personas aquí.
profile-name-missing = Escribe tu nombre
profile-given-name = Nombre de pila
profile-family-name = Apellidos
profile-nickname = Apodo
profile-birthday = Fecha de nacimiento
profile-birthday-hint = Año, mes y día, como 1990-05-17. Basta con el año, y con 0000-05-17 no lo revelas.
profile-birthday-wrong = Escribe la fecha de nacimiento como año, mes y día, por ejemplo 1990-05-17, o solo el año
profile-birthday-future = Escribe una fecha de nacimiento que no esté en el futuro
profile-website = Sitio web
profile-website-hint = Por ejemplo, https://example.com.
profile-website-wrong = Escribe la dirección de un sitio web, por ejemplo https://example.com
profile-phone = Número de teléfono
profile-phone-hint = Con el prefijo del país, como +34 612 34 56 78.
profile-phone-wrong = Escribe el número de teléfono con + y el prefijo del país, como +34 612 34 56 78
profile-address = Dirección postal
profile-street = Calle y número
profile-street-hint = En varias líneas si hace falta.
profile-postal-code = Código postal
profile-locality = Ciudad o localidad
profile-region = Estado, provincia o región
profile-country = País
profile-locale = Idioma para las apps
profile-locale-hint = Una etiqueta de idioma, como es-MX o sv. Las apps pueden hablarte en él; este sitio usa el que eliges en Idioma y apariencia.
profile-locale-wrong = Escribe una etiqueta de idioma como es-MX o sv
profile-zone = Zona horaria
profile-zone-hint = La ciudad más grande cerca de ti con la misma hora. Las páginas y los correos muestran las horas de ese lugar.
profile-zone-none = Sin indicar
profile-zone-wrong = Elige una zona horaria de la lista
profile-too-long = { $label }: usa { $count } caracteres como máximo
profile-unreadable = { $label }: usa menos signos encima y debajo de las letras

## The picture

profile-picture = Foto
profile-picture-change-named = Cambiar foto
profile-picture-title = Tu foto
profile-picture-lead = Las apps que pueden ver tu perfil pueden mostrarla. Quien conozca su dirección puede abrirla sin iniciar sesión.
profile-picture-now = Tu foto tal como la ven las apps.
profile-picture-none = Mientras no haya foto, este sitio muestra esta letra.
profile-picture-elsewhere = Tu foto está en <code>{ $address }</code>, así que no se muestra aquí. Si subes una nueva, la sustituye.
profile-picture-file = Archivo
profile-picture-hint = PNG, JPEG o WebP, de 8 MB como máximo. Se recorta en forma de cuadrado y se reduce. Los demás datos del archivo, como el lugar donde se tomó, se quitan.
profile-picture-upload = Subir foto
profile-picture-remove = Quitar foto
profile-picture-saved = Tu foto está guardada.
profile-picture-removed = Tu foto se quitó. Las apps pueden conservar lo que copiaron.
