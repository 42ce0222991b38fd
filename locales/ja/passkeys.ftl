# パスキー: /login、/login/passkey、/login/passkey/offer、/login/enroll、/account/security とその下のページ。

passkey = パスキー

## ログイン

passkey-sign-in = パスキーでログイン
passkey-or-password = または、パスワードでログイン
passkey-no-script = パスキーの使用にはJavaScriptが必要ですが、このブラウザーでは無効になっています。
passkey-use = パスキーを使用
passkey-none-used = パスキーは使用されませんでした。もう一度試すか、別の方法でログインしてください。
passkey-late = 時間がかかりすぎました。もう一度お試しください
passkey-unknown = このパスキーは、ここにはもう登録されていません。別の方法でログインしてから、新しいパスキーを追加してください
passkey-refused = このパスキーを確認できませんでした。もう一度お試しください
passkey-copied = このパスキーは拒否されました。誰かがコピーを持っている可能性があります。別の方法でログインし、このパスキーを削除してください
second-factor-passkey-title = パスキーを使用
second-factor-use-passkey = パスキーを使用

## パスキーの作成（アカウント画面、またはログイン時）

passkey-offer-title = 次回からすばやくログイン
passkey-what = 指紋認証、顔認証、または画面ロックを使います。覚えるものも、盗まれるものもありません。
passkey-create = パスキーを作成
passkey-not-now = 後で
passkey-or-totp = または、認証アプリを使用
passkey-cannot = このブラウザーでは、ここでパスキーを使用できません。
passkey-device-asks = お使いのデバイスで確認を求められます。
passkey-none-made = パスキーは作成されませんでした。何も変更されていません。
passkey-there = このデバイスには、このアカウントのパスキーがすでにあります
passkey-not-made = パスキーを確認できませんでした。もう一度お試しください
passkey-too-many = パスキーの数が上限に達しています。先に1つ削除してください
passkey-made = パスキーの準備ができました。

## /account/security

security-passkeys = パスキー
security-add-passkey = パスキーを追加
security-other-ways = その他のログイン方法
security-set = 設定
security-set-named = パスワードを設定
security-password-only-passkey = アカウントはパスワードだけで保護されています。次は、パスキーを追加してください。
security-one-passkey = アカウントは1つのパスキーで保護されています。次は、紛失に備えて、パスキーをもう1つ追加してください。
security-passkeys-strong = アカウントは十分に保護されています。必要な操作はありません。
passkey-add-title = パスキーの追加
passkey-backed-up = すべてのデバイスに保存
passkey-synced = すべてのデバイスに保存されている可能性あり
passkey-bound = 1台のデバイスに保存
passkey-added = 追加: { $when }
passkey-last = これはアカウントへの最後のログイン方法のため、削除できません。
passkey-rename = 名前を変更
passkey-rename-title = パスキー名の変更
passkey-rename-named = 名前を変更: { $name }
passkey-name = 名前
passkey-name-hint = 保存場所がわかる名前にすると、見分けやすくなります。
passkey-save = 保存
passkey-renamed = パスキーの名前を変更しました。
passkey-remove-title = パスキーを削除しますか？
passkey-remove-named = 削除: { $name }
passkey-remove-lead = このパスキーではログインできなくなります。ほかのデバイスからログアウトされます。
passkey-removed = パスキーを削除しました。ほかのデバイスからログアウトされました。
password-remove-title = パスワードを削除しますか？
password-remove-lead = ログインに使えるのはパスキーだけになります。ほかのデバイスからログアウトされます。ログイン中は、いつでもここで新しいパスワードを設定できます。
password-removed = パスワードを削除しました。ほかのデバイスからログアウトされました。

## アクティビティ

activity-passkey-added = パスキーの追加
activity-passkey-removed = パスキーの削除
activity-passkey-copied = コピーされたパスキーの拒否
activity-password-removed = パスワードの削除
