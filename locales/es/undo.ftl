# Spanish. /login/undo: taking back that an account got another e-mail address.

undo-title = ¿Recuperar tu correo electrónico?
undo-lead = El correo electrónico de tu cuenta se cambió de <strong>{ $former }</strong> a <strong>{ $now }</strong>.
undo-consequence = Si no fuiste tú, recupéralo. Se cierran todas las sesiones y eliges una contraseña nueva, porque alguien podría saber la anterior.
undo-restore = Recuperar mi correo
undo-leave = Si fuiste tú, no hagas nada.
undo-done = Recuperaste tu correo electrónico. Ahora elige una contraseña nueva.
undo-over = Sirve una sola vez y durante unos días. Ahora no ha cambiado nada.
undo-taken = Mientras tanto, otra cuenta adoptó este correo electrónico. Contacta con el equipo de { $operator }.
