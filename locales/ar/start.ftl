# /, and a fresh installation, in Arabic.

landing-title = مرحبًا بك
landing-lead = حساب واحد لجميع تطبيقاتك. بعد تسجيل الدخول، يمكنك معرفة التطبيقات التي تستخدمه، والأجهزة التي سجّلت الدخول عليها، والمعلومات المحفوظة عنك.
landing-sign-up = إنشاء حساب

## A fresh installation

fresh-title = يعمل Lanyard الآن
fresh-lead = ثلاث خطوات إلى أول تسجيل دخول.
fresh-admin-heading = إنشاء حساب المشرف الأول
fresh-admin-code = عرض Lanyard رمز الإعداد عند بدء تشغيله، في سطر الأوامر أو السجل. وستطلبه الصفحة التالية.
fresh-admin-make = إنشاء حساب المشرف
fresh-admin-or-commands = أو يمكنك تشغيل هذين الأمرين على الجهاز الذي يعمل عليه Lanyard. يطلب الأمر الثاني كلمة المرور، والحد الأدنى لعدد أحرفها هو { $count }.
fresh-admin-restart = يُرجى إعادة تشغيل Lanyard ليعرض رمزًا من أجل <link>صفحة الإعداد</link>. أو يمكنك تشغيل هذين الأمرين على الجهاز الذي يعمل عليه. يطلب الأمر الثاني كلمة المرور، والحد الأدنى لعدد أحرفها هو { $count }.
fresh-admin-commands = يُرجى تشغيل هذين الأمرين على الجهاز الذي يعمل عليه Lanyard. يطلب الأمر الثاني كلمة المرور، والحد الأدنى لعدد أحرفها هو { $count }.
fresh-commands-copy = نسخ الأمرين
fresh-commands-copied = تم نسخ الأمرين
fresh-app-heading = تسجيل تطبيقك الأول
fresh-app = يُرجى <link>تسجيل الدخول</link> بحساب ذلك المشرف وفتح «التطبيقات». سيظهر لك Client ID، ومعه السر إذا كان تطبيق ويب.
fresh-try-heading = تجربة تسجيل الدخول
fresh-try = يمكنك البدء من تطبيقك. ولرؤية عملية تسجيل دخول كاملة أولًا، يُرجى تشغيل <code>lanyard demo</code> على جهاز الكمبيوتر الخاص بك.
fresh-issuer = Issuer
fresh-issuer-copy = نسخ Issuer
fresh-issuer-copied = تم نسخ Issuer
fresh-database = قاعدة البيانات
fresh-version = الإصدار
fresh-before = قبل أن يستخدمه أشخاص آخرون: يُرجى التأكد من إمكانية فتح هذه الصفحة بعنوان Issuer من جهاز كمبيوتر آخر، وإنشاء نسختك الاحتياطية الأولى.
