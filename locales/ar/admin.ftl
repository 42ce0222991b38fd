# /admin: the console of whoever looks after the installation.

admin-overview = نظرة عامة
admin-lead = ما يمكن إدارته على { $host }.
