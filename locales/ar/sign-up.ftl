# /sign-up, in Arabic.

sign-up-title = إنشاء حساب
sign-up-invited-title = لديك دعوة إلى { $operator }
sign-up-name = اسمك
sign-up-email = عنوان البريد الإلكتروني
sign-up-invited-hint = دعوتك مخصصة لهذا العنوان، وهي صالحة حتى { $time }.
sign-up-password = اختيار كلمة مرور
sign-up-password-hint = الحد الأدنى لعدد الأحرف: { $count }. يمكن أن تكون جملة كاملة.
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
