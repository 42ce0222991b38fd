# Spanish. /login/terms and /login/address: what is due before somebody goes on to an app.

terms-title = Condiciones de { $operator }
terms-lead = Para continuar, lee y acepta las <link>condiciones de { $operator }</link>.
terms-changed = Las <link>condiciones de { $operator }</link> han cambiado desde que las aceptaste. Para continuar, léelas y acéptalas.
terms-version = Versión: { $version }
terms-agree = Aceptar y continuar
terms-cancel = Cancelar

## An e-mail address that is confirmed

address-needed-lead = Para usar <strong>{ $app }</strong> necesitas un correo electrónico confirmado. ¿Es <strong>{ $address }</strong> el tuyo?
address-needed-none = Para usar <strong>{ $app }</strong> necesitas un correo electrónico confirmado, y tu cuenta no tiene ninguno.
address-needed-add = <link>Añade uno a tu cuenta</link> y vuelve.
address-needed-ask = Pide al equipo de { $operator } que lo confirme.
address-needed-send = Enviar enlace y código
address-needed-wrong = El código no es correcto o ya no sirve. Revísalo o pide que se envíe de nuevo
