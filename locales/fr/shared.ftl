# French. What stands on every page, and what many pages say.

language-name = Français
verbatim = { $words }
sentences = { $first } { $second }
list-last = { $first } et { $last }
list-more = { $first }, { $rest }
list-others =
    { $n ->
        [one] { $n } autre
       *[other] { $n } autres
    }
device-on = { $browser } sous { $system }
device-browser-on = Navigateur sous { $system }
device-unknown = Navigateur inconnu

skip-to-content = Aller au contenu
title-error = Erreur : { $title }
error-prefix = Erreur :
there-is-a-problem = Un problème est survenu
message-with-advice = { $message }. { $advice }
footer-preferences = Langue et affichage
footer-help = Aide
footer-privacy = Confidentialité
area-account = Compte
area-apps = Applications
area-admin = Administration
areas = Espaces
switch-account = Changer de compte
sign-out = Se déconnecter
sign-out-more = Se déconnecter…
sign-in = Se connecter
continue = Continuer
show = Afficher
hide = Masquer
show-password = Afficher le mot de passe
hide-password = Masquer le mot de passe
password-shown = Mot de passe affiché
password-hidden = Mot de passe masqué
copy = Copier
copy-failed = Sélectionné. Copiez avec le clavier.
continue-to = pour accéder à <strong>{ $app }</strong>
app-privacy = confidentialité
app-terms = conditions

## Moments and lengths of time

just-now = à l’instant
minutes-ago = { $n ->
    [one] il y a { $n } minute
   *[other] il y a { $n } minutes
}
hours-ago = { $n ->
    [one] il y a { $n } heure
   *[other] il y a { $n } heures
}
seconds = { $n ->
    [one] { $n } seconde
   *[other] { $n } secondes
}
minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
}
days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
month = { $n ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
date-this-year = { $day ->
    [1] 1er { $month } à { $time } { $zone }
   *[other] { $day } { $month } à { $time } { $zone }
}
date-with-year = { $day ->
    [1] 1er { $month } { $year } à { $time } { $zone }
   *[other] { $day } { $month } { $year } à { $time } { $zone }
}
date-in-full = { $day ->
    [1] 1er { $month } { $year }, { $time } { $zone }
   *[other] { $day } { $month } { $year }, { $time } { $zone }
}
date-and-zone = { $date } ({ $place })
