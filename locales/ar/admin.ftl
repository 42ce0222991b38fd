# /admin: the console of whoever looks after the installation.

admin-overview = نظرة عامة
