# /apps/{id}, in Arabic. Words of the standards stay in Latin letters: see apps.ftl.

apps-detail-first-party = من الجهة المشغِّلة
apps-detail-vetted = تمت مراجعته
apps-detail-unvetted = لم تتم مراجعته
apps-detail-edit = تعديل
apps-detail-owner-you = هذا التطبيق ملكك.
apps-detail-owner-person = المالك: { $name }.
apps-detail-owner-nobody = بلا مالك: أُنشئ بأمر، أو لم يعد حساب مالكه موجودًا.
apps-detail-secret-heading = يُرجى نسخ سر العميل الآن
apps-detail-secret-lead = لن يظهر مرة أخرى. مكانه على خادمك، وليس في متصفح أو مستودع برمجي أبدًا.
apps-detail-secret-download = تنزيل ملف env
apps-detail-secret-stored = تم حفظه لديّ
apps-detail-secret-shown = ظهر السر مرة واحدة ولا يمكن إظهاره مجددًا. <link>تدوير السر</link> يمنحك سرًا جديدًا.
apps-detail-pkce-switch-heading = تفعيل PKCE في { $library }
apps-detail-pkce-switch-must = يجب أن يستخدم هذا التطبيق PKCE، لكن مكتبة { $library } لا تستخدمه إلا إذا طُلب منها ذلك: <code>{ $how }</code>
apps-detail-pkce-switch-must-else = الحل الآخر: اختيار قواعد OpenID Connect Core ضمن <link>تعديل</link>.
apps-detail-pkce-switch-may = لا تستخدم مكتبة { $library } آلية PKCE إلا إذا طُلب منها ذلك، لذلك يتبع هذا التطبيق قواعد OpenID Connect Core ويعمل من دونها.
apps-detail-pkce-switch-may-better = والأفضل: تعيين <code>{ $how }</code>، ثم اختيار «دائمًا مع PKCE» ضمن <link>تعديل</link>.
apps-detail-pkce-missing-heading = لا تدعم مكتبة { $library } آلية PKCE
apps-detail-pkce-missing-must = يجب أن يستخدم هذا التطبيق PKCE.
apps-detail-pkce-missing-must-else = يمكنك اختيار قواعد OpenID Connect Core ضمن <link>تعديل</link>، أو استخدام مكتبة أخرى.
apps-detail-pkce-missing-may = لذلك يتبع هذا التطبيق قواعد OpenID Connect Core.
apps-detail-pkce-missing-may-better = مع مكتبة تدعم PKCE، يمكنك اختيار «دائمًا مع PKCE» ضمن <link>تعديل</link>.
apps-detail-next = الخطوة التالية: إضافة هذه الإعدادات إلى تطبيقك وتسجيل الدخول إليه مرة واحدة. وفي حال الفشل، يظهر السبب ضمن <link>الأخطاء الأخيرة</link>.
apps-detail-next-service = الخطوة التالية: إضافة هذه الإعدادات إلى خدمتك لتطلب token. وفي حال الفشل، يظهر السبب ضمن <link>الأخطاء الأخيرة</link>.
apps-detail-settings-heading = إعدادات لتطبيقك
apps-detail-views-label = طريقة عرض الإعدادات
apps-detail-view-list = قائمة
apps-detail-issuer = Issuer
apps-detail-issuer-copy = نسخ Issuer
apps-detail-issuer-copied = تم نسخ Issuer
apps-detail-discovery = مستند الاكتشاف
apps-detail-discovery-copy = نسخ عنوان مستند الاكتشاف
apps-detail-discovery-copied = تم نسخ عنوان مستند الاكتشاف
apps-detail-token-endpoint = Token endpoint
apps-detail-token-endpoint-copy = نسخ Token endpoint
apps-detail-token-endpoint-copied = تم نسخ Token endpoint
apps-detail-client-id = Client ID
apps-detail-client-id-copy = نسخ Client ID
apps-detail-client-id-copied = تم نسخ Client ID
apps-detail-scopes = Scopes
apps-detail-scopes-copy = نسخ Scopes
apps-detail-scopes-copied = تم نسخ Scopes
apps-detail-secret = سر العميل
apps-detail-secret-copy = نسخ سر العميل
apps-detail-secret-copied = تم نسخ سر العميل
apps-detail-secret-created = تاريخ الإنشاء: { $when }.
apps-detail-secret-previous = يظل السر السابق صالحًا حتى { $when }.
apps-detail-secret-rotate = تدوير…
apps-detail-secret-rotate-named = تدوير… (سر العميل)
apps-detail-snippet-env = الإعدادات بتنسيق env
apps-detail-snippet-json = الإعدادات بتنسيق JSON
apps-detail-snippet-copy = نسخ الإعدادات
apps-detail-snippet-copied = تم نسخ الإعدادات
apps-detail-snippet-secret = يُرجى إضافة سر العميل الذي حفظته، فلا يمكن إظهاره مجددًا.
apps-detail-uris-heading = عناوين Redirect URI
apps-detail-uris-lead = يعود المستخدمون إلى أحد هذه العناوين بعد تسجيل الدخول. يجب أن يرسله تطبيقك مطابقًا حرفًا بحرف.
apps-detail-uris-copy = نسخ { $uri }
apps-detail-uris-copied = تم نسخ Redirect URI
apps-detail-uris-remove = إزالة
apps-detail-uris-remove-named = إزالة { $uri }
apps-detail-uris-add-label = إضافة Redirect URI
apps-detail-uris-add = إضافة
apps-detail-uris-add-named = إضافة Redirect URI هذا
apps-detail-house-command = لا يُطلب إذن المستخدمين قبل استخدام هذا التطبيق، لذلك لا يتم تغييره إلا بأمر: <code>{ $command }</code>
apps-detail-post-logout = بعد تسجيل الخروج
apps-detail-backchannel = الإبلاغ عن تسجيل الخروج عبر القناة الخلفية
apps-detail-frontchannel = الإبلاغ عن تسجيل الخروج عبر القناة الأمامية
apps-detail-preview-heading = ما يراه المستخدمون
apps-detail-preview-warned = يمكن لأي شخص تسجيل تطبيق هنا، لذلك يظهر تحذير للمستخدمين قبل السماح لهذا التطبيق. يمكنك أن تطلب من أحد المشرفين مراجعته.
apps-detail-preview-unvetted = لم يراجع أي مشرف هذا التطبيق بعد.
apps-detail-preview-house = لا شيء: لا يُطلب إذن المستخدمين قبل استخدامه.
apps-detail-preview-first = عند تسجيل الدخول إلى التطبيق لأول مرة.
apps-detail-preview-question = هل تريد السماح لتطبيق { $app } باستخدام حسابك؟
apps-detail-logo-change = تغيير الشعار
apps-detail-logo-upload = تحميل شعار
apps-detail-rotate-heading = تدوير السر
apps-detail-rotate-what = يظل السر القديم صالحًا لمدة 24 ساعة، ليتسنّى لك نشر السر الجديد دون توقف.
apps-detail-rotate = تدوير السر…
apps-detail-delete-heading = حذف هذا التطبيق
apps-detail-delete-forever = لا يمكن التراجع عن ذلك.
apps-detail-delete = حذف التطبيق…

## What the app ran into

apps-errors-heading = الأخطاء الأخيرة
apps-errors-none = لا أخطاء خلال آخر 7 أيام. تظهر هنا المشكلات التي تواجه المستخدمين أو تطبيقك، مع سببها. وتُمحى عند إعادة تشغيل الخادم.
apps-errors-lead = المشكلات التي واجهت المستخدمين أو تطبيقك خلال آخر 7 أيام، بقدر ما يتذكره هذا الخادم: فهي تُمحى عند إعادة تشغيله.
apps-errors-times =
    { $times ->
        [1] مرة واحدة
        [zero] { $times } مرة
        [two] مرتان
        [few] { $times } مرات
        [many] { $times } مرة
       *[other] { $times } مرة
    }
apps-errors-received = المُستلَم:
apps-errors-expected = المتوقَّع:
apps-errors-register = أو <link>تسجيل هذا العنوان أيضًا</link>.
apps-errors-last = آخر مرة: { $when }
apps-errors-reference = المرجع { $reference }

## What it was told of sign-ins that ended

apps-told-took = استلم التطبيق { $took } من أصل آخر { $ends }.
apps-told-took-last = استلم التطبيق { $took } من أصل آخر { $ends }. آخر استلام: { $when }.
apps-told-waiting = قيد الانتظار: { $waiting }.
apps-told-given-up = تعذّر تسليمها نهائيًا: { $lost }.
apps-told-trouble = بدلًا من الرد: { $trouble }.
