# Spanish. What is wrong with a picture that somebody chose, of an app or of themselves.

picture-missing = Elige una imagen
picture-busy = Se está leyendo otra imagen. Vuelve a intentarlo en un momento
picture-too-large = Elige una imagen de { $megabytes } MB como máximo
picture-other-kind = Elige un archivo PNG, JPEG o WebP. No se aceptan SVG ni otros formatos
picture-too-many-pixels = Elige una imagen de { $pixels } píxeles por lado como máximo
picture-broken = No se puede leer la imagen. Guárdala de nuevo como PNG y elige ese archivo
