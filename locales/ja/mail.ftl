# メール。$operator はこのサーバーの運営者の名前。

mail-subject = { $operator }: { $title }
mail-works-until = { $when }まで有効です。
mail-happened = 日時: { $when }
mail-happened-in = 日時: { $when }、ブラウザー: { $device }
mail-happened-from = 日時: { $when }、ブラウザー: { $device }、アクセス元: { $place }

## アドレスの確認と新しいパスワード

mail-confirm-address = メールアドレスの確認
mail-reset-password = 新しいパスワードの設定
mail-type-code = コードの入力を求められたページで次のコードを入力するか、ボタンを押してください:
mail-not-asked = お心当たりがない場合は、何もする必要はありません。
mail-not-asked-password = お心当たりがない場合は、何もする必要はありません。パスワードは変更されません。

## アカウントの作成

mail-invitation = { $operator }に招待されています
mail-invitation-by-to = { $by }さんから、「{ $app }」を利用するためのアカウントの作成に招待されています。
mail-invitation-by = { $by }さんから、アカウントの作成に招待されています。
mail-invitation-to = 「{ $app }」を利用するためのアカウントの作成に招待されています。
mail-invitation-plain = アカウントの作成に招待されています。
mail-account-exists = すでにアカウントをお持ちです
mail-account-exists-what = このメールアドレスでアカウントを作成しようとする操作がありましたが、アカウントはすでに存在します。ご自身の操作の場合は、ログインしてください。
mail-account-exists-not-you = お心当たりがない場合は、何もする必要はありません。

## アカウントで行われた操作

mail-new-device = 新しいデバイスでログインがありました
mail-new-device-not-you = お心当たりがない場合は、そのデバイスをログアウトし、パスワードを変更してください。
mail-password-changed = パスワードが変更されました
mail-password-changed-not-you = お心当たりがない場合は、すぐに新しいパスワードを設定してください。
mail-factor-changed = ログイン方法が変更されました
mail-factor-changed-not-you = お心当たりがない場合は、すぐにパスワードを変更してください。
mail-factor-failed = パスワードが他人に知られています
mail-factor-failed-what = 正しいパスワードの後に誤ったコードが入力されたログインが、複数回ありました。
mail-factor-failed-not-you = お心当たりがない場合は、すぐに新しいパスワードを設定してください。アカウントへのログインは行われていません。
mail-address-changed = メールアドレスが変更されました
mail-address-changed-what = アカウントのメールアドレスは{ $new }になりました。
mail-address-changed-not-you = お心当たりがない場合は、変更を取り消してください。
mail-address-changed-ask = お心当たりがない場合は、すぐに{ $operator }の運営者にご相談ください。
mail-deletion-begun = アカウントは削除されます
mail-deletion-begun-what = アカウントは{ $when }に削除されます。残すには、それまでにログインしてください。
mail-deletion-done = アカウントを削除しました
mail-deletion-done-what = ご依頼いただいた削除が完了しました。

## 運営者による試験

mail-trial = メールは届いています
mail-trial-what = 運営者が、メールが届くかどうかを試しました。

## ボタン

mail-button-confirm = アドレスを確認
mail-button-reset = パスワードを設定
mail-button-invitation = アカウントを作成
mail-button-undo = 変更を取り消す
mail-button-sign-in = ログイン
mail-button-devices = デバイスを確認
mail-button-account = アカウントに移動
