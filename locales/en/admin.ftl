# /admin: the console of whoever looks after the installation.

admin-overview = Overview
admin-lead = What there is to look after at { $host }.
