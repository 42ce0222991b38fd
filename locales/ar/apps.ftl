# The developer area, in Arabic. Words of the standards stay in Latin letters: Client ID, Redirect URI, Issuer, scope, PKCE, token, JWT, userinfo.

## On several pages

apps-cancel = إلغاء
apps-switched-off = معطَّل
apps-kind-web = تطبيق ويب
apps-kind-web-line = يعمل على خادم ويمكنه الاحتفاظ بسر
apps-kind-spa = تطبيق أحادي الصفحة
apps-kind-spa-line = يعمل في المتصفح بلا سر
apps-kind-native = تطبيق أصلي أو CLI
apps-kind-native-line = للكمبيوتر أو الهاتف أو سطر الأوامر
apps-kind-service = خدمة
apps-kind-service-line = لا يسجّل أحد الدخول إليها
apps-kinds-label = نوع التطبيق
apps-closed = لا يمكنك تسجيل التطبيقات هنا بنفسك. يمكنك أن تطلب من القائمين على هذا الموقع تسجيل تطبيقك.
apps-signs-out =
    { $people ->
        [0] لم يستخدمه أحد بعد.
        [one] سيؤدي ذلك إلى تسجيل خروج الشخص الوحيد الذي يستخدمه.
        [two] سيؤدي ذلك إلى تسجيل خروج الشخصين اللذين يستخدمانه.
        [few] سيؤدي ذلك إلى تسجيل خروج { $people } أشخاص يستخدمونه.
        [many] سيؤدي ذلك إلى تسجيل خروج { $people } شخصًا يستخدمونه.
       *[other] سيؤدي ذلك إلى تسجيل خروج { $people } شخص يستخدمونه.
    }

## The list of apps

apps-list-title = التطبيقات
apps-list-register = تسجيل تطبيق
apps-list-lead-none = ليس لديك تطبيقات بعد. ما نوع التطبيق الذي تعمل عليه؟
apps-list-lead-none-closed = ليس لديك تطبيقات.
apps-list-lead-everybodys = كل التطبيقات التي يسجّل المستخدمون الدخول إليها هنا.
apps-list-lead = تطبيقاتك التي يمكن للمستخدمين تسجيل الدخول إليها.
apps-list-need-heading = ما ستحتاج إليه
apps-list-need-name = اسم للتطبيق، كما سيراه المستخدمون عند تسجيل الدخول.
apps-list-need-address = العنوان الذي يعود إليه المستخدمون في تطبيقك، أي Redirect URI. وهو مذكور في وثائق المكتبة التي يستخدمها التطبيق.
apps-list-need-secret = مكان آمن لحفظ سر العميل، إذا كان التطبيق يعمل على خادم.
apps-list-search-label = الاسم أو Client ID
apps-list-search = بحث
apps-list-none-found = لا يوجد تطبيق يتضمن اسمه أو Client ID الخاص به «{ $search }». <link>عرض الكل</link>
apps-list-owner-you = تطبيقك
apps-list-owner-person = المالك: { $name }
apps-list-owner-nobody = بلا مالك
apps-list-people =
    { $people ->
        [0] لا أحد بعد
        [one] شخص واحد
        [two] شخصان
        [few] { $people } أشخاص
        [many] { $people } شخصًا
       *[other] { $people } شخص
    }
apps-list-last-used = آخر استخدام: { $when }
apps-list-no-people = لا يسجّل أحد الدخول إليها
apps-list-errors =
    { $errors ->
        [zero] لا أخطاء خلال 7 أيام
        [one] خطأ واحد خلال 7 أيام
        [two] خطآن خلال 7 أيام
        [few] { $errors } أخطاء خلال 7 أيام
        [many] { $errors } خطأً خلال 7 أيام
       *[other] { $errors } خطأ خلال 7 أيام
    }
apps-list-pages-label = الصفحات
apps-list-newer = الأحدث
apps-list-older = الأقدم

## Registering

apps-register-title = تسجيل تطبيق
apps-register-crumb = جديد
apps-register-lead = ما نوع التطبيق الذي تعمل عليه؟ لكل نوع إعدادات آمنة جاهزة، ويمكنك تغييرها لاحقًا.
apps-register-back = الرجوع إلى تطبيقاتك
apps-register-change = تغيير
apps-register-submit = تسجيل التطبيق
apps-register-set-heading = إعدادات جاهزة لك
apps-register-set-code = تدفّق Authorization code مع PKCE
apps-register-set-code-why = التدفّق الوحيد الآمن في كل الحالات.
apps-register-set-secret = سر العميل
apps-register-set-secret-why-web = يرسله خادمك عند استبدال رمز التفويض. سيظهر لك مرة واحدة في الصفحة التالية.
apps-register-set-secret-why-service = يرسله خادمك عند طلب token. سيظهر لك مرة واحدة في الصفحة التالية.
apps-register-set-no-secret = بلا سر عميل
apps-register-set-no-secret-why-spa = لا يمكن لبرنامج يعمل في المتصفح الاحتفاظ بسر. لذلك يتولّى PKCE حماية رمز التفويض.
apps-register-set-no-secret-why-native = يمكن لكل من لديه البرنامج قراءة السر. لذلك يتولّى PKCE حماية رمز التفويض.
apps-register-set-calls = طلبات من صفحتك
apps-register-set-calls-why = تستجيب نقطة نهاية token للطلبات الواردة من أصول (origins) عناوين Redirect URI.
apps-register-set-port = أي منفذ على الجهاز
apps-register-set-port-why = تُقبل العناوين http://127.0.0.1 أو http://[::1] أو http://localhost أيًا كان المنفذ الذي يستخدمه التطبيق.
apps-register-set-credentials = Client credentials
apps-register-set-credentials-why = تحصل الخدمة على token لنفسها، دون أي حساب.
apps-register-set-short = صلاحية قصيرة لكل token
apps-register-set-short-why = الوصول لمدة { $span }، ويتغيّر refresh token مع كل استخدام.
apps-register-set-short-why-service = الوصول لمدة { $span }. لا يوجد refresh token، بل تطلب الخدمة الوصول من جديد.
apps-register-done = تم تسجيل التطبيق.
apps-register-done-left-out = تم تسجيل التطبيق. حُذفت من اسمه أحرف غير مرئية.
apps-register-too-large = عناوين التطبيق وقيم scope أكثر مما يتسع له { $kilobytes } كيلوبايت
apps-register-too-many = لديك الحد الأقصى من التطبيقات ({ $most }). يُرجى حذف تطبيق لم تعد هناك حاجة إليه
apps-register-not-allowed = لا يمكنك تسجيل التطبيقات هنا بنفسك
apps-register-for-administrators = تغيير { $member } متاح للمشرفين فقط

## Editing

apps-edit-title = تعديل { $app }
apps-edit-crumb = تعديل
apps-edit-submit = حفظ التغييرات
apps-edit-done = تم حفظ التغييرات.
apps-edit-done-left-out = تم حفظ التغييرات. حُذفت من الاسم أحرف غير مرئية.
apps-edit-after-heading = عند الحفظ
apps-edit-after-new = كل token جديد
apps-edit-after-new-what = يتبع الإعدادات الجديدة بدءًا من تسجيل الدخول أو الطلب التالي.
apps-edit-after-old = كل token صدر من قبل
apps-edit-after-old-what = يظل access token صالحًا حتى ينتهي، خلال { $span }. ويحتفظ refresh token بما سمح به المستخدمون، حتى أي scope أزلته هنا.
apps-edit-after-old-what-service = يظل صالحًا حتى ينتهي، خلال { $span }.
apps-edit-after-name = تغيير الاسم أو المضيف
apps-edit-after-name-what = سيُطلب الإذن مجددًا ممن سمحوا للتطبيق من قبل، مع توضيح ما تغيّر.
apps-edit-after-uri = إزالة Redirect URI
apps-edit-after-uri-what = يتوقف عن العمل فورًا، حتى لعمليات تسجيل الدخول الجارية.
apps-edit-after-vetted = مراجعة المشرف
apps-edit-after-vetted-what = تظل سارية إلى أن يتغيّر اسم التطبيق أو روابطه أو مضيف أحد عناوين Redirect URI. بعد ذلك يظهر تحذير للمستخدمين حتى يراجعه أحد المشرفين من جديد.
apps-edit-house = لا يُطلب إذن المستخدمين قبل استخدام هذا التطبيق، لذلك يتم تغييره بأمر: { $command }
apps-edit-meanwhile = غيّر شخص آخر هذا التطبيق أثناء تعديلك له، لذلك لم يُحفظ شيء. يُرجى المقارنة ثم الحفظ مجددًا
apps-edit-meanwhile-nothing = المحفوظ في هذه الأثناء: لا شيء
apps-edit-meanwhile-value = المحفوظ في هذه الأثناء: { $value }

## Its logo

apps-logo-title = شعار { $app }
apps-logo-crumb = الشعار
apps-logo-seen = يرى المستخدمون هذه الصورة عند تسجيل الدخول.
apps-logo-none = يرى المستخدمون هذا الحرف إلى أن تُضاف صورة.
apps-logo-file = الصورة
apps-logo-file-hint = PNG أو JPEG أو WebP، بحجم 8 ميغابايت كحد أقصى. الصور المربعة هي الأنسب. تُصغَّر الصورة عند الحاجة، وتُحفظ دون أي بيانات أخرى في الملف.
apps-logo-upload = تحميل الصورة
apps-logo-remove = إزالة الصورة
apps-logo-done = تم حفظ الشعار.
apps-logo-removed = تمت إزالة الشعار.

## Its secret

apps-rotate-title = تدوير السر
apps-rotate-crumb = تدوير
apps-rotate-heading = هل تريد تدوير سر { $app }؟
apps-rotate-what = يظل السر القديم <code>{ $hint }</code> صالحًا لمدة 24 ساعة، ليتسنّى لك نشر السر الجديد دون توقف. يظهر السر الجديد مرة واحدة في الصفحة التالية.
apps-rotate-submit = تدوير السر

## Deleting

apps-delete-title = حذف { $app }
apps-delete-crumb = حذف
apps-delete-heading = هل تريد حذف { $app }؟
apps-delete-what = يتوقف Client ID الخاص به عن العمل فورًا. لا يمكن التراجع عن ذلك.
apps-delete-confirm = اسم التطبيق
apps-delete-confirm-hint = للتأكيد، يُرجى كتابة <strong>{ $app }</strong>.
apps-delete-wrong = يُرجى كتابة اسم التطبيق، { $app }
apps-delete-submit = حذف التطبيق
apps-delete-done = تم حذف { $app }.

## A redirect URI from an error page

apps-uri-title = تسجيل Redirect URI
apps-uri-crumb = Redirect URI
apps-uri-heading = هل تريد تسجيل Redirect URI هذا؟
apps-uri-what = بعد ذلك، يمكن توجيه من يسجّلون الدخول إلى { $app } إلى هذا العنوان، ويمكن لمن يديره أن يتصرف باسم التطبيق. لا يصح تسجيله إلا إذا كان تابعًا لك.
apps-uri-from-link = لم تكتب هذا العنوان بنفسك، بل جاء من الرابط الذي فتحته. يُرجى مقارنته بإعدادات تطبيقك حرفًا بحرف.
apps-uri-label = Redirect URI
apps-uri-submit = تسجيل العنوان
apps-uri-done = تم تسجيل Redirect URI.
apps-uri-removed = تمت إزالة Redirect URI.
apps-uri-there = هذا العنوان مسجَّل بالفعل
apps-uri-most = الحد الأقصى لعدد عناوين التطبيق هو { $most }. يُرجى إزالة عنوان أولًا
apps-uri-last = يحتاج التطبيق إلى Redirect URI واحد على الأقل. يُرجى إضافة العنوان الجديد أولًا
apps-uri-full = بلغ التطبيق الحد الأقصى من العناوين وقيم scope. يُرجى إزالة بعضها أولًا
apps-changed-meanwhile = غيّر شخص آخر هذا التطبيق في اللحظة نفسها، لذلك لم يُحفظ شيء. يُرجى إعادة المحاولة
apps-refused-mended = هذا الطلب مقبول الآن.
