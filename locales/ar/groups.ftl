# Groups, and who may use an app.

## /login/access: somebody may not use the app

no-access-title = لا يمكنك استخدام { $app }
# $account: an e-mail address or user name.
no-access-account = مسجَّل الدخول باسم <strong>{ $account }</strong>. <link>استخدام حساب آخر</link>
no-access-lead = لم ترتكب أي خطأ. هذا التطبيق مخصص لمن مُنحوا الوصول إليه.
no-access-ask = إذا كنت بحاجة إليه، فاطلب الوصول من { $operator }.
# Above e-mail addresses.
no-access-ask-contacts = إذا كنت بحاجة إليه، فتواصل مع المسؤولين عن { $app }:
no-access-back = العودة إلى { $app }

## Activity

activity-group-joined = إضافة إلى مجموعة
activity-group-left = إزالة من مجموعة
activity-assigned = منح الوصول إلى تطبيق
activity-owner-added = تعيين مسؤولًا عن تطبيق
activity-owner-removed = لم يعد مسؤولًا عن تطبيق
activity-unassigned = سحب الوصول إلى تطبيق

## What an app may see

scope-groups = رؤية المجموعات التي تنتمي إليها
scope-groups-none = لست في أي مجموعة
scope-roles = رؤية أدوارك في هذا التطبيق
scope-roles-none = ليس لك أي دور فيه

## The console: groups

admin-groups = المجموعات
admin-invite-groups = المجموعات (اختياري)، وبينها مسافات
groups-lead = تحدّد المجموعات ما يمكن للأشخاص استخدامه وما تعرفه التطبيقات عنهم.
groups-new = مجموعة جديدة
groups-search-label = المجموعات التي يبدأ اسمها بـ
groups-none = لا توجد مجموعات بعد.
groups-none-found = لا توجد مجموعة يبدأ اسمها بـ«{ $search }». <link>كل المجموعات</link>
# $group: the title of the group that this one belongs to.
groups-part-of = جزء من { $group }
groups-people =
    { $people ->
        [zero] لا أحد
        [one] شخص واحد
        [two] شخصان
        [few] { $people } أشخاص
        [many] { $people } شخصًا
       *[other] { $people } شخص
    }
groups-pages-label = صفحات المجموعات
groups-before = السابقة
groups-after = التالية
groups-made = أُنشئت { $when }
groups-since = منذ { $when }
groups-edit = تعديل
groups-edit-crumb = تعديل
groups-edit-title = تعديل المجموعة
groups-new-title = إنشاء مجموعة
groups-remove = حذف المجموعة
groups-remove-title = هل تريد حذف { $group }؟
groups-remove-what = يبقى الأشخاص فيها ({ $people }). ولن يمكنهم بسببها استخدام التطبيقات المسندة إليها ({ $apps }). وتصبح أجزاؤها مجموعات مستقلة.
groups-removed = حُذفت { $group }.
groups-leave-named = إزالة { $name }
groups-more = المزيد من الأشخاص
groups-join = إضافة
groups-join-label = الشخص
groups-join-hint = اسم المستخدم أو البريد الإلكتروني أو معرّف الحساب.
groups-nobody = أدخل اسم مستخدم حساب أو بريده الإلكتروني
groups-joined = أصبح { $name } في { $group }. تعلم التطبيقات بذلك مع الرمز التالي.
groups-joined-before = كان { $name } في { $group } من قبل.
groups-left = لم يعد { $name } في { $group }.
groups-parts = الأجزاء
groups-parts-what = من كان في جزء فهو في المجموعة كلها أيضًا، وذلك لمستوى واحد.
groups-roles-what = من كان في المجموعة أو في جزء منها فله أدوارها. ومن كان مسؤولًا عبر مجموعة فقط لا يُحسب آخرَ مسؤول لا يُنزع دوره.
groups-role-given = لدى { $group } الآن دور { $role }، وكذلك لدى كل من فيها.
groups-role-taken = لم يعد لدى { $group } دور { $role }.
groups-apps = التطبيقات
groups-apps-none = ليست مسندة إلى أي تطبيق.
groups-title-label = الاسم للأشخاص
groups-title-hint = مثال: «فريق المنصة».
groups-title-wrong = أدخل اسمًا للأشخاص من 1 إلى 100 حرف
groups-name-label = الاسم للتطبيقات
groups-name-hint = تقرؤه التطبيقات في المطالبة «groups»: أحرف لاتينية صغيرة وأرقام و . _ : @ / + - بلا مسافات، 64 على الأكثر.
groups-name-wrong = أدخل اسمًا للتطبيقات من أحرف لاتينية صغيرة وأرقام و . _ : @ / + - فقط
groups-name-taken = أدخل اسمًا آخر للتطبيقات: لمجموعة أخرى هذا الاسم
groups-part-label = جزء من
groups-part-none = لا مجموعة أخرى
groups-part-gone = اختر مجموعة أخرى: حُذفت هذه
groups-part-deep = لا تختر مجموعة أخرى: للمجموعات مستوى واحد، ولهذه أجزاء أو تلك جزء
groups-save = حفظ
groups-saved = حُفظت المجموعة.
groups-made-done = أُنشئت { $group }. أضف إليها أشخاصًا.

## The console: who may use an app

access-crumb = من يمكنه استخدامه
access-title = من يمكنه استخدام { $app }
access-detail-what = للجميع أو لأشخاص ومجموعات؛ وما تقوله رموزه زيادةً على ذلك.
access-owners = المسؤولون
access-owners-what = يرون صفحة التطبيق وأخطاءه، ويغيّرونه ويجدّدون سرّه. والمجموعة تعني أعضاءها.
access-registrant = سجّله
access-owner-label = مسؤول آخر: مجموعة أو شخص
access-shared = { $name } مسؤول عنه أيضًا.
access-unshared = لم يعد { $name } مسؤولًا عنه.
access-shut = لا يمكن لأحد استخدامه: لم يُسند إلى أحد.
access-everybody = كل من لديه حساب
access-assigned = المسند إليهم فقط
access-what = من لا يمكنه استخدامه يرى صفحة تخبره بمن يسأل. ولا يحصل التطبيق على رموز أخرى له، ولا تبقى رموزه السابقة صالحة.
access-everybody-done = يمكن للجميع استخدام { $app }.
access-assigned-done = لا يمكن استخدام { $app } إلا للمسند إليهم.
access-heading = المسند إليهم
access-roles-what = الأدوار هي ما يفهمه التطبيق منها، ويقرؤها في المطالبة «roles». وهي سارية أيضًا حين يمكن للجميع استخدامه.
access-nobody = لا أحد مسند إليه.
access-group = مجموعة
access-who-label = مجموعة أو شخص
access-who-hint = اسم المجموعة للتطبيقات، أو اسم مستخدم أو بريد إلكتروني أو معرّف حساب.
access-nobody-found = أدخل اسم مجموعة، أو اسم مستخدم حساب أو بريده الإلكتروني
access-role-label = الدور (اختياري)
access-role-hint = كما يقرؤه التطبيق: الأحرف الكبيرة غير الصغيرة. ومن دونه يمكنهم استخدامه فقط.
access-role-wrong = أدخل دورًا من أحرف لاتينية وأرقام و . _ : @ / + - فقط
access-assign = إسناد
access-assigned-one = أُسند إلى { $name }.
access-unassigned = لم يعد مسندًا إلى { $name }.

## The console: claims of an app

claims-crumb = المطالبات
claims-title = ما يُخبَر به { $app }
claims-lead = مطالبات غير التي يطلبها: باسم آخر، أو في رموز أخرى، أو لبعض المجموعات فقط.
claims-heading = المطالبات المربوطة
claims-none = لا شيء: يحصل على ما يطلبه.
claims-first = إذا تكرر الاسم فالمعتمد أول ما ينطبق على الشخص.
# $groups: names of groups with commas between.
claims-for = فقط لـ { $groups }
claims-id-token = رمز الهوية
claims-userinfo = Userinfo
claims-access-token = رمز الوصول
claims-add-heading = ربط مطالبة
claims-add = إضافة
claims-claim-label = اسم المطالبة
claims-claim-wrong = أدخل اسمًا من رموز مرئية بلا مسافات ولا علامات اقتباس
claims-claim-ours = أدخل اسمًا آخر: { $claim } لا يقوله إلا هذا الخادم عمّا ثبت
claims-from-label = مصدرها
claims-from-hint = { $groups } أو { $roles } أو { $device } أو مطالبة قياسية مثل { $claim } أو نص ثابت مثل { $text }.
claims-from-wrong = اختر مصدر المطالبة كما في التلميح
claims-in-label = تُكتب في
claims-nowhere = اختر أين تُكتب المطالبة
claims-for-label = لمجموعات فقط (اختياري)
claims-for-hint = أسماء مجموعات بينها مسافات؛ وللجميع إن تُركت فارغة.
claims-for-unknown = أدخل أسماء مجموعات موجودة: لا توجد { $group }
claims-added = رُبطت المطالبة، وتسري من الرمز التالي.
claims-removed = أزيلت المطالبة.
claims-too-many = أزل مطالبة أولًا: للتطبيق 50 على الأكثر
claims-preview-heading = ما ستقوله الرموز
claims-preview-what = كما لو سُجّل الدخول بكلمة المرور الآن. لا يُوقَّع شيء ولا يُبلَّغ الشخص.
claims-preview-scope = النطاق
claims-scope-wrong = أدخل كلمات النطاق وبينها مسافات
claims-preview-show = عرض
claims-preview-of = عن { $name }
claims-preview-refused = لا يمكن لهذا الشخص استخدام { $app }، فلا يُخبَر بشيء من هذا.

## The console: what scopes mean

admin-scopes = النطاقات
scopes-lead = ما يقرؤه الأشخاص حين يطلب تطبيق نطاقًا من خوادم مواردك، وإلا قرؤوا الكلمة نفسها.
scopes-heading = الموصوفة
scopes-none = لم يوصف أي نطاق بعد.
scopes-add-heading = وصف نطاق
scopes-word-label = النطاق
scopes-word-hint = كما تطلبه التطبيقات، مثل { $example }. ويُستبدل ما يوجد لهذه اللغة.
scopes-word-wrong = أدخل كلمة نطاق واحدة بلا مسافات
scopes-word-ours = أدخل نطاقًا آخر: هذا يشرحه الخادم بنفسه
scopes-language-label = اللغة
scopes-title-label = ما يمكن لتطبيق فعله
scopes-title-hint = كلمات قليلة بعد «سيتمكن من»، مثل «قراءة ملاحظاتك».
scopes-title-wrong = أدخل 80 حرفًا على الأكثر لما يمكن لتطبيق فعله، و200 للتفاصيل
scopes-description-label = تفاصيل (اختياري)
scopes-saved = سيقرأ الأشخاص ذلك عن { $scope }.
scopes-forgotten = حُذف النص عن { $scope }.
