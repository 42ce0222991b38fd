# /preferences: language, theme and text size.

preferences-title = Language and display
preferences-language = Language
preferences-as-the-browser = As the browser asks
preferences-theme = Theme
preferences-text-size = Text size
theme-auto = Auto
theme-light = Light
theme-dark = Dark
text-normal = Normal
text-large = Large
text-larger = Larger
# $language is the name of the only language there is, in itself.
preferences-one-language = These pages are in { $language } only so far.
preferences-save = Save
preferences-back = Back
preferences-kept-with-account = Saved with your account, and in a cookie in this browser for a year.
preferences-kept-here = Saved in a cookie in this browser for a year. It says nothing else about you.
preferences-saved-with-account = Saved with your account.
preferences-saved-here = Saved for this browser.
