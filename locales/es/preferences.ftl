# Spanish. /preferences: language, theme and text size.

preferences-title = Idioma y apariencia
preferences-language = Idioma
preferences-as-the-browser = Como el navegador
preferences-theme = Tema
preferences-text-size = Tamaño del texto
theme-auto = Automático
theme-light = Claro
theme-dark = Oscuro
text-normal = Normal
text-large = Grande
text-larger = Más grande
preferences-one-language = Por ahora, estas páginas solo están en un idioma: { $language }.
preferences-save = Guardar
preferences-back = Volver
preferences-kept-with-account = Se guarda con tu cuenta y, durante un año, en una cookie de este navegador.
preferences-kept-here = Se guarda durante un año en una cookie de este navegador. No dice nada más sobre ti.
preferences-saved-with-account = Guardado con tu cuenta.
preferences-saved-here = Guardado para este navegador.
