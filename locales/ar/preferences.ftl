# /preferences, in Arabic.

preferences-title = اللغة والعرض
preferences-language = اللغة
preferences-as-the-browser = حسب إعداد المتصفح
preferences-theme = المظهر
preferences-text-size = حجم النص
theme-auto = تلقائي
theme-light = فاتح
theme-dark = داكن
text-normal = عادي
text-large = كبير
text-larger = أكبر
preferences-one-language = هذه الصفحات متاحة بلغة واحدة فقط حتى الآن: { $language }.
preferences-save = حفظ
preferences-back = رجوع
preferences-kept-with-account = تُحفظ في حسابك، وفي ملف تعريف ارتباط في هذا المتصفح لمدة عام.
preferences-kept-here = تُحفظ في ملف تعريف ارتباط في هذا المتصفح لمدة عام، ولا يتضمن أي شيء آخر عنك.
preferences-saved-with-account = تم الحفظ في حسابك.
preferences-saved-here = تم الحفظ لهذا المتصفح.
