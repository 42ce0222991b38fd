# What stands on every page, in Arabic. Lengths of time (seconds … days) stand in the oblique case: after لمدة, خلال, مرور.

language-name = العربية
verbatim = { $words }
sentences = { $first } { $second }
list-last = { $first } و{ $last }
list-more = { $first } و{ $rest }
list-others =
    { $n ->
        [zero] { $n } غيرها
        [one] واحد آخر
        [two] اثنان آخران
        [few] { $n } غيرها
        [many] { $n } غيرها
       *[other] { $n } غيرها
    }
device-on = { $browser } على { $system }
device-browser-on = متصفح على { $system }
device-unknown = متصفح غير معروف

skip-to-content = التخطي إلى المحتوى
title-error = خطأ: { $title }
error-prefix = خطأ:
there-is-a-problem = حدثت مشكلة
message-with-advice = { $message }. { $advice }
footer-preferences = اللغة والعرض
footer-help = المساعدة
footer-privacy = الخصوصية
area-account = الحساب
area-apps = التطبيقات
area-admin = الإدارة
areas = الأقسام
switch-account = تبديل الحساب
sign-out = تسجيل الخروج
sign-out-more = تسجيل الخروج…
sign-in = تسجيل الدخول
continue = متابعة
show = إظهار
hide = إخفاء
show-password = إظهار كلمة المرور
hide-password = إخفاء كلمة المرور
password-shown = كلمة المرور ظاهرة
password-hidden = كلمة المرور مخفية
copy = نسخ
copy-failed = تم التحديد. يمكنك النسخ باستخدام لوحة المفاتيح.
continue-to = للمتابعة إلى <strong>{ $app }</strong>
app-privacy = الخصوصية
app-terms = الشروط

## Moments and lengths of time

just-now = الآن
minutes-ago = { $n ->
    [zero] قبل أقل من دقيقة
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $n } دقائق
    [many] قبل { $n } دقيقة
   *[other] قبل { $n } دقيقة
}
hours-ago = { $n ->
    [zero] قبل أقل من ساعة
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $n } ساعات
    [many] قبل { $n } ساعة
   *[other] قبل { $n } ساعة
}
seconds = { $n ->
    [zero] { $n } ثانية
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $n } ثوانٍ
    [many] { $n } ثانية
   *[other] { $n } ثانية
}
minutes = { $n ->
    [zero] { $n } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $n } دقائق
    [many] { $n } دقيقة
   *[other] { $n } دقيقة
}
hours = { $n ->
    [zero] { $n } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
}
days = { $n ->
    [zero] { $n } يوم
    [one] يوم واحد
    [two] يومين
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
month = { $n ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
}
date-this-year = { $day } { $month }، { $time } بتوقيت { $zone }
date-with-year = { $day } { $month } { $year }، { $time } بتوقيت { $zone }
date-in-full = { $day } { $month } { $year }، { $time } بتوقيت { $zone }
date-and-zone = { $date } ({ $place })
