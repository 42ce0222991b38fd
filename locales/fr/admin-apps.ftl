admin-apps = Applications
admin-apps-show = Afficher
admin-apps-all = Toutes
admin-apps-unvetted = Non vérifiées
admin-apps-errors = Avec des erreurs
admin-apps-disabled = Désactivées
admin-apps-house = Maison
admin-apps-none = Il n’y en a aucune.
admin-app-open = Ouvrir sa page
admin-app-of-owner =
    { $n ->
        [one] La seule application de cette personne ; { $most } au plus.
       *[other] Une de ses { $n } applications ; { $most } au plus.
    }
admin-app-facts = À propos de cette application
admin-app-id = Client ID
admin-app-since = Enregistrée
admin-app-people = Personnes
admin-app-addresses = URI de redirection
admin-app-host = Hôte
admin-app-host-none = Personne n’a prouvé en contrôler un.
admin-app-host-prove = Prouver un hôte
admin-app-scope = Peut demander
admin-app-chart = Connexions avec cette application, 14 derniers jours
admin-app-chart-none = Personne ne s’y est connecté ces 14 derniers jours.
admin-app-sign-ins = Connexions
admin-app-finding =
    { $n ->
        [one] { $n } connexion avec cette application ces 14 derniers jours.
       *[other] { $n } connexions avec cette application ces 14 derniers jours.
    }
admin-app-vet = Se porter garant de cette application
admin-app-vet-what = Vous l’avez examinée et savez qui la gère. Les personnes ne sont plus mises en garde. Si son propriétaire change ce que l’on voit, la garantie prend fin.
admin-app-vet-submit = Marquer comme vérifiée
admin-app-unvet = Retirer la garantie
admin-app-unvet-what = Les personnes sont de nouveau mises en garde là où tout le monde peut enregistrer des applications.
admin-app-unvet-submit = Retirer
admin-app-vetted = { $app } est marquée comme vérifiée.
admin-app-unvetted = { $app } n’est plus marquée comme vérifiée.
admin-app-meanwhile = { $app } a changé entre-temps. Rien n’a été fait.
admin-app-on = Activer cette application
admin-app-on-what = On peut de nouveau s’y connecter et l’autoriser là où il le faut.
admin-app-on-submit = Activer
admin-app-limit = Combien de jetons elle obtient
admin-app-limit-label = Demandes de jetons par minute, au plus
admin-app-limit-hint = Compté sur chaque nœud, parmi celles qui aboutissent. Vide : autant qu’elle en demande. Au-delà, l’application doit attendre la fin de la minute ; personne n’est déconnecté.
admin-app-limit-wrong = Saisissez un nombre de 1 à 1000000, ou rien
admin-app-limit-set = La limite de { $app } est fixée.
admin-app-off = Désactiver cette application
admin-app-off-brief = Ni connexions ni jetons jusqu’à sa réactivation. Ce qui lui était accordé prend fin.
admin-app-off-link = Désactiver…
admin-app-off-title = Désactiver { $app } ?
admin-app-off-what =
    { $n ->
        [one] { $n } personne l’a autorisée. Plus personne ne peut s’y connecter, son accès prend fin aussitôt, et l’on voit qu’elle n’est pas connue ici.
       *[other] { $n } personnes l’ont autorisée. Plus personne ne peut s’y connecter, son accès prend fin aussitôt, et l’on voit qu’elle n’est pas connue ici.
    }
admin-app-off-submit = Désactiver
admin-app-switched-on = { $app } est activée.
admin-app-switched-off = { $app } est désactivée.
