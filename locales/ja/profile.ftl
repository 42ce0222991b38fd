# /account、/account/edit、/account/picture: 本人のプロフィール。

profile-title = プロフィール
profile-lead = このサイトに登録されているあなたの情報です。アプリに表示されるのは、許可した部分だけです。
profile-apps-see = アプリに表示されるのは、許可した部分だけです。
profile-edit = プロフィールを編集
profile-change = 変更
profile-name = 名前
profile-user-name = ユーザー名
profile-email = メールアドレス
profile-email-confirmed = 確認済み
profile-email-ask = 未確認です。{ $operator }の運営者が確認できます。
profile-sign-in = ログイン
profile-password = パスワード
profile-password-changed = 最終変更: { $when }
profile-password-change-named = パスワードを変更
profile-device = このデバイス
profile-signed-in = ログイン: { $when }
profile-activity = 最近のアクティビティ
profile-data = データをダウンロード
profile-delete = アカウントを削除…

## 編集

profile-edit-title = プロフィールの編集
profile-edit-crumb = 編集
profile-edit-not-here = 画像とメールアドレスは、プロフィールのページで変更できます。ユーザー名は変更できません。
profile-optional = （任意）
profile-save = 保存
profile-cancel = キャンセル
profile-saved = プロフィールを保存しました。
profile-saved-without = プロフィールを保存しました。表示されない文字はお名前から除かれました。
profile-edits-too-many = プロフィールの変更回数が多すぎるため、現在は変更できません。1時間ほど待ってから、もう一度お試しください

profile-about = 基本情報
profile-where = 連絡先
profile-language-and-time = 言語と時刻

profile-name-hint = アプリやここのほかのユーザーに表示される名前です。
profile-name-missing = お名前を入力してください
profile-given-name = 名
profile-family-name = 姓
profile-nickname = ニックネーム
profile-birthday = 生年月日
profile-birthday-hint = 1990-05-17のように、年、月、日の順に入力します。年だけでもかまいません。年を伏せるには、0000-05-17のように入力します。
profile-birthday-wrong = 生年月日は、1990-05-17のように年、月、日の順に入力するか、年だけを入力してください
profile-birthday-future = 生年月日には、今日以前の日付を入力してください
profile-website = ウェブサイト
profile-website-hint = 例: https://example.com
profile-website-wrong = ウェブサイトのアドレスを入力してください（例: https://example.com）
profile-phone = 電話番号
profile-phone-hint = 国番号から入力します（例: +46 70 123 45 67）。
profile-phone-wrong = 電話番号は、+と国番号から入力してください（例: +46 70 123 45 67）
profile-address = 住所
profile-street = 町名・番地
profile-street-hint = 複数行で入力できます。
profile-postal-code = 郵便番号
profile-locality = 市区町村
profile-region = 都道府県・州
profile-country = 国
profile-locale = アプリでの言語
profile-locale-hint = jaやen-GBなどの言語タグを入力します。アプリがこの言語で表示されることがあります。このサイトの言語は「言語と表示」で選択できます。
profile-locale-wrong = jaやen-GBなどの言語タグを入力してください
profile-zone = タイムゾーン
profile-zone-hint = 同じ時刻を使う、近くの最も大きな都市を選択します。ページやメールの日時はこの都市の時刻で表示されます。
profile-zone-none = 指定なし
profile-zone-wrong = 一覧からタイムゾーンを選択してください
profile-too-long = { $label }は{ $count }文字以内で入力してください
profile-unreadable = { $label }は、文字の上下に付く記号を減らして入力してください

## 画像

profile-picture = 画像
profile-picture-change-named = 画像を変更
profile-picture-title = あなたの画像
profile-picture-lead = プロフィールの参照を許可したアプリで表示されることがあります。画像のアドレスを知っている人は、ログインせずに開けます。
profile-picture-now = アプリに表示される画像です。
profile-picture-none = 画像を設定するまでは、このサイトではこの文字が表示されます。
profile-picture-elsewhere = 画像は<code>{ $address }</code>に保存されているため、ここには表示されません。新しい画像を設定すると置き換わります。
profile-picture-file = ファイル
profile-picture-hint = PNG、JPEG、WebP（8 MB以下）。正方形に切り抜いて縮小します。撮影場所など、ファイル内の画像以外の情報は取り除かれます。
profile-picture-upload = 画像をアップロード
profile-picture-remove = 画像を削除
profile-picture-saved = 画像を保存しました。
profile-picture-removed = 画像を削除しました。アプリがコピーした画像は残る場合があります。
