# /admin: the console of whoever looks after the installation.

admin-overview = Übersicht
admin-lead = Was es bei { $host } zu verwalten gibt.
