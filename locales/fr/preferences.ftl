# French. /preferences: language, theme and text size.

preferences-title = Langue et affichage
preferences-language = Langue
preferences-as-the-browser = Comme le navigateur
preferences-theme = Thème
preferences-text-size = Taille du texte
theme-auto = Auto
theme-light = Clair
theme-dark = Sombre
text-normal = Normale
text-large = Grande
text-larger = Très grande
preferences-one-language = Pour l’instant, ces pages n’existent qu’en une langue : { $language }.
preferences-save = Enregistrer
preferences-back = Retour
preferences-kept-with-account = Enregistré avec votre compte et, pendant un an, dans un cookie de ce navigateur.
preferences-kept-here = Enregistré pendant un an dans un cookie de ce navigateur. Il ne dit rien d’autre sur vous.
preferences-saved-with-account = Enregistré avec votre compte.
preferences-saved-here = Enregistré pour ce navigateur.
