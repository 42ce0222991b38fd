# /admin: the console of whoever looks after the installation.

admin-overview = Vue d’ensemble
admin-lead = Ce qu’il y a à gérer sur { $host }.
