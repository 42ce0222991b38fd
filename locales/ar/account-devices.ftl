# /account/sessions, in Arabic.

devices-lead = الأماكن التي سجّلت الدخول فيها. إذا كان أحدها غير مألوف لك، فيُرجى تسجيل الخروج منه و<link>تغيير كلمة مرورك</link>.
devices-here = هذا الجهاز
devices-new-place = مكان جديد
devices-since-password = تسجيل الدخول بكلمة مرور: { $when }
devices-since-other = تسجيل الدخول بطريقة أخرى: { $when }
devices-seen = آخر نشاط: { $when }
devices-used-for = التطبيقات المستخدَمة: { $apps }
devices-used-for-none = لم يُستخدم أي تطبيق
devices-bound = مرتبط بذلك الجهاز؛ آخر إظهار لمفتاحه: { $when }
devices-bound-since = تم الربط { $when }
devices-sign-out-named = تسجيل الخروج من { $device }
devices-signed-out = تم تسجيل الخروج من { $device }.
devices-others-heading = تسجيل الخروج من كل مكان آخر
devices-others-what = سيؤدي ذلك إلى تسجيل خروجك من كل الأجهزة الأخرى أعلاه. وستطلب منك التطبيقات المستخدَمة عليها تسجيل الدخول مرة أخرى.
devices-others-sign-out =
    { $devices ->
        [zero] تسجيل الخروج من الأجهزة الأخرى
        [one] تسجيل الخروج من جهاز آخر واحد
        [two] تسجيل الخروج من جهازين آخرين
        [few] تسجيل الخروج من { $devices } أجهزة أخرى
        [many] تسجيل الخروج من { $devices } جهازًا آخر
       *[other] تسجيل الخروج من { $devices } جهاز آخر
    }
devices-others-signed-out =
    { $devices ->
        [0] لم يعد أي جهاز آخر مسجَّل الدخول.
        [one] تم تسجيل الخروج من جهاز آخر واحد.
        [two] تم تسجيل الخروج من جهازين آخرين.
        [few] تم تسجيل الخروج من { $devices } أجهزة أخرى.
        [many] تم تسجيل الخروج من { $devices } جهازًا آخر.
       *[other] تم تسجيل الخروج من { $devices } جهاز آخر.
    }

## Sign-ins that are over

devices-earlier = سابقًا
devices-ended = الانتهاء: { $when }. { $why }
devices-why-signed-out = تم تسجيل الخروج من هناك.
devices-why-app = تم تسجيل الخروج عبر تطبيق.
devices-why-crowded = استُخدمت هناك حسابات أكثر مما يحتفظ به متصفح واحد.
devices-why-elsewhere = تم تسجيل الخروج من جهاز آخر.
devices-why-administrator = تم تسجيل الخروج بواسطة أحد المشرفين.
devices-why-too-many = بلغت عمليات تسجيل دخولك القائمة في وقت واحد عددًا كبيرًا جدًا.
devices-why-idle = لم يُستخدم منذ مدة.
devices-why-age = مرّ وقت طويل على تسجيل الدخول.
devices-why-password = تم تسجيل الخروج عند تغيير كلمة المرور.
devices-why-factor = تم تسجيل الخروج عند تغيير إحدى طرق تسجيل الدخول.
devices-why-disabled = تم تسجيل الخروج عند تعطيل الحساب.
devices-why-leaving = تم تسجيل الخروج عند طلب حذف الحساب.
devices-why-removed = تم تسجيل الخروج عند إزالة الحساب.
devices-why-unknown = انتهى.

## Whether an app that was used there knows that it is over, and what it still can do

devices-told = تم إبلاغ { $app }.
devices-told-soon = يجري إبلاغ { $app }.
devices-told-again = لم يستجب { $app } بعد وسيُعاد إبلاغه.
devices-told-asked = طُلب من { $app } في المتصفح تسجيل الخروج.
devices-told-refused = لم يقبل { $app } إبلاغه.
devices-told-given-up = تعذّر الوصول إلى { $app } لمدة يوم.
devices-told-deaf = ليس لدى { $app } عنوان لإبلاغه.
devices-holds-lasting = قد يواصل الوصول في غيابك، كما سمحت له.
devices-holds-access = قد يظل ما حصل عليه صالحًا لبضع دقائق.
