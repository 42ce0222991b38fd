# French. /login/undo: taking back that an account got another e-mail address.

undo-title = Rétablir votre adresse e-mail ?
undo-lead = L’adresse e-mail de votre compte, <strong>{ $former }</strong>, a été remplacée par <strong>{ $now }</strong>.
undo-consequence = Si ce n’était pas vous, rétablissez-la. Toutes les sessions sont alors fermées, et vous choisissez un nouveau mot de passe, car quelqu’un connaît peut-être l’ancien.
undo-restore = Rétablir mon adresse
undo-leave = Si c’était vous, ne faites rien.
undo-done = Votre adresse e-mail est rétablie. Choisissez maintenant un nouveau mot de passe.
undo-over = Il ne fonctionne qu’une fois, pendant quelques jours. Rien n’a été modifié.
undo-taken = Entre-temps, un autre compte a pris cette adresse e-mail. Adressez-vous à l’équipe { $operator }.
