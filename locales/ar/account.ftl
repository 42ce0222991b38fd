# The account area, in Arabic. See also account-devices.ftl and account-activity.ftl.

## The menu beside every page

account-profile = الملف الشخصي
account-password = كلمة المرور
account-devices = الأجهزة
account-apps = التطبيقات المرتبطة
account-cancel = إلغاء

## /account/apps: connected apps

connected-none = لا يستخدم أي تطبيق حسابك. عند السماح لتطبيق بذلك، يظهر هنا.
connected-lead = التطبيقات التي سمحت لها باستخدام حسابك. عند إزالة تطبيق، يفقد الوصول فورًا.
connected-since = تاريخ السماح: { $when }
connected-used = آخر استخدام: { $when }
connected-may-see = يمكنه الاطّلاع على { $what }.
connected-profile = اسمك وملفك الشخصي
connected-email = عنوان بريدك الإلكتروني
connected-phone = رقم هاتفك
connected-address = عنوانك البريدي
connected-may-use = يمكنه استخدام { $what }.
connected-scope = «{ $scope }»
connected-may-know = يمكنه التعرّف عليك.
connected-stays = يحتفظ بالوصول في غيابك.

## /account/apps/{id}/remove

connected-remove-ask = إزالة الوصول…
connected-remove-named = إزالة الوصول… لتطبيق { $app }
connected-remove = إزالة الوصول
connected-remove-heading = هل تريد إزالة وصول { $app }؟
connected-remove-note = يسري ذلك فورًا. يحتفظ التطبيق بما حفظه من قبل. وعند تسجيل الدخول إليه مجددًا، سيُطلب إذنك أولًا.
connected-remove-lead = لن يتمكّن التطبيق بعد ذلك من:
connected-removed = لم يعد بإمكان { $app } استخدام حسابك.

## /account/security/password

password-title = تغيير كلمة مرورك
password-changed-when = آخر تغيير: { $when }.
password-note = سيؤدي تغييرها إلى تسجيل خروجك من أجهزتك الأخرى. وسيبقى تسجيل دخولك هنا قائمًا.
password-current = كلمة المرور الحالية
password-change = تغيير كلمة المرور
password-current-missing = يُرجى إدخال كلمة مرورك الحالية
password-current-wrong = كلمة المرور الحالية غير صحيحة
password-slowed = محاولات كثيرة جدًا. يُرجى الانتظار لمدة { $wait } ثم إعادة المحاولة
password-changed = تم تغيير كلمة المرور، وتم تسجيل خروجك من أجهزتك الأخرى.

## /account/data: a copy of everything

data-title = بياناتك
data-lead = كل ما هو محفوظ عنك هنا، باستثناء كلمات المرور وكل token وغير ذلك من الأسرار.
data-sign-ins = عمليات تسجيل الدخول
data-connected = التطبيقات التي لديها وصول
data-owned = التطبيقات التي سجّلتها
data-activity = النشاط المسجَّل
data-download = تنزيل بتنسيق JSON
data-read = القراءة هنا

## /account/delete

delete-title = حذف حسابك
delete-heading = هل تريد حذف حسابك؟
delete-last-administrator = حسابك هو حساب المشرف الوحيد الذي يمكن تسجيل الدخول به هنا، لذا سيبقى. يُرجى تعيين مشرف آخر أولًا.
delete-at-once = سيتم تسجيل خروجك من جميع الأجهزة فورًا، ولن يتمكّن أي تطبيق من استخدام حسابك.
delete-grace = خلال { $time }، أي حتى { $when }، يمكنك التراجع عن ذلك: يكفي تسجيل الدخول واختيار الاحتفاظ بالحساب.
delete-then = بعد ذلك لا يمكن التراجع عن الحذف.
delete-goes-heading = ما سيُحذف
delete-goes-profile = ملفك الشخصي بما فيه من اسم وعنوان وصورة، وكلمة مرورك.
delete-goes-devices = عمليات تسجيل دخولك وأجهزتك.
delete-goes-apps =
    { $apps ->
        [0] ما سمحت به للتطبيقات. تحتفظ التطبيقات بما حفظته من قبل: يمكنك طلب حذفه منها.
        [one] ما سمحت به لتطبيق واحد. يحتفظ التطبيق بما حفظه من قبل: يمكنك طلب حذفه.
        [two] ما سمحت به لتطبيقين. يحتفظ التطبيقان بما حفظاه من قبل: يمكنك طلب حذفه منهما.
        [few] ما سمحت به لعدد { $apps } تطبيقات. تحتفظ التطبيقات بما حفظته من قبل: يمكنك طلب حذفه منها.
        [many] ما سمحت به لعدد { $apps } تطبيقًا. تحتفظ التطبيقات بما حفظته من قبل: يمكنك طلب حذفه منها.
       *[other] ما سمحت به لعدد { $apps } تطبيق. تحتفظ التطبيقات بما حفظته من قبل: يمكنك طلب حذفه منها.
    }
delete-stays-heading = ما سيبقى
delete-stays-log = سجلّ ما تم هنا، ليتسنّى التحقيق في أي إساءة استخدام. يشير إليك برقم، دون اسمك أو عنوان بريدك الإلكتروني، ويتضمن عنوان الشبكة الذي تم منه كل إجراء، ويُحفظ طوال مدة احتفاظ { $operator } بالسجلات.
delete-stays-number = لن يُعطى رقمك لأي شخص آخر أبدًا.
delete-stays-apps =
    { $apps ->
        [zero] التطبيقات التي سجّلتها. ستستمر في العمل ويتولّى المشرفون أمرها. يُرجى حذفها أولًا إذا لم يكن أحد بحاجة إليها.
        [one] التطبيق الذي سجّلته. سيستمر في العمل ويتولّى المشرفون أمره. يُرجى حذفه أولًا إذا لم يكن أحد بحاجة إليه.
        [two] التطبيقان اللذان سجّلتهما. سيستمران في العمل ويتولّى المشرفون أمرهما. يُرجى حذفهما أولًا إذا لم يكن أحد بحاجة إليهما.
        [few] التطبيقات التي سجّلتها، وعددها { $apps }. ستستمر في العمل ويتولّى المشرفون أمرها. يُرجى حذفها أولًا إذا لم يكن أحد بحاجة إليها.
        [many] التطبيقات التي سجّلتها، وعددها { $apps }. ستستمر في العمل ويتولّى المشرفون أمرها. يُرجى حذفها أولًا إذا لم يكن أحد بحاجة إليها.
       *[other] التطبيقات التي سجّلتها، وعددها { $apps }. ستستمر في العمل ويتولّى المشرفون أمرها. يُرجى حذفها أولًا إذا لم يكن أحد بحاجة إليها.
    }
delete-confirm = حسابك
delete-confirm-hint = للتأكيد، يُرجى كتابة <strong>{ $account }</strong>.
delete-confirm-wrong = للتأكيد، يُرجى كتابة { $account }
delete-submit = حذف الحساب
delete-begun = سيُحذف حسابك في { $when }. للاحتفاظ به، يُرجى تسجيل الدخول قبل ذلك.
delete-kept = سيبقى حسابك.
