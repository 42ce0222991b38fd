# French. /account/activity: what happened to the account.

activity-title = Activité récente
activity-lead = Ce qui s’est passé sur votre compte. Si vous ne reconnaissez pas quelque chose, <link>changez votre mot de passe</link>.
activity-none = Rien de plus.
activity-newest = Les plus récentes
activity-older = Plus anciennes
activity-times = { $times } fois

## Who did it

activity-by-you = Par vous
activity-by-somebody = Par quelqu’un d’autre
activity-by-administrator = Par un administrateur
activity-by-app = Par une application
activity-by-server = Par ce serveur

## What was done, without a full stop

activity-account-made = Compte créé
activity-account-invited = Invitation envoyée
activity-account-changed = Profil modifié
activity-account-password = Mot de passe changé
activity-factor-added = Application d’authentification activée
activity-factor-removed = Application d’authentification retirée
activity-recovery-codes = Nouveaux codes de secours créés
activity-recovery-code-used = Code de secours utilisé
activity-factor-failed = Codes incorrects après le bon mot de passe
activity-browser-trusted = Navigateur de confiance ajouté
activity-browser-distrusted = Navigateur de confiance retiré
activity-account-reset-opened = Nouveau mot de passe demandé
activity-account-terms = Conditions acceptées
activity-account-address-asked = E-mail de confirmation d’adresse envoyé
activity-data-exported = Données téléchargées
activity-role-given = Rôle attribué
activity-role-taken = Rôle retiré
activity-account-disabled = Compte désactivé
activity-account-enabled = Compte réactivé
activity-account-deletion-begun = Suppression demandée
activity-account-deletion-undone = Compte finalement gardé
activity-account-removed = Compte supprimé
activity-sign-in-made = Connexion
activity-sign-in-failed = Échec d’une tentative de connexion
activity-sign-in-ended = Déconnexion
activity-sign-in-bound = Session liée à cet appareil
activity-device-refused = Le cookie d’une session a été utilisé sans son appareil
activity-sign-in-told = Application informée d’une déconnexion
activity-consent-given = Application autorisée
activity-consent-withdrawn = Accès d’une application retiré
activity-grant-made = Accès en votre absence donné à une application
activity-grant-ended = Fin de l’accès d’une application
activity-client-registered = Application inscrite
activity-client-changed = Application modifiée
activity-client-secret = Secret d’une application renouvelé
activity-client-removed = Application supprimée
activity-other = Modification par un administrateur
