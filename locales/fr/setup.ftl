# French. /setup: the first administrator of a fresh installation.

setup-title = Créez le premier administrateur
setup-lead = Avec ce compte, vous gérez ce serveur. Vous pouvez inscrire des applications aussitôt.
setup-code = Code de configuration
setup-code-hint = Lanyard l’a affiché à son démarrage : regardez dans le terminal ou le journal. Il fonctionne une fois, pendant une heure.
setup-email-hint = Elle vous sert à vous connecter.
setup-make = Créer l’administrateur
setup-over = Il n’y a plus de code de configuration : chacun fonctionne une heure. Redémarrez Lanyard pour qu’il en affiche un nouveau.
setup-or-commands = Vous pouvez aussi utiliser les deux commandes de la <link>page d’accueil</link>.
setup-closed = Quelqu’un a déjà un compte ici : Lanyard n’affiche donc pas de code de configuration. Utilisez les deux commandes de la <link>page d’accueil</link>.
setup-no-code = Saisissez le code de configuration
setup-wrong-code = Le code de configuration est incorrect, ou son heure est écoulée
setup-slowed = Trop de codes incorrects. Attendez { $wait }, puis réessayez
setup-taken = Un compte existe déjà avec cette adresse. Utilisez-en une autre
setup-ready = Vous administrez maintenant ce serveur. Inscrivez votre première application.
