# Groups, and who may use an app.

## /login/access: somebody may not use the app

no-access-title = لا يمكنك استخدام { $app }
# $account: an e-mail address or user name.
no-access-account = مسجَّل الدخول باسم <strong>{ $account }</strong>. <link>استخدام حساب آخر</link>
no-access-lead = لم ترتكب أي خطأ. هذا التطبيق مخصص لمن مُنحوا الوصول إليه.
no-access-ask = إذا كنت بحاجة إليه، فاطلب الوصول من { $operator }.
# Above e-mail addresses.
no-access-ask-contacts = إذا كنت بحاجة إليه، فتواصل مع المسؤولين عن { $app }:
no-access-back = العودة إلى { $app }

## Activity

activity-group-joined = إضافة إلى مجموعة
activity-group-left = إزالة من مجموعة
activity-assigned = منح الوصول إلى تطبيق
activity-unassigned = سحب الوصول إلى تطبيق

## What an app may see

scope-groups = رؤية المجموعات التي تنتمي إليها
scope-groups-none = لست في أي مجموعة
scope-roles = رؤية أدوارك في هذا التطبيق
scope-roles-none = ليس لك أي دور فيه
