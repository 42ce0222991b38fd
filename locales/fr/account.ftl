# French. The account area: /account and the pages below it. See also account-devices.ftl and account-activity.ftl.

## The menu beside every page

account-profile = Profil
account-password = Mot de passe
account-devices = Appareils
account-apps = Applications connectées
account-cancel = Annuler

## /account/apps: connected apps

connected-none = Aucune application n’utilise votre compte. Lorsque vous en autorisez une, elle apparaît ici.
connected-lead = Les applications que vous avez autorisées à utiliser votre compte. Celles que vous retirez perdent aussitôt l’accès.
connected-since = autorisation : { $when }
connected-used = dernière utilisation : { $when }
connected-may-see = Peut voir { $what }.
connected-profile = votre nom et votre profil
connected-email = votre adresse e-mail
connected-phone = votre numéro de téléphone
connected-address = votre adresse postale
connected-may-use = Peut utiliser { $what }.
connected-scope = « { $scope } »
connected-may-know = Sait que c’est vous.
connected-stays = Garde l’accès en votre absence.

## /account/apps/{id}/remove

connected-remove-ask = Retirer l’accès…
connected-remove-named = Retirer l’accès… ({ $app })
connected-remove = Retirer l’accès
connected-remove-heading = Retirer l’accès de l’application { $app } ?
connected-remove-note = L’effet est immédiat. L’application garde ce qu’elle a déjà enregistré. Si vous vous y reconnectez, votre autorisation est d’abord demandée.
connected-remove-lead = Elle ne pourra plus :
connected-removed = { $app } ne peut plus utiliser votre compte.

## /account/security/password

password-title = Changez votre mot de passe
password-changed-when = Dernière modification : { $when }.
password-note = Ce changement ferme vos sessions sur vos autres appareils. Celle-ci reste ouverte.
password-current = Mot de passe actuel
password-change = Changer le mot de passe
password-current-missing = Saisissez votre mot de passe actuel
password-current-wrong = Le mot de passe actuel est incorrect
password-slowed = Trop de tentatives. Attendez { $wait }, puis réessayez
password-changed = Mot de passe changé. Vos sessions sur les autres appareils ont été fermées.

## /account/data: a copy of everything

data-title = Vos données
data-lead = Tout ce qui est conservé ici à votre sujet, sauf les mots de passe, les tokens et les autres secrets.
data-sign-ins = Connexions
data-connected = Applications ayant accès
data-owned = Applications que vous avez inscrites
data-activity = Activités enregistrées
data-download = Télécharger au format JSON
data-read = Consulter ici

## /account/delete

delete-title = Supprimer votre compte
delete-heading = Supprimer votre compte ?
delete-last-administrator = Aucun autre administrateur ne peut se connecter ici : votre compte est donc conservé. Nommez d’abord quelqu’un d’autre administrateur.
delete-at-once = Vos sessions sont aussitôt fermées sur tous les appareils, et plus aucune application ne peut utiliser votre compte.
delete-grace = Pendant { $time }, jusqu’au { $when }, vous pouvez changer d’avis : connectez-vous et gardez-le.
delete-then = Ensuite, la suppression est irréversible.
delete-goes-heading = Ce qui est supprimé
delete-goes-profile = Votre profil avec nom, adresse et photo, ainsi que votre mot de passe.
delete-goes-devices = Vos connexions et vos appareils.
delete-goes-apps =
    { $apps ->
        [0] Ce que vous avez autorisé à des applications. Elles gardent ce qu’elles ont déjà enregistré : demandez-leur de le supprimer.
        [one] Ce que vous avez autorisé à { $apps } application. Elle garde ce qu’elle a déjà enregistré : demandez-en la suppression.
       *[other] Ce que vous avez autorisé à { $apps } applications. Elles gardent ce qu’elles ont déjà enregistré : demandez-leur de le supprimer.
    }
delete-stays-heading = Ce qui reste
delete-stays-log = Le journal de ce qui a été fait ici, pour pouvoir enquêter sur les abus. Il vous désigne par un numéro, sans votre nom ni votre adresse e-mail, contient l’adresse réseau d’où chaque action a été faite, et il est conservé aussi longtemps que { $operator } garde ses journaux.
delete-stays-number = Votre numéro n’est jamais attribué à quelqu’un d’autre.
delete-stays-apps =
    { $apps ->
        [one] L’application que vous avez inscrite. Elle continue de fonctionner et les administrateurs s’en occupent. Supprimez-la d’abord si personne n’en a besoin.
       *[other] Les { $apps } applications que vous avez inscrites. Elles continuent de fonctionner et les administrateurs s’en occupent. Supprimez-les d’abord si personne n’en a besoin.
    }
delete-confirm = Votre compte
delete-confirm-hint = Saisissez <strong>{ $account }</strong> pour confirmer.
delete-confirm-wrong = Saisissez { $account } pour confirmer
delete-submit = Supprimer le compte
delete-begun = Votre compte sera supprimé le { $when }. Pour le garder, connectez-vous avant cette date.
delete-kept = Vous gardez votre compte.
