# /login/terms and /login/address, in Arabic.

terms-title = شروط { $operator }
terms-lead = للمتابعة، يُرجى قراءة <link>شروط { $operator }</link> والموافقة عليها.
terms-changed = تغيّرت <link>شروط { $operator }</link> منذ موافقتك عليها. للمتابعة، يُرجى قراءتها والموافقة عليها.
terms-version = الإصدار: { $version }
terms-agree = موافقة ومتابعة
terms-cancel = إلغاء

## An e-mail address that is confirmed

address-needed-lead = لاستخدام <strong>{ $app }</strong>، يلزم عنوان بريد إلكتروني مؤكَّد. هل <strong>{ $address }</strong> هو عنوانك؟
address-needed-none = لاستخدام <strong>{ $app }</strong>، يلزم عنوان بريد إلكتروني مؤكَّد، وليس في حسابك عنوان بريد إلكتروني.
address-needed-add = يُرجى <link>إضافة عنوان إلى حسابك</link> ثم العودة إلى هنا.
address-needed-ask = يمكنك طلب تأكيده من القائمين على { $operator }.
address-needed-send = إرسال رابط ورمز
address-needed-wrong = الرمز غير صحيح أو لم يعد صالحًا. يُرجى التحقق منه أو طلب إرساله مجددًا
