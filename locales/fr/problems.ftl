# French. What is wrong with a field of a form; said at the field and in a list at the top.

## A person's name

name-missing = Saisissez votre nom
name-too-long = Saisissez votre nom en { $most } caractères au maximum
name-invisible = Saisissez votre nom sans saut de ligne, caractère invisible ni changement de sens d’écriture
name-marks = Saisissez votre nom avec moins de signes au-dessus et au-dessous des lettres
name-mixed = Saisissez votre nom sans mélanger les alphabets dans un même mot
name-resembles = Saisissez un nom que l’on ne peut pas confondre avec « { $like } »

## The name of an app

app-name-missing = Saisissez un nom pour l’application
app-name-too-long = Saisissez un nom d’application de { $most } caractères au maximum
app-name-invisible = Saisissez un nom d’application sans saut de ligne, caractère invisible ni changement de sens d’écriture
app-name-marks = Saisissez un nom d’application avec moins de signes au-dessus et au-dessous des lettres
app-name-mixed = Saisissez un nom d’application sans mélanger les alphabets dans un même mot
app-name-resembles = Saisissez un nom d’application que l’on ne peut pas confondre avec « { $like } »

## An e-mail address

email-missing = Saisissez une adresse e-mail
email-too-long = Saisissez une adresse e-mail de { $most } caractères au maximum
email-form = Saisissez une adresse e-mail au format nom@example.com

## A new password

password-missing = Saisissez un mot de passe
password-too-short = Saisissez un mot de passe d’au moins { $least } caractères. Une phrase convient très bien.
password-too-long = Saisissez un mot de passe de { $most } octets au maximum
password-common = Ce mot de passe est facile à deviner : il a déjà fuité, ou se compose de mots et de motifs courants. Choisissez-en un autre.
password-context = Ce mot de passe ressemble trop à votre nom, à votre adresse ou au nom de ce site. Choisissez-en un autre.
