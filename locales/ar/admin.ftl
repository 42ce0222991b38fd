# /admin: the console of whoever looks after the installation.

admin-overview = نظرة عامة

admin-people = الأشخاص
admin-sessions = الجلسات
admin-audit = سجل التدقيق

admin-search = بحث
admin-none = لم يُعثر على شيء.
admin-pages = صفحات أخرى
admin-first = الصفحة الأولى
admin-next = الصفحة التالية
admin-csv = تنزيل بصيغة CSV
admin-json = تنزيل بصيغة JSON
admin-for = أنت تتصرف نيابةً عن { $name } ({ $account }). سيظهر ذلك في نشاطه.
admin-done = { $what }: تم ذلك لـ { $name }.
admin-saved = حُفظ لـ { $name }.
admin-last-administrator = يبقى المدير الوحيد القادر على تسجيل الدخول مديرًا. عيّن مديرًا آخر أولًا.

admin-role-administrator = مدير
admin-role-support = الدعم
admin-role-auditor = مدقق
admin-give = منح دور { $role }
admin-take = سحب دور { $role }
admin-role-given = لدى { $name } الآن دور { $role }.
admin-role-taken = لم يعد لدى { $name } دور { $role }.
admin-role-by-group = ما زال لدى { $name } دور { $role } عبر مجموعة.
admin-role-by = عبر { $group }

admin-people-search = بداية اسم أو اسم مستخدم أو عنوان بريد إلكتروني
admin-people-which = عرض
admin-which-all = الجميع
admin-which-in-use = قيد الاستخدام
admin-which-disabled = موقوف
admin-which-leaving = سيُحذف
admin-people-new = إنشاء حساب
admin-people-invite = دعوة شخص
admin-made = أُنشئ { $when }
admin-choose = اختيار { $name }
admin-several = مع المختارين:
admin-bulk-count =
    { $people ->
        [one] يخص هذا شخصًا واحدًا:
        [two] يخص هذا شخصين:
        [few] يخص هذا { $people } أشخاص:
        [many] يخص هذا { $people } شخصًا:
       *[other] يخص هذا { $people } شخص:
    }
admin-bulk-left-out = لن يُفعل شيء لهؤلاء: صلاحياتهم أوسع من صلاحياتك، أو هو أنت.
admin-bulk-done =
    { $people ->
        [one] تم لشخص واحد.
        [two] تم لشخصين.
        [few] تم لـ { $people } أشخاص.
        [many] تم لـ { $people } شخصًا.
       *[other] تم لـ { $people } شخص.
    }
admin-bulk-not = { $done } ولم يتم لـ { $names }.

admin-disable = إيقاف الحساب
admin-disable-what = تنتهي كل جلسات الدخول ولا يحصل أي تطبيق على رمز جديد حتى يُعاد تشغيل الحساب.
admin-enable = تشغيل الحساب
admin-enable-what = يمكن للشخص تسجيل الدخول مجددًا، ومن كان مسجَّلًا يسجل من جديد.
admin-sign-out = تسجيل الخروج من كل مكان
admin-sign-out-what = تنتهي كل جلسات الدخول في كل متصفح، وعلى التطبيقات المتصلة أن تطلب الإذن مجددًا. تبقى كلمة المرور.
admin-send-reset = إرسال رسالة لكلمة مرور جديدة
admin-send-reset-what = تُرسل رسالة إلى عنوان الشخص ليختار كلمة مرور جديدة، ثم تنتهي كل الجلسات الأخرى.
admin-send-reset-not = لم تُرسل أي رسالة: لا عنوان للحساب أو أنه موقوف، أو أُرسلت رسائل كثيرة مؤخرًا، أو لا تُرسل رسائل هنا.
admin-print-reset = عرض رابط لكلمة مرور جديدة
admin-print-reset-what = تعرض الصفحة التالية رابطًا مرة واحدة. من يملكه يختار كلمة مرور هذا الحساب: سلّمه لصاحبه فقط.
admin-print-reset-not = الحساب موقوف: لن تُدخل كلمة مرور جديدة أحدًا. شغّله أولًا.
admin-remove-factors = إزالة مفاتيح المرور والعوامل الثانية
admin-remove-factors-what = لمن فقدها: تفتح كلمة المرور وحدها الحساب من جديد. تحقق أولًا ممن يطلب ذلك. تنتهي كل الجلسات ويُبلَّغ الشخص برسالة.
admin-remove-factors-not = لا توجد كلمة مرور، لذا تبقى مفاتيح المرور: لا شيء غيرها يفتح الحساب. اطلب اختيار كلمة مرور أولًا.
admin-delete = حذف الحساب
admin-delete-what = تنتهي كل الجلسات فورًا ولا يستخدم أي تطبيق الحساب. يُحذف نهائيًا بعد { $time } مع جلساته وموافقاته، ويمكن الإبقاء عليه حتى ذلك الحين. تبقى تطبيقاته بلا مالك.
admin-keep = الإبقاء على الحساب
admin-keep-what = لن يُحذف الحساب. يسجل الشخص الدخول من جديد.

admin-only-look = يمكنك الاطلاع على هذا الحساب دون تغيير شيء: صلاحيات صاحبه أوسع من صلاحياتك.
admin-leaving-until = سيُحذف هذا الحساب في { $when }.
admin-person-account = الحساب
admin-person-login = اسم المستخدم
admin-person-email = عنوان البريد الإلكتروني
admin-person-name = الاسم
admin-person-id = المعرّف
admin-person-groups = المجموعات
admin-confirmed = مؤكَّد
admin-not-confirmed = غير مؤكَّد
admin-person-edit = تعديل الملف الشخصي
admin-person-change-email = تغيير البريد الإلكتروني
admin-person-export = تنزيل البيانات المحفوظة
admin-person-ways = طرق تسجيل الدخول
admin-person-password = كلمة المرور
admin-person-passkeys = مفاتيح المرور
admin-person-totp = تطبيق المصادقة
admin-person-codes = رموز الاسترداد المتبقية
admin-chosen = اختيرت { $when }
admin-yes = نعم
admin-no = لا
admin-person-roles = الأدوار
admin-person-devices = الأجهزة
admin-person-nowhere = غير مسجَّل الدخول في أي مكان.
admin-person-apps = التطبيقات المتصلة
admin-person-no-apps = لا يستخدم أي تطبيق هذا الحساب.
admin-person-all-activity = كل ذلك في سجل التدقيق

admin-new-lead = لا كلمة مرور للحساب بعد. أرسل لصاحبه بعد ذلك رسالة أو رابطًا لاختيارها.
admin-new-done = أُنشئ حساب { $name }. لا كلمة مرور له بعد: أرسل رسالة أو اعرض رابطًا.
admin-login-wrong = استخدم من 1 إلى 64 حرفًا أو رقمًا أو نقطة أو شرطة أو شرطة سفلية، على أن يبدأ بحرف أو رقم
admin-taken = لحساب آخر اسم المستخدم أو العنوان نفسه
admin-email-known = من المعلوم أن العنوان له
admin-email-lead = يسري فورًا. يُبلَّغ الشخص على العنوان السابق برسالة تتيح التراجع.
admin-invite-lead = من يتلقى الدعوة ينشئ حسابًا بهذا العنوان مرة واحدة.
admin-invite-by-letter = إرسالها برسالة، وإلا تعرض الصفحة التالية رابطًا لتسليمه
admin-invite-sent = دعوة إلى { $email } في الطريق.
admin-invite-too-many = أُرسلت ثلاث دعوات إلى هذا العنوان خلال ساعة
admin-link-heading = سلّم هذا الرابط
admin-link-for = إنه لـ { $name } وحده، ويُعرض هذه المرة فقط.
admin-link = الرابط
admin-link-copy = نسخ الرابط
admin-link-copied = نُسخ الرابط
admin-link-until = يعمل مرة واحدة حتى { $when }.

admin-sessions-lead = كل من سجّل الدخول، الأحدث أولًا.
admin-sessions-search = اسم المستخدم أو البريد الإلكتروني أو معرّف شخص
admin-sessions-all = تسجيل خروج { $name } من كل مكان
admin-session-since = سُجِّل الدخول { $when }
admin-session-end = تسجيل خروج { $name }: { $device }
admin-session-ended = سُجِّل خروج { $name } هناك.

admin-audit-search = شخص أو تطبيق أو عنوان شبكة أو مرجع
admin-audit-what = ماذا
admin-audit-any = أي شيء
admin-audit-person = الشخص
admin-audit-app = التطبيق (معرّف العميل)
admin-audit-from = من
admin-audit-to = إلى
admin-audit-day-wrong = اكتب يومًا مثل 2026-11-22
admin-audit-who = بواسطة
admin-audit-object = على
admin-by-somebody = شخص ما
admin-by-operator = { $name } (سطر الأوامر)
admin-by-command = سطر الأوامر
admin-by-server = هذا الخادم
