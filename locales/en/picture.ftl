# What is wrong with a picture that somebody chose, of an app or of themselves.

picture-missing = Choose a picture
picture-busy = Another picture is being read. Try again in a moment
picture-too-large = Choose a picture of at most { $megabytes } MB
picture-other-kind = Choose a PNG, JPEG or WebP file. SVG and other kinds are not taken
picture-too-many-pixels = Choose a picture of at most { $pixels } pixels on either side
picture-broken = The picture cannot be read. Save it anew as PNG, then choose that file
