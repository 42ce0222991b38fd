# French. /account/sessions: where somebody is signed in.

devices-lead = Les appareils où votre session est ouverte. Si l’un d’eux vous est inconnu, déconnectez-le et <link>changez votre mot de passe</link>.
devices-here = Cet appareil
devices-new-place = Nouveau lieu
devices-since-password = connexion par mot de passe : { $when }
devices-since-other = connexion par un autre moyen : { $when }
devices-seen = dernière activité : { $when }
devices-used-for = Utilisé pour { $apps }
devices-used-for-none = Aucune application utilisée
devices-bound = Liée à cet appareil ; clé montrée pour la dernière fois : { $when }
devices-bound-since = Liée { $when }
devices-sign-out-named = Se déconnecter : { $device }
devices-signed-out = Session fermée : { $device }.
devices-others-heading = Se déconnecter partout ailleurs
devices-others-what = Cela déconnecte tous les autres appareils ci-dessus. Les applications que vous y utilisez vous demanderont de vous reconnecter.
devices-others-sign-out =
    { $devices ->
        [one] Déconnecter { $devices } autre appareil
       *[other] Déconnecter { $devices } autres appareils
    }
devices-others-signed-out =
    { $devices ->
        [0] Plus aucun autre appareil n’avait de session ouverte.
        [one] { $devices } autre appareil a été déconnecté.
       *[other] { $devices } autres appareils ont été déconnectés.
    }

## Sign-ins that are over

devices-earlier = Auparavant
devices-ended = fin : { $when }. { $why }
devices-why-signed-out = Déconnexion depuis l’appareil lui-même.
devices-why-app = Déconnexion par une application.
devices-why-crowded = Plus de comptes y étaient utilisés qu’un navigateur n’en garde.
devices-why-elsewhere = Déconnexion depuis un autre appareil.
devices-why-administrator = Déconnexion par un administrateur.
devices-why-too-many = Vous aviez trop de sessions ouvertes à la fois.
devices-why-idle = Session inutilisée depuis un moment.
devices-why-age = Connexion trop ancienne.
devices-why-password = Session fermée lors du changement de mot de passe.
devices-why-factor = Session fermée lors de la modification d’un moyen de connexion.
devices-why-disabled = Session fermée lors de la désactivation du compte.
devices-why-leaving = Session fermée lors de la demande de suppression du compte.
devices-why-removed = Session fermée lors de la suppression du compte.
devices-why-unknown = Session terminée.

## Whether an app that was used there knows that it is over, and what it still can do

devices-told = L’application { $app } en a été informée.
devices-told-soon = L’application { $app } va en être informée.
devices-told-again = L’application { $app } n’a pas encore répondu ; elle en sera informée de nouveau.
devices-told-asked = Le navigateur a demandé la déconnexion à l’application { $app }.
devices-told-refused = L’application { $app } a refusé d’en être informée.
devices-told-given-up = L’application { $app } est restée injoignable pendant un jour.
devices-told-deaf = L’application { $app } n’a pas d’adresse où l’en informer.
devices-holds-lasting = Elle peut continuer en votre absence, comme vous l’avez autorisé.
devices-holds-access = Ce qu’elle a obtenu peut encore fonctionner quelques minutes.
