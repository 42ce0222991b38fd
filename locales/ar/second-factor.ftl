# /login/totp, /login/recovery, /login/enroll and /account/security, in Arabic.

## Signing in with a second factor

second-factor-totp-title = إدخال الرمز من تطبيقك
second-factor-recovery-title = استخدام رمز استرداد
second-factor-app = يطلب { $app } عامل تحقق ثانيًا.
second-factor-operator = يطلب القائمون على { $operator } عامل تحقق ثانيًا.
second-factor-page = تطلب هذه الصفحة عامل التحقق الثاني مرة أخرى.
second-factor-hint = يعرضه تطبيق المصادقة بجانب { $name }.
second-factor-recovery-code = رمز الاسترداد
second-factor-recovery-hint = 16 من الأحرف والأرقام. يعمل كل رمز مرة واحدة.
second-factor-use-recovery = استخدام رمز استرداد
second-factor-use-totp = استخدام تطبيق المصادقة
second-factor-trust = عدم طلب الرمز مجددًا في هذا المتصفح لمدة { $time }
second-factor-trust-hint = على جهاز يخصّك فقط.
second-factor-empty = يُرجى إدخال الرمز
second-factor-wrong = الرمز غير صحيح. تتغيّر الرموز كل 30 ثانية: يُرجى انتظار الرمز التالي
second-factor-recovery-wrong = رمز الاسترداد غير صحيح أو سبق استخدامه
second-factor-used = سبق استخدام هذا الرمز. يُرجى انتظار الرمز التالي
second-factor-late = استغرق إدخال الرمز وقتًا طويلًا جدًا. يُرجى تسجيل الدخول مرة أخرى.
second-factor-codes-left = { $codes ->
    [0] كان هذا آخر رمز استرداد لديك. يُرجى تجديد الرموز في صفحة «الأمان».
    [one] بقي لديك رمز استرداد واحد. يُرجى تجديد الرموز في صفحة «الأمان».
    [two] بقي لديك رمزا استرداد.
    [few] بقيت لديك { $codes } رموز استرداد.
    [many] بقي لديك { $codes } رمز استرداد.
   *[other] بقي لديك { $codes } رمز استرداد.
}

## Setting an authenticator app up, here or while signing in

enroll-title = إعداد عامل تحقق ثانٍ
enroll-until = مطلوب اعتبارًا من: { $when }
totp-title = تطبيق المصادقة
totp-lead = يعرض التطبيق رمزًا لإدخاله بعد كلمة المرور. ومن دونه لا يمكن لمن يعرف كلمة مرورك تسجيل الدخول.
totp-install = يُرجى فتح تطبيق مصادقة على هاتفك: قد يؤدي مدير كلمات المرور لديك هذا الدور.
totp-scan = يُرجى مسح هذا الرمز باستخدام التطبيق:
totp-qr = رمز QR لتطبيق المصادقة
totp-type = أو كتابة هذا المفتاح فيه:
totp-code = الرمز المكوّن من 6 أرقام
totp-turn-on = تفعيل
totp-wrong = الرمز غير صحيح. يُرجى التحقق من الوقت على هاتفك وإدخال الرمز الذي يعرضه التطبيق الآن
totp-on = تم تفعيل تطبيق المصادقة، وتم تسجيل خروجك من أجهزتك الأخرى.
totp-off = تمت إزالة تطبيق المصادقة، وتم تسجيل خروجك من أجهزتك الأخرى.
totp-remove-title = هل تريد إزالة تطبيق المصادقة؟
totp-remove-lead = ستكفي كلمة مرورك وحدها بعد ذلك لفتح حسابك. وستتوقف رموز الاسترداد عن العمل، ولن يبقى أي متصفح موثوقًا به.
totp-remove-required = يطلب القائمون على { $operator } عامل تحقق ثانيًا: سيلزم إعداده من جديد عند تسجيل دخولك التالي.
totp-remove = إزالة

## Recovery codes

codes-title = رموز الاسترداد
codes-lead = يتيح لك كل رمز تسجيل الدخول مرة واحدة عندما لا يكون تطبيق المصادقة متاحًا لك. يُرجى حفظ الرموز بعيدًا عن كلمة مرورك. لن تُعرض مرة أخرى.
codes-download = تنزيل
codes-stored = حفظتُ الرموز
codes-make = تجديد الرموز
codes-new-lead = تحلّ الرموز الجديدة محل السابقة.
security-codes-left = { $codes ->
    [0] لم يبقَ لديك أي رمز.
    [one] بقي لديك رمز واحد.
    [two] بقي لديك رمزان.
    [few] بقيت لديك { $codes } رموز.
    [many] بقي لديك { $codes } رمزًا.
   *[other] بقي لديك { $codes } رمز.
}

## /account/security

security-title = الأمان
security-ways = طرق تسجيل دخولك
security-password-only = كلمة مرورك وحدها تكفي لفتح حسابك. الخطوة التالية: تفعيل تطبيق مصادقة.
security-two-factors = حسابك محمي بعاملين. لا داعي لفعل أي شيء.
security-few-codes = حسابك محمي بعاملين. الخطوة التالية: تجديد رموز الاسترداد، إذ لم يبقَ منها سوى القليل.
security-required = يطلب منك القائمون على { $operator } استخدام عاملين.
security-no-password = لا توجد
security-on = مفعَّل
security-since = تاريخ الإعداد: { $when }
security-totp-what = رمز من هاتفك بعد كلمة المرور
security-add = تفعيل
security-add-named = تفعيل تطبيق مصادقة
security-remove = إزالة
security-renew = تجديد
security-trusted = المتصفحات الموثوق بها
security-trusted-what = لا تُطلب فيها سوى كلمة مرورك.
security-trusted-until = حتى { $when }
security-forget = إزالة
security-forget-named = إزالة { $device }
security-forgotten = لم يعد المتصفح موثوقًا به.
