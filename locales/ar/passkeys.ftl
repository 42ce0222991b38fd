# Passkeys: /login, /login/passkey, /login/passkey/offer, /login/enroll and /account/security, in Arabic.

passkey = مفتاح مرور

## Signing in

passkey-sign-in = تسجيل الدخول بمفتاح مرور
passkey-or-password = أو بكلمة مرورك
passkey-no-script = تحتاج مفاتيح المرور إلى JavaScript، وهذا المتصفح لا يشغّله هنا.
passkey-use = استخدام مفتاح المرور
passkey-none-used = لم يُستخدم أي مفتاح مرور. يُرجى إعادة المحاولة أو تسجيل الدخول بطريقة أخرى.
passkey-late = استغرق ذلك وقتًا طويلًا جدًا. يُرجى إعادة المحاولة
passkey-unknown = لم يعد مفتاح المرور هذا معروفًا هنا. يُرجى تسجيل الدخول بطريقة أخرى ثم إضافة مفتاح مرور جديد
passkey-refused = تعذّر التحقق من مفتاح المرور هذا. يُرجى إعادة المحاولة
passkey-copied = رُفض مفتاح المرور هذا: يبدو أن لدى شخص ما نسخة منه. يُرجى تسجيل الدخول بطريقة أخرى وإزالة هذا المفتاح
second-factor-passkey-title = استخدام مفتاح المرور
second-factor-use-passkey = استخدام مفتاح المرور

## Making one, here or while signing in

passkey-offer-title = تسجيل دخول أسرع في المرة القادمة
passkey-what = يمكنك استخدام بصمة إصبعك أو وجهك أو قفل الشاشة. لا شيء يلزم تذكّره، ولا شيء يمكن سرقته.
passkey-create = إنشاء مفتاح مرور
passkey-not-now = ليس الآن
passkey-or-totp = أو تطبيق مصادقة
passkey-cannot = لا يمكن لهذا المتصفح استخدام مفاتيح المرور هنا.
passkey-device-asks = سيطلب منك جهازك التأكيد.
passkey-none-made = لم يُنشأ أي مفتاح مرور. لم يتغيّر أي شيء.
passkey-there = يوجد على هذا الجهاز مفتاح مرور لحسابك بالفعل
passkey-not-made = تعذّر التحقق من مفتاح المرور. يُرجى إعادة المحاولة
passkey-too-many = بلغ عدد مفاتيح مرورك الحد الأقصى. يُرجى إزالة أحدها أولًا
passkey-made = مفتاح مرورك جاهز.

## /account/security

security-passkeys = مفاتيح المرور
security-add-passkey = إضافة مفتاح مرور
security-other-ways = طرق أخرى لتسجيل الدخول
security-set = اختيار
security-set-named = اختيار كلمة مرور
security-password-only-passkey = كلمة مرورك وحدها تكفي لفتح حسابك. الخطوة التالية: إضافة مفتاح مرور.
security-one-passkey = حسابك محمي بمفتاح مرور واحد. الخطوة التالية: إضافة مفتاح مرور آخر، تحسّبًا لفقدان الأول.
security-passkeys-strong = حسابك محمي جيدًا. لا داعي لفعل أي شيء.
passkey-add-title = إضافة مفتاح مرور
passkey-backed-up = على جميع أجهزتك
passkey-synced = ربما على جميع أجهزتك
passkey-bound = على جهاز واحد
passkey-added = تاريخ الإضافة: { $when }
passkey-last = هذه آخر طريقة لتسجيل الدخول إلى حسابك، لذا لا يمكن إزالتها.
passkey-rename = إعادة تسمية
passkey-rename-title = إعادة تسمية مفتاح المرور
passkey-rename-named = إعادة تسمية { $name }
passkey-name = الاسم
passkey-name-hint = مكان وجوده، ليسهل عليك تمييزه لاحقًا.
passkey-save = حفظ
passkey-renamed = تمت إعادة تسمية مفتاح المرور.
passkey-remove-title = هل تريد إزالة مفتاح المرور؟
passkey-remove-named = إزالة { $name }
passkey-remove-lead = لن يمكنك بعد ذلك استخدامه لتسجيل الدخول إلى حسابك. وسيتم تسجيل خروجك من أجهزتك الأخرى.
passkey-removed = تمت إزالة مفتاح المرور، وتم تسجيل خروجك من أجهزتك الأخرى.
password-remove-title = هل تريد إزالة كلمة المرور؟
password-remove-lead = لن يُفتح حسابك بعد ذلك إلا بمفاتيح مرورك. وسيتم تسجيل خروجك من أجهزتك الأخرى. وبعد تسجيل الدخول، يمكنك اختيار كلمة مرور جديدة هنا في أي وقت.
password-removed = تمت إزالة كلمة مرورك، وتم تسجيل خروجك من أجهزتك الأخرى.

## Activity

activity-passkey-added = إضافة مفتاح مرور
activity-passkey-removed = إزالة مفتاح مرور
activity-passkey-copied = رفض مفتاح مرور منسوخ
activity-password-removed = إزالة كلمة المرور
