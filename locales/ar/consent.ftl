# /consent, in Arabic.

consent-title = السماح لتطبيق { $app }
consent-question = هل تريد السماح لتطبيق { $app } باستخدام حسابك؟
consent-question-again = هل تريد السماح مجددًا لتطبيق { $app } باستخدام حسابك؟
consent-question-more = يطلب { $app } أذونات إضافية
consent-account = تم تسجيل الدخول باسم <strong>{ $account }</strong>. <link>تبديل</link>
consent-changes = سبق أن سمحت لهذا التطبيق، وقد تغيّر منذ ذلك الحين:
consent-changed-name = كان اسمه «{ $name }».
consent-changed-host = كان يوجّهك إلى { $before }. والآن يوجّهك إلى { $now }.
consent-changed-to-device = كان يوجّهك إلى { $before }. والآن يوجّهك إلى تطبيق على هذا الجهاز.
consent-changed-from-device = كان يوجّهك إلى تطبيق على هذا الجهاز. والآن يوجّهك إلى { $now }.
consent-changed-first-host = يوجّهك إلى { $now }.
consent-changed-first-device = يوجّهك إلى تطبيق على هذا الجهاز.
consent-able = سيتمكّن التطبيق من
consent-able-also = سيتمكّن التطبيق أيضًا من
consent-already = المسموح به من قبل: { $list }.
consent-unvetted = يمكن لأي شخص تسجيل تطبيق هنا. يُرجى عدم السماح له إلا إذا بدأت هذه الخطوة بنفسك.
consent-limits = لن يرى التطبيق كلمة مرورك. ويمكنك إزالة وصوله في أي وقت من حسابك، ضمن «التطبيقات المرتبطة».
consent-cancel = إلغاء
consent-allow = السماح
consent-then-host = بعد اختيارك، سيتم توجيهك إلى <strong>{ $host }</strong>.
consent-then-device = بعد اختيارك، ستتم إعادتك إلى التطبيق على هذا الجهاز.

## What an app may do

scope-openid = التعرّف عليك
scope-profile = الاطّلاع على اسمك وملفك الشخصي
scope-email = الاطّلاع على عنوان بريدك الإلكتروني
scope-phone = الاطّلاع على رقم هاتفك
scope-address = الاطّلاع على عنوانك البريدي
scope-offline = الاحتفاظ بالوصول في غيابك
scope-other = استخدام «{ $scope }»

## What the app will see

scope-openid-value = معرّف فقط، لا أكثر
scope-offline-value =
    { $days ->
        [zero] حتى إزالته، أو بعد مرور { $days } يوم دون استخدام
        [one] حتى إزالته، أو بعد مرور يوم واحد دون استخدام
        [two] حتى إزالته، أو بعد مرور يومين دون استخدام
        [few] حتى إزالته، أو بعد مرور { $days } أيام دون استخدام
        [many] حتى إزالته، أو بعد مرور { $days } يومًا دون استخدام
       *[other] حتى إزالته، أو بعد مرور { $days } يوم دون استخدام
    }
scope-profile-value = { $name }، وكذلك { $list }
scope-profile-names = الاسم الأول واسم العائلة
scope-profile-nickname = الاسم المستعار
scope-profile-birthday = تاريخ الميلاد
scope-profile-language = اللغة
scope-profile-zone = المنطقة الزمنية
scope-profile-website = الموقع الإلكتروني
scope-profile-picture = الصورة
scope-nothing = لا يتضمن حسابك ذلك، فلن يحصل التطبيق على شيء
