# Letters, in Arabic.

mail-subject = { $operator }: { $title }
mail-works-until = صالح حتى { $when }.
mail-happened = حدث ذلك في { $when }.
mail-happened-in = حدث ذلك في { $when }، عبر { $device }.
mail-happened-from = حدث ذلك في { $when }، عبر { $device }، من العنوان { $place }.

## Confirming an address, and another password

mail-confirm-address = تأكيد عنوان بريدك الإلكتروني
mail-reset-password = اختيار كلمة مرور جديدة
mail-type-code = يُرجى كتابة هذا الرمز في الصفحة التي طلبته، أو الضغط على الزر:
mail-not-asked = إذا لم يكن هذا بطلب منك، فلا داعي لفعل أي شيء.
mail-not-asked-password = إذا لم يكن هذا بطلب منك، فلا داعي لفعل أي شيء: ستبقى كلمة مرورك كما هي.

## Making an account

mail-invitation = لديك دعوة إلى { $operator }
mail-invitation-by-to = لديك دعوة من { $by } إلى إنشاء حساب لاستخدام { $app }.
mail-invitation-by = لديك دعوة من { $by } إلى إنشاء حساب.
mail-invitation-to = لديك دعوة إلى إنشاء حساب لاستخدام { $app }.
mail-invitation-plain = لديك دعوة إلى إنشاء حساب.
mail-account-exists = لديك حساب
mail-account-exists-what = حاول شخص إنشاء حساب بعنوان البريد الإلكتروني هذا، وهو مرتبط بحساب بالفعل. إذا كان ذلك من جانبك، فيُرجى تسجيل الدخول.
mail-account-exists-not-you = إذا لم يكن ذلك من جانبك، فلا داعي لفعل أي شيء.

## What happened to an account

mail-new-device = تسجيل دخول من جهاز جديد
mail-new-device-not-you = إذا لم يكن ذلك من جانبك، فيُرجى تسجيل الخروج من ذلك الجهاز وتغيير كلمة مرورك.
mail-password-changed = تم تغيير كلمة مرورك
mail-password-changed-not-you = إذا لم يكن ذلك من جانبك، فيُرجى اختيار كلمة مرور جديدة فورًا.
mail-factor-changed = تم تغيير إحدى طرق تسجيل الدخول
mail-factor-changed-not-you = إذا لم يكن ذلك من جانبك، فيُرجى تغيير كلمة مرورك فورًا.
mail-factor-failed = هناك من يعرف كلمة مرورك
mail-factor-failed-what = في عدة محاولات لتسجيل الدخول، كانت كلمة مرورك صحيحة وتلاها رمز خاطئ.
mail-factor-failed-not-you = إذا لم يكن ذلك من جانبك، فيُرجى اختيار كلمة مرور جديدة فورًا. لم يُفتح حسابك.
mail-address-changed = تم تغيير عنوان بريدك الإلكتروني
mail-address-changed-what = أصبح عنوان حسابك { $new }.
mail-address-changed-not-you = إذا لم يكن ذلك من جانبك، فيُرجى التراجع عن التغيير.
mail-address-changed-ask = إذا لم يكن ذلك من جانبك، فيُرجى طلب المساعدة فورًا من القائمين على { $operator }.
mail-deletion-begun = سيُحذف حسابك
mail-deletion-begun-what = سيُحذف في { $when }. للاحتفاظ به، يُرجى تسجيل الدخول قبل ذلك.
mail-deletion-done = تم حذف حسابك
mail-deletion-done-what = لقد طلبت ذلك، وتم تنفيذه.

## What an operator tries

mail-trial = الرسائل تصل
mail-trial-what = هذه تجربة من الجهة المشغِّلة للتحقق من وصول الرسائل.

## Buttons

mail-button-confirm = تأكيد العنوان
mail-button-reset = اختيار كلمة مرور
mail-button-invitation = إنشاء حساب
mail-button-undo = التراجع عن التغيير
mail-button-sign-in = تسجيل الدخول
mail-button-devices = عرض أجهزتك
mail-button-account = الانتقال إلى حسابك
