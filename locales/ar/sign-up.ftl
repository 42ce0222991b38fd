# /sign-up, in Arabic.

sign-up-title = إنشاء حساب
sign-up-invited-title = لديك دعوة إلى { $operator }
sign-up-name = اسمك
sign-up-email = عنوان البريد الإلكتروني
sign-up-invited-hint = دعوتك مخصصة لهذا العنوان، وهي صالحة حتى { $time }.
sign-up-elsewhere-hint = هذا العنوان مؤكَّد. يُرجى اختيار الاسم وكلمة المرور هنا: ما كُتب في متصفح آخر غير معروف في هذا المتصفح.
sign-up-password = اختيار كلمة مرور
sign-up-password-hint = الحد الأدنى لعدد الأحرف: { $count }. يمكن أن تكون جملة كاملة.
sign-up-terms = أوافق على <link>شروط { $operator }</link>
sign-up-terms-missing = يُرجى الموافقة على الشروط لإنشاء حساب
sign-up-create = إنشاء الحساب
sign-up-known = لديك حساب بالفعل؟ <link>تسجيل الدخول</link>
sign-up-taken = يوجد حساب بهذا العنوان. يُرجى تسجيل الدخول أو استخدام عنوان آخر
sign-up-slowed = أُنشئت حسابات كثيرة جدًا من شبكتك. يُرجى الانتظار لمدة { $wait } ثم إعادة المحاولة
sign-up-ready = حسابك جاهز.
sign-up-left-out = حُذفت من اسمك أحرف غير مرئية.

## When it is not for everybody

sign-up-needs-invitation = تلزمك دعوة
sign-up-needs-invitation-lead = لإنشاء حساب، يمكنك طلب دعوة من القائمين على { $operator }، ثم فتح الرابط الذي يصلك.
sign-up-closed-title = إنشاء الحسابات مغلق
sign-up-closed-lead = تُنشأ الحسابات هنا من أجلك. يمكنك طلب حساب من القائمين على { $operator }.
sign-up-over-lead = يعمل الرابط مرة واحدة ولمدة محدودة. إذا سبق أن أنشأت حسابًا من خلاله، فيُرجى تسجيل الدخول.
sign-up-over-ask = وإلا، فيمكنك طلب دعوة جديدة من القائمين على { $operator }.

## After the letter was sent

sign-up-sent-lead = أرسلنا رابطًا ورمزًا إلى <strong>{ $address }</strong>. وهما صالحان لمدة { $time }.
sign-up-code-wrong = الرمز غير صحيح أو لم يعد صالحًا. يُرجى التحقق منه أو استخدام الرابط في الرسالة أو طلب إرساله مجددًا
sign-up-nothing-arrived = لم يصلك شيء؟ يُرجى البحث في البريد غير المرغوب فيه أولًا.
sign-up-again = إعادة الإرسال
sign-up-other-address = هل العنوان خاطئ؟ <link>البدء من جديد</link>

## Arrived, on the way to an app

welcome-title = مرحبًا { $name }
welcome-lead = حسابك جاهز. يمكنك تسجيل الدخول باستخدام <strong>{ $login }</strong>.
