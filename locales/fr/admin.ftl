# /admin: the console of whoever looks after the installation.

admin-overview = Vue d’ensemble

admin-people = Personnes
admin-sessions = Sessions
admin-audit = Journal d’audit

admin-search = Rechercher
admin-none = Aucun résultat.
admin-pages = Autres pages
admin-first = Première page
admin-next = Page suivante
admin-csv = Télécharger en CSV
admin-json = Télécharger en JSON
admin-for = Vous agissez pour { $name } ({ $account }). Cette personne le voit dans son activité.
admin-done = { $what } : c’est fait pour { $name }.
admin-saved = Enregistré pour { $name }.
admin-last-administrator = La seule personne administratrice qui peut se connecter le reste. Nommez d’abord quelqu’un d’autre.

admin-role-administrator = Administration
admin-role-support = Assistance
admin-role-auditor = Audit
admin-give = Attribuer le rôle { $role }
admin-take = Retirer le rôle { $role }
admin-role-given = { $name } a maintenant le rôle { $role }.
admin-role-taken = { $name } n’a plus le rôle { $role }.
admin-role-by-group = { $name } a toujours le rôle { $role } par un groupe.
admin-role-by = par { $group }

admin-people-search = Début d’un nom, d’un nom d’utilisateur ou d’une adresse e-mail
admin-people-which = Afficher
admin-which-all = Tout le monde
admin-which-in-use = En service
admin-which-disabled = Désactivé
admin-which-leaving = À supprimer
admin-people-new = Créer un compte
admin-people-invite = Inviter quelqu’un
admin-made = créé { $when }
admin-choose = Sélectionner { $name }
admin-several = Avec la sélection :
admin-bulk-count =
    { $people ->
        [one] Cela concerne une personne :
       *[other] Cela concerne { $people } personnes :
    }
admin-bulk-left-out = Rien n’est fait pour ces personnes : elles ont plus de droits que vous, ou c’est vous.
admin-bulk-done =
    { $people ->
        [one] C’est fait pour une personne.
       *[other] C’est fait pour { $people } personnes.
    }
admin-bulk-not = { $done } Pas pour { $names }.

admin-disable = Désactiver le compte
admin-disable-what = Toutes les connexions prennent fin et aucune application n’obtient de jeton jusqu’à la réactivation du compte.
admin-enable = Réactiver le compte
admin-enable-what = La personne peut de nouveau se connecter. Les connexions précédentes sont à refaire.
admin-sign-out = Déconnecter partout
admin-sign-out-what = Toutes les connexions prennent fin, dans tous les navigateurs, et les applications doivent redemander l’accès. Le mot de passe reste.
admin-send-reset = Envoyer un e-mail pour un nouveau mot de passe
admin-send-reset-what = Un e-mail part à l’adresse de la personne. Elle y choisit un nouveau mot de passe ; toutes les autres connexions prennent alors fin.
admin-send-reset-not = Aucun e-mail n’a été envoyé : le compte n’a pas d’adresse ou est désactivé, trop d’e-mails y ont été envoyés récemment, ou l’envoi est désactivé ici.
admin-print-reset = Afficher un lien pour un nouveau mot de passe
admin-print-reset-what = La page suivante affiche un lien une seule fois. Qui l’a choisit le mot de passe de ce compte : ne le donnez qu’à la personne concernée.
admin-print-reset-not = Le compte est désactivé : un nouveau mot de passe n’ouvrirait rien. Réactivez-le d’abord.
admin-remove-factors = Supprimer les clés d’accès et les seconds facteurs
admin-remove-factors-what = Pour quelqu’un qui les a perdus : le mot de passe seul ouvre de nouveau le compte. Vérifiez d’abord qui le demande. Toutes les connexions prennent fin et la personne est prévenue par e-mail.
admin-remove-factors-not = Il n’y a pas de mot de passe, les clés d’accès restent donc : rien d’autre n’ouvre le compte. Faites d’abord choisir un mot de passe.
admin-delete = Supprimer le compte
admin-delete-what = Toutes les connexions prennent fin aussitôt et aucune application n’utilise le compte. Il disparaît après { $time }, avec ses connexions et consentements ; d’ici là, il peut être conservé. Ses applications restent, sans propriétaire.
admin-keep = Conserver le compte
admin-keep-what = Le compte n’est finalement pas supprimé. La personne se reconnecte.

admin-only-look = Vous pouvez consulter ce compte sans rien changer : cette personne a plus de droits que vous.
admin-leaving-until = Ce compte sera supprimé le { $when }.
admin-person-account = Compte
admin-person-login = Nom d’utilisateur
admin-person-email = Adresse e-mail
admin-person-name = Nom
admin-person-id = Identifiant
admin-person-groups = Groupes
admin-confirmed = confirmée
admin-not-confirmed = non confirmée
admin-person-edit = Modifier le profil
admin-person-change-email = Changer l’adresse e-mail
admin-person-export = Télécharger les données conservées
admin-person-ways = Moyens de connexion
admin-person-password = Mot de passe
admin-person-passkeys = Clés d’accès
admin-person-totp = Application d’authentification
admin-person-codes = Codes de récupération restants
admin-chosen = choisi { $when }
admin-yes = Oui
admin-no = Non
admin-person-roles = Rôles
admin-person-devices = Appareils
admin-person-nowhere = Connexion nulle part.
admin-person-apps = Applications connectées
admin-person-no-apps = Aucune application n’utilise ce compte.
admin-person-all-activity = Tout dans le journal d’audit

admin-new-lead = Le compte n’a pas encore de mot de passe. Envoyez ensuite à la personne un e-mail ou un lien pour en choisir un.
admin-new-done = Le compte de { $name } est créé. Il n’a pas encore de mot de passe : envoyez un e-mail ou affichez un lien.
admin-login-wrong = Utilisez de 1 à 64 lettres, chiffres, points, tirets ou traits de soulignement, en commençant par une lettre ou un chiffre
admin-taken = Un autre compte a ce nom d’utilisateur ou cette adresse
admin-email-known = Il est établi que l’adresse est la sienne
admin-email-lead = Elle vaut aussitôt. La personne est prévenue à l’ancienne adresse par un e-mail qui permet d’annuler.
admin-invite-lead = Qui reçoit l’invitation crée un compte avec cette adresse, une seule fois.
admin-invite-by-letter = L’envoyer par e-mail ; sinon la page suivante affiche un lien à remettre
admin-invite-sent = Une invitation à { $email } est en route.
admin-invite-too-many = Trois invitations sont parties à cette adresse en une heure
admin-link-heading = Remettre ce lien
admin-link-for = Il est pour { $name } et pour personne d’autre. Il n’est affiché que cette fois.
admin-link = Lien
admin-link-copy = Copier le lien
admin-link-copied = Lien copié
admin-link-until = Il fonctionne une fois, jusqu’au { $when }.

admin-sessions-lead = Toutes les personnes connectées, les plus récentes d’abord.
admin-sessions-search = Nom d’utilisateur, adresse e-mail ou identifiant d’une personne
admin-sessions-all = Déconnecter { $name } partout
admin-session-since = connexion { $when }
admin-session-end = Déconnecter { $name } : { $device }
admin-session-ended = { $name } y est déconnecté.

admin-audit-search = Personne, application, adresse réseau ou référence
admin-audit-what = Quoi
admin-audit-any = Tout
admin-audit-person = Personne
admin-audit-app = Application (identifiant client)
admin-audit-from = Du
admin-audit-to = Au
admin-audit-day-wrong = Écrivez un jour comme 2026-11-22
admin-audit-who = Par
admin-audit-object = sur
admin-by-somebody = quelqu’un
admin-by-operator = { $name } (ligne de commande)
admin-by-command = la ligne de commande
admin-by-server = ce serveur
