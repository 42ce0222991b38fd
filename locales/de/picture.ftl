# Deutsch. Was an einem Bild nicht stimmt, das jemand für eine App oder für sich gewählt hat.

picture-missing = Wählen Sie ein Bild aus
picture-busy = Gerade wird ein anderes Bild gelesen. Versuchen Sie es gleich noch einmal
picture-too-large = Wählen Sie ein Bild mit höchstens { $megabytes } MB aus
picture-other-kind = Wählen Sie eine PNG-, JPEG- oder WebP-Datei aus. SVG und andere Formate werden nicht angenommen
picture-too-many-pixels = Wählen Sie ein Bild aus, das höchstens { $pixels } Pixel breit und hoch ist
picture-broken = Das Bild kann nicht gelesen werden. Speichern Sie es neu als PNG und wählen Sie dann diese Datei aus
