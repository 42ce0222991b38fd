# /account, /account/edit and /account/picture, in Arabic. Latin letters before a date or a phone number keep its order from left to right.

profile-title = الملف الشخصي
profile-lead = ما يعرفه هذا الموقع عنك. لا ترى التطبيقات إلا ما سمحت به.
profile-apps-see = لا ترى التطبيقات إلا ما سمحت به.
profile-edit = تعديل الملف الشخصي
profile-change = تغيير
profile-name = الاسم
profile-user-name = اسم المستخدم
profile-email = عنوان البريد الإلكتروني
profile-email-confirmed = مؤكَّد
profile-email-ask = غير مؤكَّد. يمكن للقائمين على { $operator } تأكيده.
profile-sign-in = تسجيل الدخول
profile-password = كلمة المرور
profile-password-changed = آخر تغيير: { $when }
profile-password-change-named = تغيير كلمة المرور
profile-device = هذا الجهاز
profile-signed-in = تسجيل الدخول: { $when }
profile-activity = النشاط الأخير
profile-data = تنزيل بياناتك
profile-delete = حذف حسابك…

## Editing it

profile-edit-title = تعديل ملفك الشخصي
profile-edit-crumb = تعديل
profile-edit-not-here = يمكنك تغيير صورتك وعنوان بريدك الإلكتروني من ملفك الشخصي. ولا يتغيّر اسم المستخدم.
profile-optional = (اختياري)
profile-save = حفظ
profile-cancel = إلغاء
profile-saved = تم حفظ ملفك الشخصي.
profile-saved-without = تم حفظ ملفك الشخصي. حُذفت من اسمك أحرف غير مرئية.
profile-edits-too-many = تغيّر ملفك الشخصي مرات كثيرة، لذا لا يمكن تغييره مجددًا الآن. يُرجى الانتظار ساعة ثم إعادة المحاولة

profile-about = معلومات عنك
profile-where = معلومات الاتصال
profile-language-and-time = اللغة والوقت

profile-name-hint = الاسم الذي تعرفك به التطبيقات والمستخدمون هنا.
profile-name-missing = يُرجى إدخال اسمك
profile-given-name = الاسم الأول
profile-family-name = اسم العائلة
profile-nickname = الاسم المستعار
profile-birthday = تاريخ الميلاد
profile-birthday-hint = السنة والشهر واليوم بالصيغة ⁦YYYY-MM-DD⁩ (⁦1990-05-17⁩). تكفي السنة وحدها، ويمكن إخفاؤها بكتابة 0000 مكانها.
profile-birthday-wrong = يُرجى إدخال تاريخ الميلاد بالصيغة ⁦YYYY-MM-DD⁩ (⁦1990-05-17⁩)، أو السنة وحدها
profile-birthday-future = يُرجى إدخال تاريخ ميلاد ليس في المستقبل
profile-website = الموقع الإلكتروني
profile-website-hint = مثل https://example.com.
profile-website-wrong = يُرجى إدخال عنوان موقع إلكتروني، مثل https://example.com
profile-phone = رقم الهاتف
profile-phone-hint = مع رمز البلد، مثل ⁦+46 70 123 45 67⁩.
profile-phone-wrong = يُرجى إدخال رقم الهاتف مع علامة + ورمز البلد، مثل ⁦+46 70 123 45 67⁩
profile-address = العنوان البريدي
profile-street = الشارع والرقم
profile-street-hint = في عدة أسطر عند الحاجة.
profile-postal-code = الرمز البريدي
profile-locality = المدينة أو البلدة
profile-region = الولاية أو المحافظة أو المنطقة
profile-country = البلد
profile-locale = لغة التطبيقات
profile-locale-hint = رمز لغة، مثل en-GB أو sv. قد تخاطبك التطبيقات بهذه اللغة، أما هذا الموقع فيستخدم اللغة المختارة ضمن «اللغة والعرض».
profile-locale-wrong = يُرجى إدخال رمز لغة مثل en-GB أو sv
profile-zone = المنطقة الزمنية
profile-zone-hint = أكبر مكان قريب منك بالتوقيت نفسه. تظهر الأوقات في الصفحات ورسائل البريد بتوقيت هذا المكان.
profile-zone-none = غير محدَّدة
profile-zone-wrong = يُرجى اختيار منطقة زمنية من القائمة
profile-too-long = { $label }: الحد الأقصى لعدد الأحرف هو { $count }
profile-unreadable = { $label }: يُرجى استخدام علامات أقل فوق الأحرف وتحتها

## The picture

profile-picture = الصورة
profile-picture-change-named = تغيير الصورة
profile-picture-title = صورتك
profile-picture-lead = يمكن للتطبيقات المسموح لها بالاطّلاع على ملفك الشخصي عرضها. وكل من يعرف عنوانها يمكنه فتحها دون تسجيل الدخول.
profile-picture-now = صورتك كما تراها التطبيقات.
profile-picture-none = يعرض هذا الموقع هذا الحرف إلى أن تُضاف صورة.
profile-picture-elsewhere = صورتك محفوظة على <code>{ $address }</code>، لذا لا تظهر هنا. وعند إضافة صورة جديدة، تحل محلها.
profile-picture-file = الملف
profile-picture-hint = PNG أو JPEG أو WebP، بحجم 8 ميغابايت كحد أقصى. تُقصّ الصورة إلى مربع وتُصغَّر، وتُحذف أي بيانات أخرى في الملف، مثل مكان التقاطها.
profile-picture-upload = تحميل الصورة
profile-picture-remove = إزالة الصورة
profile-picture-saved = تم حفظ صورتك.
profile-picture-removed = تمت إزالة صورتك. قد تحتفظ التطبيقات بما نسخته.
