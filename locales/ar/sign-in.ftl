# /login, in Arabic.

sign-in-title = تسجيل الدخول
sign-in-again-title = تأكيد هويتك
sign-in-stays = يظل حساب { $name } مسجَّل الدخول هنا.
sign-in-login = البريد الإلكتروني أو اسم المستخدم
sign-in-password = كلمة المرور
sign-in-remember = الاحتفاظ بتسجيل دخولي على هذا الجهاز
sign-in-remember-hint = على جهاز يخصّك فقط. وسيظهر اسمك هنا في المرة القادمة أيضًا.
sign-in-continue-to = المتابعة إلى { $app }
sign-in-not-you = ليس حسابك؟ <link>استخدام حساب آخر</link>
sign-in-new-here = ليس لديك حساب؟ <link>إنشاء حساب</link>
sign-in-wrong = البريد الإلكتروني أو كلمة المرور غير صحيحة
sign-in-wrong-advice = يُرجى التحقق منهما وإعادة المحاولة.
sign-in-no-login = يُرجى إدخال البريد الإلكتروني أو اسم المستخدم
sign-in-no-password = يُرجى إدخال كلمة المرور
sign-in-slowed = محاولات كثيرة جدًا. يُرجى الانتظار لمدة { $wait } ثم إعادة المحاولة. إذا نسيت كلمة المرور، فيمكنك طلب كلمة مرور جديدة من القائمين على { $operator }.
sign-in-slowed-forgot = محاولات كثيرة جدًا. يُرجى الانتظار لمدة { $wait } ثم إعادة المحاولة. إذا نسيت كلمة المرور، فيمكنك اختيار كلمة مرور جديدة من «هل نسيت كلمة المرور؟» أدناه.

## Why somebody sees this page

reason-app-asks = يطلب التطبيق كلمة مرورك مرة أخرى.
reason-page-asks = تطلب هذه الصفحة كلمة مرورك مرة أخرى.
reason-expired = بقيت هذه الصفحة مفتوحة وقتًا طويلًا. يُرجى تسجيل الدخول للمتابعة.
reason-expired-app = بقيت هذه الصفحة مفتوحة وقتًا طويلًا. يُرجى تسجيل الدخول للمتابعة إلى { $app }.
reason-elsewhere = بدأت هذه الخطوات في متصفح آخر، أو قبل إغلاق هذا المتصفح. يُرجى تسجيل الدخول هنا للمتابعة.
reason-cookies-gone = لم يعد تسجيل الدخول محفوظًا في هذا المتصفح: حُذفت ملفات تعريف الارتباط أو أُغلقت النافذة.
reason-too-long = النص الذي كتبته أطول من أن يُحفظ، لذا سيظهر النموذج فارغًا.
reason-idle = تم تسجيل خروجك لأن هذا المتصفح لم يُستخدم لمدة { $time }.
reason-age = تم تسجيل خروجك بعد مرور { $time } على تسجيل دخولك.
reason-ended = تم تسجيل خروجك: من هنا، أو من جهاز آخر، أو بسبب تغيير كلمة مرورك.
reason-device = تسجيل الدخول هذا مرتبط بالجهاز الذي بدأ عليه، ولم يُثبت هذا المتصفح أنه ذلك الجهاز.
reason-not-bound = تم تسجيل خروجك: لا تبقى مسجّلة هنا إلا المتصفحات التي تربط تسجيل الدخول بجهازها، وهذا المتصفح لم يفعل.
reason-unreadable = تم تسجيل خروجك لأن بيانات تسجيل الدخول في هذا المتصفح لم تعد قابلة للقراءة.

## Choosing among the accounts of this browser

choose-account-title = اختيار حساب
choose-account-as = المتابعة باسم
choose-account-signed-in = تم تسجيل الدخول
choose-account-sign-out-named = تسجيل الخروج: { $name }
choose-account-another = استخدام حساب آخر
choose-account-edit = تعديل هذه القائمة
choose-account-remove = إزالة من هذا الجهاز
choose-account-remove-named = إزالة من هذا الجهاز: { $name }

## An account that its owner had deleted, as long as it can be kept

keep-account-title = هل تريد الاحتفاظ بحسابك؟
keep-account-lead = لقد طلبت حذف الحساب { $name }. سيُحذف في { $date } ما لم يتم الاحتفاظ به.
keep-account-keep = الاحتفاظ بحسابي
keep-account-leave = لن يتغيّر شيء عند مغادرة هذه الصفحة. <link>مغادرة</link>

## Back to the app

form-post-title = جارٍ إعادتك
form-post-heading = جارٍ إعادتك إلى { $app }
form-post-lead = إذا لم يحدث شيء خلال لحظات، فيُرجى الضغط على الزر.
finished-title = انتهت عملية تسجيل الدخول هذه
finished-what = سبق أن أكملتها، ربما في علامة تبويب أخرى، وانتقلت إلى { $app }. تعمل كل عملية تسجيل دخول مرة واحدة.
finished-next = يُرجى الرجوع إلى { $app }. ولتسجيل الدخول مرة أخرى، يُرجى البدء من هناك.
finished-account = فتح حسابك
