# /login/forgot, /login/reset and /account/email, in Arabic.

recovery-forgot = هل نسيت كلمة المرور؟
recovery-title = اختيار كلمة مرور جديدة
recovery-lead = سنرسل رابطًا ورمزًا إلى عنوان البريد الإلكتروني لحسابك.
recovery-login = البريد الإلكتروني أو اسم المستخدم
recovery-send = إرسال رابط إعادة التعيين
recovery-known = تذكّرت كلمة المرور؟ <link>تسجيل الدخول</link>
recovery-too-many = طُلبت روابط كثيرة جدًا من شبكتك. يُرجى الانتظار دقيقة ثم إعادة المحاولة

## After it was sent

recovery-sent-title = يُرجى تفقّد بريدك الإلكتروني
recovery-sent-lead = إذا كان هناك حساب مرتبط بالاسم أو العنوان <strong>{ $login }</strong>، فسيصل إليه رابط ورمز قريبًا. وهما صالحان لمدة { $time }.
recovery-code = الرمز المُرسَل بالبريد الإلكتروني
recovery-code-hint = ثمانية أحرف وأرقام. ويمكنك بدلًا من ذلك فتح الرابط في الرسالة.
recovery-code-use = استخدام هذا الرمز
recovery-code-none = يُرجى إدخال الرمز المُرسَل بالبريد الإلكتروني
recovery-code-wrong = الرمز غير صحيح أو لم يعد صالحًا. يُرجى التحقق منه أو استخدام الرابط في الرسالة أو إرسال رمز جديد
recovery-code-too-many = جُرّبت رموز كثيرة جدًا من شبكتك. يُرجى الانتظار دقيقة ثم إعادة المحاولة
recovery-again = لم يصلك شيء؟ يُرجى البحث في البريد غير المرغوب فيه، أو <link>إعادة الإرسال</link>.

## Choosing the password

recovery-password = كلمة المرور الجديدة
recovery-password-hint = الحد الأدنى لعدد الأحرف: { $count }. يمكن أن تكون جملة كاملة.
recovery-consequence = سيؤدي ذلك إلى تسجيل خروجك من جميع الأجهزة وفصل التطبيقات المرتبطة.
recovery-set = تعيين كلمة المرور
recovery-done = تم تعيين كلمة مرورك الجديدة، وتم تسجيل خروجك من جميع الأجهزة الأخرى.
recovery-over-title = انتهت صلاحية هذا الرابط
recovery-over-lead = يعمل الرابط مرة واحدة ولمدة قصيرة، ويتوقف أيضًا عند تغيير كلمة المرور. لم يتغيّر أي شيء الآن.
recovery-over-again = إرسال رابط جديد
recovery-over-ask = يمكنك طلب رابط جديد من القائمين على { $operator }.

## Confirming an e-mail address

email-unconfirmed = غير مؤكَّد
email-confirm-short = تأكيد
email-confirm-named = تأكيد عنوان البريد الإلكتروني
email-change-short = تغيير
email-change-named = تغيير عنوان البريد الإلكتروني
email-confirm-title = تأكيد عنوان بريدك الإلكتروني
email-confirm-question = هل <strong>{ $address }</strong> هو عنوان بريدك الإلكتروني؟
email-confirm-sent = أرسلنا رابطًا ورمزًا إلى <strong>{ $address }</strong>.
email-confirm = تأكيد هذا العنوان
email-confirm-later = ليس الآن
email-cancel = إلغاء
email-confirm-nothing = لا يوجد ما يحتاج إلى تأكيد: العنوان مؤكَّد بالفعل، أو انتهت صلاحية الرابط. يمكنك طلب رابط جديد من ملفك الشخصي.
email-profile = الانتقال إلى ملفك الشخصي
email-code-wrong = الرمز غير صحيح أو لم يعد صالحًا. يُرجى التحقق منه، أو طلب رمز جديد من ملفك الشخصي
email-confirmed = تم تأكيد عنوان بريدك الإلكتروني.
email-taken = أصبح عنوان البريد الإلكتروني هذا مستخدَمًا في حساب آخر، لذا بقي عنوانك كما كان.

## Another e-mail address

email-change-title = تغيير عنوان بريدك الإلكتروني
email-now = العنوان الحالي: <strong>{ $address }</strong>.
email-change-lead = سنرسل رابطًا ورمزًا إلى العنوان الجديد. ويصبح عنوانك بعد تأكيده، ونُبلغ العنوان السابق بذلك. ولن يتغيّر اسم المستخدم.
email-new = عنوان البريد الإلكتروني الجديد
email-send = إرسال الرابط
email-same = هذا هو عنوان حسابك بالفعل. يُرجى إدخال عنوان آخر
email-too-many = أُرسلت رسائل كثيرة مؤخرًا، لذا لن تُرسَل أي رسالة الآن. يُرجى الانتظار ساعة ثم إعادة المحاولة
