# Groups, and who may use an app.

## /login/access: somebody may not use the app

no-access-title = No puedes usar { $app }
# $account: an e-mail address or user name.
no-access-account = Has iniciado sesión como <strong>{ $account }</strong>. <link>Usar otra cuenta</link>
no-access-lead = No has hecho nada mal. Esta app es para personas a las que se ha dado acceso.
no-access-ask = Si la necesitas, pide acceso a { $operator }.
# Above e-mail addresses.
no-access-ask-contacts = Si la necesitas, pregunta a quienes se encargan de { $app }:
no-access-back = Volver a { $app }

## Activity

activity-group-joined = Añadido a un grupo
activity-group-left = Quitado de un grupo
activity-assigned = Acceso dado a una app
activity-owner-added = Responsable de una app
activity-owner-removed = Ya no es responsable de una app
activity-unassigned = Acceso a una app retirado

## What an app may see

scope-groups = Ver los grupos en los que estás
scope-groups-none = No estás en ningún grupo
scope-roles = Ver tus roles en esta app
scope-roles-none = No tienes ningún rol en ella

## The console: groups

admin-groups = Grupos
admin-invite-groups = Grupos (opcional), separados por espacios
groups-lead = Los grupos dicen qué puede usar cada persona y qué saben de ella las apps.
groups-new = Grupo nuevo
groups-search-label = Grupos cuyo nombre empieza por
groups-none = Todavía no hay grupos.
groups-none-found = Ningún grupo tiene un nombre que empiece por «{ $search }». <link>Todos los grupos</link>
# $group: the title of the group that this one belongs to.
groups-part-of = parte de { $group }
groups-people =
    { $people ->
        [0] Nadie
        [one] { $people } persona
       *[other] { $people } personas
    }
groups-pages-label = Páginas de grupos
groups-before = Anteriores
groups-after = Siguientes
groups-made = creado { $when }
groups-since = desde { $when }
groups-edit = Editar
groups-edit-crumb = Editar
groups-edit-title = Editar el grupo
groups-new-title = Crear un grupo
groups-remove = Eliminar el grupo
groups-remove-title = ¿Eliminar { $group }?
groups-remove-what = Las personas que están en él siguen ({ $people }). Ya no podrán usar por él las apps a las que está asignado ({ $apps }). Sus partes pasan a ser grupos propios.
groups-removed = { $group } se ha eliminado.
groups-leave-named = Quitar { $name }
groups-more = Más personas
groups-join = Añadir
groups-join-label = Persona
groups-join-hint = Nombre de usuario, dirección de correo o identificador de la cuenta.
groups-nobody = Escribe el nombre de usuario o la dirección de correo de una cuenta
groups-joined = { $name } está en { $group }. Las apps lo sabrán con el próximo token.
groups-joined-before = { $name } ya estaba en { $group }.
groups-left = { $name } ya no está en { $group }.
groups-parts = Partes
groups-parts-what = Quien está en una parte está también en el grupo entero. Solo hay un nivel.
groups-roles-what = Quien está en el grupo, o en una parte de él, tiene sus roles. Quien administra solo por un grupo no cuenta como la última persona que administra, que sigue siéndolo.
groups-role-given = { $group } tiene ahora el rol { $role }, y también todas las personas que están en él.
groups-role-taken = { $group } ya no tiene el rol { $role }.
groups-apps = Apps
groups-apps-none = No está asignado a ninguna app.
groups-title-label = Nombre para las personas
groups-title-hint = Por ejemplo, «Equipo de plataforma».
groups-title-wrong = Escribe un nombre para las personas de 1 a 100 caracteres
groups-name-label = Nombre para las apps
groups-name-hint = Las apps lo leen en el claim «groups»: minúsculas, cifras y . _ : @ / + - sin espacios, 64 como máximo.
groups-name-wrong = Escribe un nombre para las apps solo con minúsculas, cifras y . _ : @ / + -
groups-name-taken = Escribe otro nombre para las apps: un grupo ya tiene este
groups-part-label = Parte de
groups-part-none = Ningún otro grupo
groups-part-gone = Elige otro grupo: este se ha eliminado
groups-part-deep = No elijas ningún otro grupo: solo hay un nivel, y este tiene partes o aquel es una parte
groups-save = Guardar
groups-saved = El grupo se ha guardado.
groups-made-done = { $group } se ha creado. Añade personas.

## The console: who may use an app

access-crumb = Quién puede usarla
access-title = Quién puede usar { $app }
access-detail-what = Para todo el mundo, o para personas y grupos; y qué más dicen sus tokens.
access-owners = Responsables
access-owners-what = Ven la página de la app y sus errores, la cambian y renuevan su secreto. Un grupo vale por sus miembros.
access-registrant = La registró
access-owner-label = Otro responsable: grupo o persona
access-shared = { $name } también se encarga de ella.
access-unshared = { $name } ya no se encarga de ella.
access-shut = Nadie puede usarla: no hay nadie asignado.
access-everybody = Todas las personas con cuenta
access-assigned = Solo quienes están asignados
access-what = Quien no puede usarla ve una página que dice a quién preguntar. La app no recibe más tokens de esa persona y los que tiene ya no valen.
access-everybody-done = Todo el mundo puede usar { $app }.
access-assigned-done = Solo quienes están asignados pueden usar { $app }.
access-heading = Asignados
access-roles-what = Los roles son lo que la app haga de ellos: los lee en el claim «roles». Cuentan también cuando todo el mundo puede usarla.
access-nobody = No hay nadie asignado.
access-group = Grupo
access-who-label = Grupo o persona
access-who-hint = El nombre del grupo para las apps, o un nombre de usuario, correo o identificador de cuenta.
access-nobody-found = Escribe el nombre de un grupo, o el nombre de usuario o correo de una cuenta
access-role-label = Rol (opcional)
access-role-hint = Tal como lo lee la app: las mayúsculas y las minúsculas son distintas. Sin rol, pueden usarla.
access-role-wrong = Escribe un rol solo con letras, cifras y . _ : @ / + -
access-assign = Asignar
access-assigned-one = Asignado: { $name }.
access-unassigned = Ya no está asignado: { $name }.

## The console: claims of an app

claims-crumb = Claims
claims-title = Qué se le dice a { $app }
claims-lead = Claims además de los que pide: con otro nombre, en otros tokens o solo para algunos grupos.
claims-heading = Claims asignados
claims-none = Ninguno: recibe lo que pide.
claims-first = De varios con el mismo nombre cuenta el primero que vale para la persona.
# $groups: names of groups with commas between.
claims-for = solo para { $groups }
claims-id-token = Token de ID
claims-userinfo = Userinfo
claims-access-token = Token de acceso
claims-add-heading = Asignar un claim
claims-add = Añadir
claims-claim-label = Nombre del claim
claims-claim-wrong = Escribe un nombre de caracteres visibles, sin espacios ni comillas
claims-claim-ours = Escribe otro nombre: { $claim } solo lo dice este servidor, de lo que se ha demostrado
claims-from-label = Hecho de
claims-from-hint = { $groups }, { $roles }, { $device }, un claim estándar como { $claim } o un texto fijo como { $text }.
claims-from-wrong = Elige de qué se compone el claim, como dice la ayuda
claims-in-label = Escrito en
claims-nowhere = Elige dónde se escribe el claim
claims-for-label = Solo para grupos (opcional)
claims-for-hint = Nombres de grupos separados por espacios; vacío: para todas las personas.
claims-for-unknown = Escribe nombres de grupos que existan: no hay { $group }
claims-added = El claim está asignado. Cuenta desde el próximo token.
claims-removed = El claim se ha quitado.
claims-too-many = Quita antes un claim: una app tiene como máximo 50
claims-preview-heading = Qué dirían los tokens
claims-preview-what = Como tras iniciar sesión con contraseña en este momento. No se firma nada y la persona no se entera.
claims-preview-scope = Scope
claims-scope-wrong = Escribe palabras de scope separadas por espacios
claims-preview-show = Mostrar
claims-preview-of = Sobre { $name }
claims-preview-refused = Esta persona no puede usar { $app }, así que no se dice nada de esto.

## The console: what scopes mean

admin-scopes = Scopes
scopes-lead = Lo que leen las personas cuando una app pide un scope de tus servidores de recursos. Si no, leen la palabra misma.
scopes-heading = Descritos
scopes-none = Todavía no se ha descrito ningún scope.
scopes-add-heading = Describir un scope
scopes-word-label = Scope
scopes-word-hint = Tal como lo piden las apps, por ejemplo { $example }. Se sustituye lo que haya para este idioma.
scopes-word-wrong = Escribe una sola palabra de scope, sin espacios
scopes-word-ours = Escribe otro scope: este servidor ya dice qué significa este
scopes-language-label = Idioma
scopes-title-label = Qué puede hacer una app
scopes-title-hint = Pocas palabras tras «Podrá», por ejemplo, «Leer tus notas».
scopes-title-wrong = Escribe como máximo 80 caracteres para lo que puede hacer una app y 200 para lo demás
scopes-description-label = Más detalles (opcional)
scopes-saved = Las personas leerán eso sobre { $scope }.
scopes-forgotten = El texto sobre { $scope } se ha eliminado.
