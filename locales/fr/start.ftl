# French. /: where nobody in particular arrives, and a fresh installation.

landing-title = Bienvenue
landing-lead = Un seul compte pour toutes vos applications. Connectez-vous pour voir lesquelles l’utilisent, où vos sessions sont ouvertes et ce que l’on sait de vous.
landing-sign-up = Créer un compte

## A fresh installation. Lanyard is the name of this program.

fresh-title = Lanyard est en marche
fresh-lead = Trois étapes jusqu’à la première connexion.
fresh-admin-heading = Créez le premier administrateur
fresh-admin-code = Lanyard a affiché un code de configuration à son démarrage, dans le terminal ou le journal. La page suivante le demande.
fresh-admin-make = Créer l’administrateur
fresh-admin-or-commands = Ou exécutez ces deux commandes sur la machine où fonctionne Lanyard. La seconde demande le mot de passe : au moins { $count } caractères.
fresh-admin-restart = Redémarrez Lanyard : il affiche un code pour la <link>page de configuration</link>. Ou exécutez ces deux commandes sur la machine où il fonctionne. La seconde demande le mot de passe : au moins { $count } caractères.
fresh-admin-commands = Exécutez ces deux commandes sur la machine où fonctionne Lanyard. La seconde demande le mot de passe : au moins { $count } caractères.
fresh-commands-copy = Copier les commandes
fresh-commands-copied = Commandes copiées
fresh-app-heading = Inscrivez votre première application
fresh-app = <link>Connectez-vous</link> avec ce compte d’administrateur et ouvrez Applications. Vous y obtenez l’ID client et, pour une application web, son secret.
fresh-try-heading = Essayez une connexion
fresh-try = Lancez-la depuis votre application. Pour voir d’abord une connexion complète, exécutez <code>lanyard demo</code> sur votre propre ordinateur.
fresh-issuer = Issuer
fresh-issuer-copy = Copier l’issuer
fresh-issuer-copied = Issuer copié
fresh-database = Base de données
fresh-version = Version
fresh-before = Avant que d’autres personnes ne l’utilisent : ouvrez cette page à l’adresse de l’issuer depuis un autre ordinateur, et faites votre première sauvegarde.
