# What is wrong with a picture that somebody chose, in Arabic.

picture-missing = يُرجى اختيار صورة
picture-busy = تجري قراءة صورة أخرى. يُرجى إعادة المحاولة بعد قليل
picture-too-large = يُرجى اختيار صورة لا يتجاوز حجمها { $megabytes } ميغابايت
picture-other-kind = يُرجى اختيار ملف PNG أو JPEG أو WebP. لا تُقبل ملفات SVG ولا الأنواع الأخرى
picture-too-many-pixels = يُرجى اختيار صورة لا يتجاوز أي من بُعديها { $pixels } بكسل
picture-broken = تتعذّر قراءة الصورة. يُرجى حفظها من جديد بتنسيق PNG ثم اختيار ذلك الملف
