# /admin: the console of whoever looks after the installation.

admin-overview = Resumen
admin-lead = Lo que hay que administrar en { $host }.
