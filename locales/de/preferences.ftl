# Deutsch. /preferences: Sprache, Design und Textgröße.

preferences-title = Sprache und Darstellung
preferences-language = Sprache
preferences-as-the-browser = Wie im Browser
preferences-theme = Design
preferences-text-size = Textgröße
theme-auto = Automatisch
theme-light = Hell
theme-dark = Dunkel
text-normal = Normal
text-large = Groß
text-larger = Größer
preferences-one-language = Diese Seiten gibt es bisher nur in einer Sprache: { $language }.
preferences-save = Speichern
preferences-back = Zurück
preferences-kept-with-account = Wird in Ihrem Konto gespeichert, und ein Jahr lang in einem Cookie in diesem Browser.
preferences-kept-here = Wird ein Jahr lang in einem Cookie in diesem Browser gespeichert. Sonst steht darin nichts über Sie.
preferences-saved-with-account = In Ihrem Konto gespeichert.
preferences-saved-here = Für diesen Browser gespeichert.
