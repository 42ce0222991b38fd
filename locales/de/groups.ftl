# Groups, and who may use an app.

## /login/access: somebody may not use the app

no-access-title = Sie dürfen { $app } nicht verwenden
# $account: an e-mail address or user name.
no-access-account = Angemeldet als <strong>{ $account }</strong>. <link>Anderes Konto verwenden</link>
no-access-lead = Sie haben nichts falsch gemacht. Diese App ist für Personen, die Zugang zu ihr erhalten haben.
no-access-ask = Wenn Sie sie brauchen, bitten Sie { $operator } um Zugang.
# Above e-mail addresses.
no-access-ask-contacts = Wenn Sie sie brauchen, fragen Sie die Verantwortlichen von { $app }:
no-access-back = Zurück zu { $app }

## Activity

activity-group-joined = In eine Gruppe aufgenommen
activity-group-left = Aus einer Gruppe entfernt
activity-assigned = Zugang zu einer App erhalten
activity-owner-added = Für eine App verantwortlich gemacht
activity-owner-removed = Für eine App nicht mehr verantwortlich
activity-unassigned = Zugang zu einer App entzogen

## What an app may see

scope-groups = Ihre Gruppen sehen
scope-groups-none = Sie sind in keiner Gruppe
scope-roles = Ihre Rollen in dieser App sehen
scope-roles-none = Sie haben dort keine Rolle

## The console: groups

admin-groups = Gruppen
admin-invite-groups = Gruppen (freiwillig), mit Leerzeichen dazwischen
groups-lead = Gruppen sagen, was Personen verwenden dürfen und was Apps von ihnen wissen.
groups-new = Neue Gruppe
groups-search-label = Gruppen, deren Name beginnt mit
groups-none = Es gibt noch keine Gruppen.
groups-none-found = Kein Name einer Gruppe beginnt mit „{ $search }“. <link>Alle Gruppen</link>
# $group: the title of the group that this one belongs to.
groups-part-of = Teil von { $group }
groups-people =
    { $people ->
        [0] Niemand
        [one] { $people } Person
       *[other] { $people } Personen
    }
groups-pages-label = Seiten der Gruppen
groups-before = Davor
groups-after = Danach
groups-made = angelegt { $when }
groups-since = seit { $when }
groups-edit = Bearbeiten
groups-edit-crumb = Bearbeiten
groups-edit-title = Gruppe bearbeiten
groups-new-title = Gruppe anlegen
groups-remove = Gruppe entfernen
groups-remove-title = { $group } entfernen?
groups-remove-what = Die Personen darin bleiben ({ $people }). Die Apps, denen sie zugewiesen ist ({ $apps }), dürfen sie ihretwegen nicht mehr verwenden. Ihre Teile werden eigene Gruppen.
groups-removed = { $group } ist entfernt.
groups-leave-named = { $name } entfernen
groups-more = Weitere Personen
groups-join = Hinzufügen
groups-join-label = Person
groups-join-hint = Benutzername, E-Mail-Adresse oder Kennung des Kontos.
groups-nobody = Geben Sie den Benutzernamen oder die E-Mail-Adresse eines Kontos ein
groups-joined = { $name } ist in { $group }. Apps erfahren es mit dem nächsten Token.
groups-joined-before = { $name } war schon in { $group }.
groups-left = { $name } ist nicht mehr in { $group }.
groups-parts = Teile
groups-parts-what = Wer in einem Teil ist, ist auch in der ganzen Gruppe. Das geht eine Ebene tief.
groups-roles-what = Wer in der Gruppe oder in einem Teil von ihr ist, hat ihre Rollen. Wer nur durch eine Gruppe verwaltet, zählt nicht als die letzte Person, die verwaltet und es bleibt.
groups-role-given = { $group } hat jetzt die Rolle { $role }, und mit ihr alle, die darin sind.
groups-role-taken = { $group } hat die Rolle { $role } nicht mehr.
groups-apps = Apps
groups-apps-none = Sie ist keiner App zugewiesen.
groups-title-label = Name für Personen
groups-title-hint = Zum Beispiel „Plattform-Team“.
groups-title-wrong = Geben Sie einen Namen für Personen mit 1 bis 100 Zeichen ein
groups-name-label = Name für Apps
groups-name-hint = Apps lesen ihn im Claim „groups“: Kleinbuchstaben, Ziffern und . _ : @ / + - ohne Leerzeichen, höchstens 64.
groups-name-wrong = Geben Sie einen Namen für Apps nur aus Kleinbuchstaben, Ziffern und . _ : @ / + - ein
groups-name-taken = Geben Sie einen anderen Namen für Apps ein: eine Gruppe hat diesen schon
groups-part-label = Teil von
groups-part-none = Keiner anderen Gruppe
groups-part-gone = Wählen Sie eine andere Gruppe: diese wurde entfernt
groups-part-deep = Wählen Sie keine andere Gruppe: Gruppen gehen eine Ebene tief, und diese hat Teile, oder jene ist ein Teil
groups-save = Speichern
groups-saved = Die Gruppe ist gespeichert.
groups-made-done = { $group } ist angelegt. Nehmen Sie Personen auf.

## The console: who may use an app

access-crumb = Wer sie verwenden darf
access-title = Wer { $app } verwenden darf
access-detail-what = Für alle, oder für Personen und Gruppen; und was ihre Tokens außerdem sagen.
access-owners = Verantwortliche
access-owners-what = Sie sehen die Seite der App und ihre Fehler, ändern sie und erneuern ihr Geheimnis. Eine Gruppe steht für ihre Mitglieder.
access-registrant = Hat sie registriert
access-owner-label = Weitere Verantwortliche: Gruppe oder Person
access-shared = { $name } ist jetzt auch verantwortlich.
access-unshared = { $name } ist nicht mehr verantwortlich.
access-shut = Niemand kann sie verwenden: niemand ist zugewiesen.
access-everybody = Alle, die ein Konto haben
access-assigned = Nur zugewiesene Personen und Gruppen
access-what = Wer sie nicht verwenden darf, sieht eine Seite, die sagt, an wen man sich wendet. Die App erhält keine Tokens mehr für sie, und vorhandene gelten nicht mehr.
access-everybody-done = Alle dürfen { $app } verwenden.
access-assigned-done = Nur Zugewiesene dürfen { $app } verwenden.
access-heading = Zugewiesen
access-roles-what = Rollen sind, was die App daraus macht: sie liest sie im Claim „roles“. Sie gelten auch, wenn alle sie verwenden dürfen.
access-nobody = Niemand ist zugewiesen.
access-group = Gruppe
access-who-label = Gruppe oder Person
access-who-hint = Der Name der Gruppe für Apps, oder Benutzername, E-Mail-Adresse oder Kennung eines Kontos.
access-nobody-found = Geben Sie den Namen einer Gruppe oder den Benutzernamen oder die E-Mail-Adresse eines Kontos ein
access-role-label = Rolle (freiwillig)
access-role-hint = Wie die App sie liest: Großbuchstaben sind andere als kleine. Ohne Rolle dürfen sie die App verwenden.
access-role-wrong = Geben Sie eine Rolle nur aus Buchstaben, Ziffern und . _ : @ / + - ein
access-assign = Zuweisen
access-assigned-one = { $name } ist zugewiesen.
access-unassigned = { $name } ist nicht mehr zugewiesen.

## The console: claims of an app

claims-crumb = Claims
claims-title = Was { $app } erfährt
claims-lead = Claims neben denen, um die sie bittet: unter anderem Namen, in anderen Tokens oder nur für manche Gruppen.
claims-heading = Zugeordnete Claims
claims-none = Keine: sie erhält, worum sie bittet.
claims-first = Von mehreren eines Namens zählt der erste, der für die Person gilt.
# $groups: names of groups with commas between.
claims-for = nur für { $groups }
claims-id-token = ID-Token
claims-userinfo = Userinfo
claims-access-token = Zugriffstoken
claims-add-heading = Claim zuordnen
claims-add = Hinzufügen
claims-claim-label = Name des Claims
claims-claim-wrong = Geben Sie einen Namen aus sichtbaren Zeichen ohne Leer- und Anführungszeichen ein
claims-claim-ours = Geben Sie einen anderen Namen ein: { $claim } sagt nur dieser Server, über Geprüftes
claims-from-label = Besteht aus
claims-from-hint = { $groups }, { $roles }, { $device }, ein Standard-Claim wie { $claim } oder ein fester Text wie { $text }.
claims-from-wrong = Wählen Sie, woraus der Claim besteht, wie im Hinweis beschrieben
claims-in-label = Steht in
claims-nowhere = Wählen Sie, wo der Claim steht
claims-for-label = Nur für Gruppen (freiwillig)
claims-for-hint = Namen von Gruppen mit Leerzeichen dazwischen; leer: für alle.
claims-for-unknown = Geben Sie Namen vorhandener Gruppen ein: { $group } gibt es nicht
claims-added = Der Claim ist zugeordnet. Er gilt ab dem nächsten Token.
claims-removed = Der Claim ist entfernt.
claims-too-many = Entfernen Sie zuerst einen Claim: eine App hat höchstens 50
claims-preview-heading = Was Tokens sagen würden
claims-preview-what = Wie nach einer Anmeldung mit Passwort in diesem Moment. Nichts wird signiert, und die Person erfährt nichts.
claims-preview-scope = Scope
claims-scope-wrong = Geben Sie Scope-Wörter mit Leerzeichen dazwischen ein
claims-preview-show = Anzeigen
claims-preview-of = Über { $name }
claims-preview-refused = Diese Person darf { $app } nicht verwenden, also wird nichts davon mitgeteilt.

## The console: what scopes mean

admin-scopes = Scopes
scopes-lead = Was Personen lesen, wenn eine App um einen Scope Ihrer Ressourcenserver bittet. Sonst lesen sie das Wort selbst.
scopes-heading = Beschrieben
scopes-none = Noch ist kein Scope beschrieben.
scopes-add-heading = Scope beschreiben
scopes-word-label = Scope
scopes-word-hint = So wie Apps darum bitten, etwa { $example }. Was für diese Sprache da ist, wird ersetzt.
scopes-word-wrong = Geben Sie ein Scope-Wort ohne Leerzeichen ein
scopes-word-ours = Geben Sie einen anderen Scope ein: was dieser bedeutet, sagt dieser Server
scopes-language-label = Sprache
scopes-title-label = Was eine App darf
scopes-title-hint = Wenige Wörter nach „Sie kann dann“, etwa „Ihre Notizen lesen“.
scopes-title-wrong = Geben Sie höchstens 80 Zeichen dafür ein, was eine App darf, und 200 für mehr dazu
scopes-description-label = Mehr dazu (freiwillig)
scopes-saved = Personen lesen das nun über { $scope }.
scopes-forgotten = Der Text zu { $scope } ist entfernt.
