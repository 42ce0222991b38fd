# Deutsch. /login/terms und /login/address: was noch zu tun ist, bevor es zu einer App weitergeht.

terms-title = Nutzungs­bedingungen von { $operator }
terms-lead = Um fortzufahren, lesen Sie die <link>Nutzungsbedingungen von { $operator }</link> und stimmen Sie ihnen zu.
terms-changed = Die <link>Nutzungsbedingungen von { $operator }</link> haben sich geändert, seit Sie ihnen zugestimmt haben. Um fortzufahren, lesen Sie sie und stimmen Sie ihnen zu.
terms-version = Version: { $version }
terms-agree = Zustimmen und weiter
terms-cancel = Abbrechen

## Eine bestätigte E-Mail-Adresse

address-needed-lead = Um <strong>{ $app }</strong> zu nutzen, brauchen Sie eine bestätigte E-Mail-Adresse. Ist <strong>{ $address }</strong> Ihre?
address-needed-none = Um <strong>{ $app }</strong> zu nutzen, brauchen Sie eine bestätigte E-Mail-Adresse, und Ihr Konto hat keine E-Mail-Adresse.
address-needed-add = <link>Fügen Sie Ihrem Konto eine hinzu</link> und kommen Sie dann zurück.
address-needed-ask = Bitten Sie die Betreiber von { $operator }, sie zu bestätigen.
address-needed-send = Link und Code senden
address-needed-wrong = Der Code stimmt nicht oder gilt nicht mehr. Prüfen Sie ihn oder lassen Sie sich einen neuen senden
