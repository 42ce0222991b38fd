# The console: resource servers

admin-resources = Servidores de recursos
resources-lead = Programas que aceptan tokens de acceso: cómo son los tokens para cada uno y qué scopes son suyos.
resources-none = Aún no hay ningún servidor de recursos. Los tokens son como los registró cada app.
resources-new = Añadir un servidor de recursos
resources-no-key = Sin clave
# On the overview: something needs attention.
resources-need = Servidor de recursos
resources-need-what = Ninguna app recibe tokens para { $title }
resources-tokens = Sus tokens de acceso
resources-format-label = Formato
resources-as-app = Como lo registró cada app
resources-at-jwt = JWT, tipo at+jwt (RFC 9068)
resources-jwt = JWT, tipo JWT, para servidores que no conocen otro
resources-opaque = Opaco: pregunta por cada uno (introspección)
resources-alg-label = Firmados con
# $alg: RS256. $list: the algorithms there are.
resources-alg-gone = Ya ninguna clave firma con { $alg }, así que ninguna app recibe tokens para él. Elige entre { $list }.
resources-alg-wrong = Ninguna clave firma con { $alg }. Elige entre { $list }
resources-alg-opaque = No elijas algoritmo: los tokens opacos no se firman
resources-asks-label = Client ID con el que pregunta por los tokens
resources-asks-none = No pregunta
resources-asks-hint = Una app con secreto. Hace falta cuando sus tokens son opacos.
resources-asks-wrong = Ninguna app con secreto tiene este client ID
resources-asks-needed = Escribe un client ID: los tokens opacos no dicen nada por sí mismos
resources-scope-label = Scopes propios
resources-scope-hint = Separados por espacios. Los tokens para otro servidor de recursos no los tienen.
resources-scope-none = No tiene ninguno propio.
resources-scope-say = Lo que leen las personas sobre los scopes
resources-scope-ours = Quita { $scope }: este servidor ya dice qué significa
resources-apps = Apps que reciben sus tokens
resources-apps-none = Ninguna todavía. Una app lo nombra entre sus servidores de recursos.
resources-apps-more = Más apps
resources-edit-title = Editar el servidor de recursos
resources-identifier-label = Identificador
resources-identifier-hint = El URI que piden las apps y que nombran los tokens, por ejemplo { $example }. No cambia después.
resources-identifier-wrong = Escribe un URI sin fragmento o un client ID
resources-taken = Otro servidor de recursos tiene este identificador
resources-full = No caben más servidores de recursos
resources-title-label = Nombre
resources-title-wrong = Escribe un nombre de 80 caracteres como máximo
resources-made = { $title } ya es un servidor de recursos.
resources-saved = El servidor de recursos ha cambiado. Vale desde el próximo token.
resources-remove-title = ¿Quitar { $title }?
# $n: how many apps.
resources-remove-what =
    { $n ->
        [0] Ninguna app recibe tokens para él.
        [one] Una app recibe sus tokens; desde ahora ya no, tampoco con tokens de actualización.
       *[other] { $n } apps reciben sus tokens; desde ahora ya no, tampoco con tokens de actualización.
    }
resources-removed = { $title } se ha quitado.
