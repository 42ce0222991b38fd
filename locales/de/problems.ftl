# Deutsch. Was an einem Feld eines Formulars nicht stimmt; steht am Feld und in einer Liste oben.

## Der Name einer Person

name-missing = Geben Sie Ihren Namen ein
name-too-long = Geben Sie Ihren Namen mit höchstens { $most } Zeichen ein
name-invisible = Geben Sie Ihren Namen ohne Zeilenumbrüche, unsichtbare Zeichen und Wechsel der Schreibrichtung ein
name-marks = Geben Sie Ihren Namen mit weniger Akzenten und Zeichen über und unter den Buchstaben ein
name-mixed = Geben Sie Ihren Namen ein, ohne in einem Wort Alphabete zu mischen
name-resembles = Geben Sie einen Namen ein, der sich nicht mit „{ $like }“ verwechseln lässt

## Der Name einer App

app-name-missing = Geben Sie einen Namen für die App ein
app-name-too-long = Geben Sie für die App einen Namen mit höchstens { $most } Zeichen ein
app-name-invisible = Geben Sie für die App einen Namen ohne Zeilenumbrüche, unsichtbare Zeichen und Wechsel der Schreibrichtung ein
app-name-marks = Geben Sie für die App einen Namen mit weniger Akzenten und Zeichen über und unter den Buchstaben ein
app-name-mixed = Geben Sie für die App einen Namen ein, der in einem Wort keine Alphabete mischt
app-name-resembles = Geben Sie für die App einen Namen ein, der sich nicht mit „{ $like }“ verwechseln lässt

## Eine E-Mail-Adresse

email-missing = Geben Sie eine E-Mail-Adresse ein
email-too-long = Geben Sie eine E-Mail-Adresse mit höchstens { $most } Zeichen ein
email-form = Geben Sie eine E-Mail-Adresse wie name@example.com ein

## Ein neues Passwort

password-missing = Geben Sie ein Passwort ein
password-too-short = Geben Sie ein Passwort mit mindestens { $least } Zeichen ein. Ein ganzer Satz eignet sich gut.
password-too-long = Geben Sie ein Passwort mit höchstens { $most } Byte ein
password-common = Dieses Passwort ist leicht zu erraten: Es ist schon in einem Datenleck aufgetaucht oder besteht aus gängigen Wörtern und Mustern. Wählen Sie ein anderes.
password-context = Dieses Passwort ähnelt zu sehr Ihrem Namen, Ihrer Adresse oder dem Namen dieser Website. Wählen Sie ein anderes.
