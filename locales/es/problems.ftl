# Spanish. What is wrong with a field of a form; said at the field and in a list at the top.

## A person's name

name-missing = Escribe tu nombre
name-too-long = Escribe tu nombre con { $most } caracteres como máximo
name-invisible = Escribe tu nombre sin saltos de línea, caracteres invisibles ni cambios de sentido de la escritura
name-marks = Escribe tu nombre con menos signos encima y debajo de las letras
name-mixed = Escribe tu nombre sin mezclar alfabetos dentro de una palabra
name-resembles = Escribe un nombre que no se pueda confundir con «{ $like }»

## The name of an app

app-name-missing = Escribe un nombre para la app
app-name-too-long = Escribe un nombre para la app de { $most } caracteres como máximo
app-name-invisible = Escribe un nombre para la app sin saltos de línea, caracteres invisibles ni cambios de sentido de la escritura
app-name-marks = Escribe un nombre para la app con menos signos encima y debajo de las letras
app-name-mixed = Escribe un nombre para la app que no mezcle alfabetos dentro de una palabra
app-name-resembles = Escribe un nombre para la app que no se pueda confundir con «{ $like }»

## An e-mail address

email-missing = Escribe un correo electrónico
email-too-long = Escribe un correo electrónico de { $most } caracteres como máximo
email-form = Escribe un correo electrónico con el formato nombre@example.com

## A new password

password-missing = Escribe una contraseña
password-too-short = Escribe una contraseña de al menos { $least } caracteres. Una frase funciona bien.
password-too-long = Escribe una contraseña de { $most } bytes como máximo
password-common = Esta contraseña es fácil de adivinar: se ha filtrado antes o está hecha de palabras y patrones comunes. Elige otra.
password-context = Esta contraseña se parece demasiado a tu nombre, a tu correo o al nombre de este sitio. Elige otra.
