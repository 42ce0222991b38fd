# /preferences: 言語、テーマ、文字サイズ。

preferences-title = 言語と表示
preferences-language = 言語
preferences-as-the-browser = ブラウザーの設定に従う
preferences-theme = テーマ
preferences-text-size = 文字サイズ
theme-auto = 自動
theme-light = ライト
theme-dark = ダーク
text-normal = 標準
text-large = 大
text-larger = 特大
preferences-one-language = 現在、これらのページは{ $language }でのみご利用いただけます。
preferences-save = 保存
preferences-back = 戻る
preferences-kept-with-account = アカウントと、このブラウザーのCookie（1年間）に保存されます。
preferences-kept-here = このブラウザーのCookieに1年間保存されます。それ以外の情報は含まれません。
preferences-saved-with-account = アカウントに保存しました。
preferences-saved-here = このブラウザー用に保存しました。
