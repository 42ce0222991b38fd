# The console: resource servers

admin-resources = خوادم الموارد
resources-lead = برامج تقبل رموز الوصول: كيف تبدو الرموز لكل منها، وأي نطاقات تخصه.
resources-none = لا يوجد خادم موارد بعد. تبدو الرموز كما سجّل كل تطبيق.
resources-new = إضافة خادم موارد
resources-no-key = لا مفتاح
# On the overview: something needs attention.
resources-need = خادم موارد
resources-need-what = لا يحصل أي تطبيق على رموز لـ { $title }
resources-tokens = رموز الوصول إليه
resources-format-label = الصيغة
resources-as-app = كما سجّل كل تطبيق
resources-at-jwt = JWT من نوع at+jwt (RFC 9068)
resources-jwt = JWT من نوع JWT، لخوادم لا تعرف غيره
resources-opaque = مبهم: يسأل عن كل رمز بالاستبطان
resources-alg-label = موقَّعة بواسطة
# $alg: RS256. $list: the algorithms there are.
resources-alg-gone = لم يعد أي مفتاح يوقّع بواسطة { $alg }، فلا يحصل أي تطبيق على رمز له. اختر من { $list }.
resources-alg-wrong = لا يوقّع أي مفتاح بواسطة { $alg }. اختر من { $list }
resources-alg-opaque = لا تختر خوارزمية: الرموز المبهمة لا تُوقَّع
resources-asks-label = معرّف العميل الذي يسأل به عن الرموز
resources-asks-none = لا يسأل
resources-asks-hint = تطبيق له سر. يلزم حين تكون رموزه مبهمة.
resources-asks-wrong = لا تطبيق له سر بمعرّف العميل هذا
resources-asks-needed = أدخل معرّف عميل: الرموز المبهمة لا تقول شيئًا بنفسها
resources-scope-label = نطاقاته الخاصة
resources-scope-hint = بينها مسافات. ليست في رموز خادم موارد آخر.
resources-scope-none = ليس له نطاقات خاصة.
resources-scope-say = ما يقرؤه الأشخاص عن النطاقات
resources-scope-ours = احذف { $scope }: هذا يشرحه الخادم بنفسه
resources-apps = التطبيقات التي تحصل على رموز له
resources-apps-none = لا شيء بعد. يسمّيه التطبيق بين خوادم موارده.
resources-apps-more = المزيد من التطبيقات
resources-edit-title = تعديل خادم الموارد
resources-identifier-label = المعرّف
resources-identifier-hint = عنوان URI الذي تطلبه التطبيقات وتسمّيه الرموز، مثل { $example }. ولا يتغير لاحقًا.
resources-identifier-wrong = أدخل عنوان URI بلا جزء بعد #، أو معرّف عميل
resources-taken = لخادم موارد آخر هذا المعرّف
resources-full = لا متسع لخوادم موارد أخرى
resources-title-label = الاسم
resources-title-wrong = أدخل اسمًا من 80 حرفًا على الأكثر
resources-made = صار { $title } خادم موارد.
resources-saved = تغيّر خادم الموارد. يسري ذلك من الرمز التالي.
resources-remove-title = إزالة { $title }؟
# $n: how many apps.
resources-remove-what =
    { $n ->
        [0] لا يحصل أي تطبيق على رموز له.
        [one] يحصل تطبيق واحد على رموز له، ولن يحصل عليها من الآن، ولا برموز التحديث.
        [two] يحصل تطبيقان على رموز له، ولن يحصلا عليها من الآن، ولا برموز التحديث.
        [few] تحصل { $n } تطبيقات على رموز له، ولن تحصل عليها من الآن، ولا برموز التحديث.
        [many] يحصل { $n } تطبيقًا على رموز له، ولن تحصل عليها من الآن، ولا برموز التحديث.
       *[other] يحصل { $n } تطبيق على رموز له، ولن تحصل عليها من الآن، ولا برموز التحديث.
    }
resources-removed = أُزيل { $title }.
