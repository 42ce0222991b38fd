# French. /login: signing in, and choosing an account.

sign-in-title = Connexion
sign-in-again-title = Confirmez votre identité
sign-in-stays = La session du compte { $name } reste ouverte ici.
sign-in-login = Adresse e-mail ou nom d’utilisateur
sign-in-password = Mot de passe
sign-in-remember = Garder ma session ouverte sur cet appareil
sign-in-remember-hint = Uniquement sur un appareil personnel. Votre nom s’y affichera aussi la prochaine fois.
sign-in-continue-to = Continuer vers { $app }
sign-in-not-you = Ce n’est pas vous ? <link>Utiliser un autre compte</link>
sign-in-new-here = Première visite ? <link>Créer un compte</link>
sign-in-wrong = L’adresse e-mail ou le mot de passe est incorrect
sign-in-wrong-advice = Vérifiez les deux, puis réessayez.
sign-in-no-login = Saisissez votre adresse e-mail ou votre nom d’utilisateur
sign-in-no-password = Saisissez votre mot de passe
sign-in-slowed = Trop de tentatives. Attendez { $wait }, puis réessayez. Si vous ne connaissez pas votre mot de passe, demandez-en un nouveau à l’équipe { $operator }.
sign-in-slowed-forgot = Trop de tentatives. Attendez { $wait }, puis réessayez. Si vous ne connaissez pas votre mot de passe, choisissez-en un nouveau avec « Mot de passe oublié ? » ci-dessous.

## Why somebody sees this page

reason-app-asks = L’application vous demande à nouveau votre mot de passe.
reason-page-asks = Cette page vous demande à nouveau votre mot de passe.
reason-expired = Cette page est restée ouverte longtemps. Connectez-vous pour continuer.
reason-expired-app = Cette page est restée ouverte longtemps. Connectez-vous pour continuer vers { $app }.
reason-elsewhere = Cette opération a commencé dans un autre navigateur, ou avant la fermeture de celui-ci. Connectez-vous ici pour continuer.
reason-cookies-gone = Ce navigateur n’a plus de session : ses cookies ont été supprimés ou la fenêtre a été fermée.
reason-too-long = Votre saisie était trop longue pour être conservée. Le formulaire sera donc vide.
reason-idle = Votre session a été fermée, car ce navigateur n’a pas été utilisé pendant { $time }.
reason-age = Votre session a été fermée, car elle était ouverte depuis { $time }.
reason-ended = Votre session a été fermée : ici, depuis un autre appareil ou parce que votre mot de passe a changé.
reason-device = Cette connexion est liée à l’appareil sur lequel elle a commencé, et ce navigateur n’a pas montré qu’il est cet appareil.
reason-not-bound = Votre session a été fermée : seuls les navigateurs qui lient une connexion à leur appareil restent connectés ici, et celui-ci ne l’a pas fait.
reason-unreadable = Votre session a été fermée, car ce navigateur ne permettait plus de la lire.

## Choosing among the accounts of this browser

choose-account-title = Choisissez un compte
choose-account-as = Continuer en tant que
choose-account-signed-in = Session ouverte
choose-account-sign-out-named = Se déconnecter : { $name }
choose-account-another = Utiliser un autre compte
choose-account-edit = Modifier cette liste
choose-account-remove = Retirer de cet appareil
choose-account-remove-named = Retirer de cet appareil : { $name }

## An account that its owner had deleted, as long as it can be kept

keep-account-title = Garder votre compte ?
keep-account-lead = Vous avez demandé la suppression du compte { $name }. Il sera supprimé le { $date }, sauf si vous le gardez.
keep-account-keep = Garder mon compte
keep-account-leave = Rien ne change si vous quittez cette page. <link>Quitter</link>

## Back to the app

form-post-title = Retour à l’application
form-post-heading = Nous vous ramenons à { $app }
form-post-lead = Si rien ne se passe dans un instant, appuyez sur le bouton.
finished-title = Cette connexion est terminée
finished-what = Vous y avez déjà répondu, peut-être dans un autre onglet, et continué vers { $app }. Chaque connexion ne fonctionne qu’une fois.
finished-next = Revenez à { $app }. Pour vous reconnecter, commencez par là.
finished-account = Ouvrir votre compte
