admin-well = Tout va bien
admin-unwell = Demande attention
admin-number = { $n }
admin-percent = { $n } %
admin-day = { $day } { $month }
admin-figure-sign-ins = Connexions aujourd’hui (UTC)
admin-figure-failed =
    { $n ->
        [one] { $n } échec
       *[other] { $n } échecs
    }
admin-figure-people = Personnes
admin-figure-new =
    { $n ->
        [one] { $n } nouvelle cette semaine
       *[other] { $n } nouvelles cette semaine
    }
admin-figure-apps = Applications
admin-figure-errors =
    { $n ->
        [one] { $n } avec des erreurs aujourd’hui
       *[other] { $n } avec des erreurs aujourd’hui
    }
admin-figure-signed-in = Sessions ouvertes
admin-figure-signed-in-what = navigateurs
admin-sign-ins = Connexions des 14 derniers jours
admin-succeeded = Réussies
admin-failed = Échouées
admin-sign-ins-fine = Les jours sont ceux d’UTC. Les échecs sont consignés dans l’heure.
admin-sign-ins-none = Aucune connexion pour l’instant. Elles apparaissent ici en moins d’une minute.
admin-sign-ins-finding = Connexions des 14 derniers jours : { $made } réussies, { $failed } échouées ; le plus grand nombre le { $day }.
admin-chart-table = Afficher en tableau
admin-chart-table-label = Chiffres par jour
admin-chart-day = Jour
admin-methods = Comment on se connecte
admin-methods-of =
    { $n ->
        [one] Sur la dernière connexion.
       *[other] Sur les { $n } dernières connexions.
    }
admin-method-passkey = Clé d’accès
admin-method-password-and-passkey = Mot de passe et clé d’accès
admin-method-password-and-code = Mot de passe et code
admin-method-password = Mot de passe
admin-method-other = Autrement
admin-needs = À surveiller
admin-needs-none = Rien à signaler.
admin-need-mail = Courrier
admin-need-no-mail = Le courrier n’est pas configuré
admin-need-no-mail-more = Personne ne peut confirmer une adresse ni choisir un nouveau mot de passe par courrier. Définissez mail.smtp.
admin-need-letters =
    { $n ->
        [one] { $n } message n’a pas été remis
       *[other] { $n } messages n’ont pas été remis
    }
admin-need-mail-more = De nouvelles tentatives ont lieu. Voir lanyard outbox list.
admin-need-mail-why = Réponse du serveur : { $why }
admin-need-app = Application
admin-need-told = { $app } n’accepte pas les messages de déconnexion
admin-need-told-more = { $n } échecs, dont { $given } abandonnés.
admin-need-errors = { $app } rencontre des erreurs
admin-need-errors-more =
    { $n ->
        [one] { $n } aujourd’hui, vue par ce nœud.
       *[other] { $n } aujourd’hui, vues par ce nœud.
    }
admin-need-certificate = Certificat
admin-need-certificate-ends = Le certificat de ce serveur prend fin { $when }
admin-need-certificate-ends-more = Renouvelez-le et remplacez les fichiers que nomment tls.certificate et tls.key ; le serveur les relit de lui-même.
admin-need-certificate-unread = Le certificat de ce serveur n’est plus lisible
admin-need-certificate-unread-more = { $key } : { $why }. Le précédent est présenté jusqu’à sa fin ou au redémarrage du serveur.
admin-need-apps = Applications
admin-need-unvetted =
    { $n ->
        [one] { $n } application attend un examen
       *[other] { $n } applications attendent un examen
    }
admin-need-unvetted-more = Des personnes les ont enregistrées, et personne ne s’en porte garant.
admin-need-passwords = Mots de passe
admin-need-hashes =
    { $n ->
        [one] { $n } compte a une ancienne empreinte de mot de passe
       *[other] { $n } comptes ont d’anciennes empreintes de mot de passe
    }
admin-need-hashes-more = Chacune est refaite à la prochaine connexion.
admin-need-nodes = Nœuds
admin-need-clocks = Les horloges des nœuds diffèrent
admin-need-clocks-more = L’horloge de { $ahead } avance de { $n } secondes sur celle de { $behind }. Réglez-les toutes par NTP : 2 minutes sont sans conséquence.
admin-need-schema = Un nœud connaît un autre schéma que celui de la base
admin-need-schema-more = { $host } connaît le schéma { $known }, la base a le schéma { $schema }. Utilisez partout la même version.
admin-need-versions = Les nœuds ont des versions différentes
admin-need-versions-more = Normal pendant une mise à niveau. Terminez-la bientôt.
admin-need-key = Clé
admin-need-next-key = Les prochaines clés de signature vont prendre le relais
admin-need-next-key-more = À partir du { $when }.
admin-nodes = Nœuds
admin-node = version { $version }, démarré { $when }
