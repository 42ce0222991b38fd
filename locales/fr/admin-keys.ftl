admin-keys = Clés de signature
admin-keys-lead = Chaque clé est publiée avant de signer et le reste ensuite : les applications trouvent toujours la clé qu’elles rencontrent.
admin-keys-life = Vie des clés
admin-keys-table = Clés
admin-keys-now = Maintenant
admin-key-id = Identifiant
admin-key-alg = Algorithme
admin-key-state = État
admin-key-change = Prochain changement
admin-key-next = Prochaine
admin-key-next-long = Publiée, ne signe pas encore
admin-key-signing = Signe
admin-key-verifying = Vérification seule
admin-key-removed = Retirée
admin-key-signs-from = Signe à partir du { $when }
admin-key-signs-until = Cesse de signer le { $when }
admin-key-gone-on = Retirée le { $when }
admin-key-gone-since = Retirée depuis le { $when }
admin-key-until-next = Jusqu’à la création de la suivante
admin-key-told = { $alg }, clé { $kid } : { $state }. { $next }.
admin-key-remove = Retirer maintenant…
admin-key-remove-named = Retirer maintenant la clé { $kid }
admin-rotate = Renouveler les clés
admin-rotate-heading = Renouveler plus tôt
admin-rotate-what = Les prochaines clés signent, les actuelles continuent de vérifier jusqu’à la fin de tous les jetons qu’elles ont signés. Personne n’est déconnecté.
admin-rotate-link = Renouveler les clés…
admin-rotate-title = Renouveler les clés de signature ?
admin-rotate-young = Des clés ont été annoncées il y a moins de cinq minutes. Les applications qui gardent le jeu de clés refuseront les nouvelles signatures jusqu’à ce qu’elles le relisent. Mieux vaut attendre.
admin-rotate-impact = Les applications connaissent-elles les prochaines clés ?
admin-rotate-announced = Toutes sont publiées : { $when }.
admin-rotate-unannounced = Aucune clé n’attend. De nouvelles seront créées, qu’aucune application ne connaît encore.
admin-rotate-nobody = Aucun serveur d’application n’a appelé ce nœud depuis son démarrage : on ne peut rien en dire.
admin-rotate-all =
    { $n ->
        [one] La seule application vue ici peut les connaître.
       *[other] Les { $n } applications vues ici peuvent les connaître.
    }
admin-rotate-waiting =
    { $n ->
        [one] { $n } application sur { $all } ne les a pas encore lues.
       *[other] { $n } applications sur { $all } ne les ont pas encore lues.
    }
admin-rotate-has-it = Lues
admin-rotate-lacks-it = Pas encore
admin-rotate-fetched = jeu de clés lu : { $when }
admin-rotate-never = jeu de clés jamais lu depuis son adresse
admin-rotate-how-known = Le jeu de clés se lit sans se nommer. Une application est prise pour l’appelant qui a l’adresse réseau d’où son serveur a appelé en dernier. Vu par ce seul nœud, démarré { $when }. Les applications dans les navigateurs et les appareils ne figurent pas : elles le lisent là où sont les personnes.
admin-rotate-callers =
    { $n ->
        [one] { $n } adresse a lu le jeu de clés depuis
       *[other] { $n } adresses ont lu le jeu de clés depuis
    }
admin-rotate-before =
    { $n ->
        [one] { $n } adresse ne l’a lu qu’avant.
       *[other] { $n } adresses ne l’ont lu qu’avant.
    }
admin-rotate-submit = Renouveler maintenant
admin-rotate-done = Les prochaines clés signent désormais.
admin-rotate-before-you = Les clés ont changé depuis l’ouverture de la page. Rien n’a été fait.
admin-withdraw = Révoquer une clé
admin-withdraw-heading = Une clé a fuité
admin-withdraw-what = Révoque la clé aussitôt. Les jetons qu’elle a signés cessent de valoir, les personnes se reconnectent et une nouvelle clé prend le relais.
admin-withdraw-apps = Les applications suivent dès qu’elles relisent le jeu de clés.
admin-withdraw-link = Révoquer une clé…
admin-withdraw-title = Révoquer une clé de signature ?
admin-withdraw-which = Quelle clé
admin-withdraw-none = Choisissez une clé publiée
admin-withdraw-submit = Révoquer cette clé
admin-withdraw-done = La clé { $kid } est révoquée.
