# /account/activity, in Arabic.

activity-title = النشاط الأخير
activity-lead = ما حدث في حسابك. إذا كان هناك ما لا يبدو مألوفًا لك، فيُرجى <link>تغيير كلمة مرورك</link>.
activity-none = لا يوجد المزيد.
activity-newest = الأحدث
activity-older = الأقدم
activity-times =
    { $times ->
        [zero] { $times } مرة
        [one] مرة واحدة
        [two] مرتان
        [few] { $times } مرات
        [many] { $times } مرة
       *[other] { $times } مرة
    }

## Who did it

activity-by-you = بواسطتك
activity-by-somebody = بواسطة شخص آخر
activity-by-administrator = بواسطة أحد المشرفين
activity-by-app = بواسطة تطبيق
activity-by-server = بواسطة هذا الخادم

## What was done, without a full stop

activity-account-made = إنشاء الحساب
activity-account-invited = إرسال دعوة
activity-account-changed = تغيير الملف الشخصي
activity-account-password = تغيير كلمة المرور
activity-factor-added = تفعيل تطبيق المصادقة
activity-factor-removed = إزالة تطبيق المصادقة
activity-recovery-codes = إنشاء رموز استرداد جديدة
activity-recovery-code-used = استخدام رمز استرداد
activity-factor-failed = رموز خاطئة بعد كلمة المرور الصحيحة
activity-browser-trusted = الوثوق بمتصفح
activity-browser-distrusted = إلغاء الوثوق بمتصفح
activity-account-reset-opened = طلب كلمة مرور جديدة
activity-account-terms = الموافقة على الشروط
activity-account-address-asked = إرسال رسالة لتأكيد عنوان بريد إلكتروني
activity-data-exported = نُزّلت البيانات
activity-role-given = مُنح دور
activity-role-taken = سُحب دور
activity-account-disabled = تعطيل الحساب
activity-account-enabled = تفعيل الحساب
activity-account-deletion-begun = طلب حذف الحساب
activity-account-deletion-undone = التراجع عن حذف الحساب
activity-account-removed = إزالة الحساب
activity-sign-in-made = تسجيل الدخول
activity-sign-in-failed = محاولة فاشلة لتسجيل الدخول
activity-sign-in-ended = تسجيل الخروج
activity-sign-in-bound = ربط الجلسة بهذا الجهاز
activity-device-refused = استخدم أحدهم ملف ارتباط جلسة دون جهازها
activity-sign-in-told = إبلاغ تطبيق بتسجيل خروج
activity-consent-given = السماح لتطبيق
activity-consent-withdrawn = إزالة وصول تطبيق
activity-grant-made = منح تطبيق الوصول في غيابك
activity-grant-ended = انتهاء وصول تطبيق
activity-client-registered = تسجيل تطبيق
activity-client-changed = تغيير تطبيق
activity-client-secret = تدوير سر تطبيق
activity-client-removed = حذف تطبيق
activity-other = تغيير أجراه أحد المشرفين
