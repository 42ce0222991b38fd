# French. What is wrong with a picture that somebody chose, of an app or of themselves.

picture-missing = Choisissez une image
picture-busy = Une autre image est en cours de lecture. Réessayez dans un instant
picture-too-large = Choisissez une image de { $megabytes } Mo au maximum
picture-other-kind = Choisissez un fichier PNG, JPEG ou WebP. SVG et les autres formats ne sont pas acceptés
picture-too-many-pixels = Choisissez une image de { $pixels } pixels de côté au maximum
picture-broken = L’image est illisible. Enregistrez-la à nouveau en PNG, puis choisissez ce fichier
