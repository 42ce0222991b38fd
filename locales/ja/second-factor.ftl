# /login/totp、/login/recovery、/login/enroll: ログインの2段階認証。/account/security とその下のページ。

## 2段階認証でのログイン

second-factor-totp-title = 認証アプリのコードを入力
second-factor-recovery-title = リカバリーコードを使用
second-factor-app = 「{ $app }」は2段階認証を求めています。
second-factor-operator = { $operator }は2段階認証を求めています。
second-factor-page = このページを開くには、もう一度2段階認証が必要です。
second-factor-hint = 認証アプリに「{ $name }」とともに表示されます。
second-factor-recovery-code = リカバリーコード
second-factor-recovery-hint = 16文字の英数字です。各コードは1回だけ使えます。
second-factor-use-recovery = リカバリーコードを使用
second-factor-use-totp = 認証アプリを使用
second-factor-trust = 今後{ $time }はこのブラウザーでコードの入力を省略する
second-factor-trust-hint = ご自分のデバイスでのみ選択してください。
second-factor-empty = コードを入力してください
second-factor-wrong = コードが正しくありません。コードは30秒ごとに変わります。次のコードが表示されるまでお待ちください
second-factor-recovery-wrong = リカバリーコードが正しくないか、すでに使用されています
second-factor-used = このコードはすでに使用されています。次のコードが表示されるまでお待ちください
second-factor-late = コードの入力に時間がかかりすぎました。もう一度ログインしてください。
second-factor-codes-left = { $codes ->
    [0] 最後のリカバリーコードを使用しました。「セキュリティ」ページで再発行してください。
   *[other] リカバリーコードは残り{ $codes }個です。少なくなったら、「セキュリティ」ページで再発行してください。
}

## 認証アプリの設定（アカウント画面、またはログイン時）

enroll-title = 2段階認証の設定
enroll-until = { $when }以降は必須
totp-title = 認証アプリ
totp-lead = パスワードの後に入力するコードを表示するアプリです。パスワードを知られても、コードがなければログインできません。
totp-install = スマートフォンで認証アプリを開いてください。お使いのパスワードマネージャーが対応している場合もあります。
totp-scan = アプリで次のコードをスキャンしてください:
totp-qr = 認証アプリ用のQRコード
totp-type = または、次のキーをアプリに入力してください:
totp-code = 6桁のコード
totp-turn-on = 有効にする
totp-wrong = コードが正しくありません。スマートフォンの時刻を確認し、アプリに現在表示されているコードを入力してください
totp-on = 認証アプリを有効にしました。ほかのデバイスからログアウトされました。
totp-off = 認証アプリを削除しました。ほかのデバイスからログアウトされました。
totp-remove-title = 認証アプリを削除しますか？
totp-remove-lead = パスワードだけでログインできるようになります。リカバリーコードは使えなくなり、ブラウザーの信頼もすべて解除されます。
totp-remove-required = { $operator }は2段階認証を求めています。次回のログイン時に、もう一度設定が必要です。
totp-remove = 削除

## リカバリーコード

codes-title = リカバリーコード
codes-lead = 認証アプリを使えないときに、1つのコードで1回ログインできます。パスワードとは別の場所に保管してください。コードは再表示されません。
codes-download = ダウンロード
codes-stored = 保管しました
codes-make = コードを再発行
codes-new-lead = 再発行すると、以前のコードは使えなくなります。
security-codes-left = { $codes ->
    [0] 残っていません。
   *[other] 残り{ $codes }個です。
}

## /account/security

security-title = セキュリティ
security-ways = ログイン方法
security-password-only = アカウントはパスワードだけで保護されています。次は、認証アプリを有効にしてください。
security-two-factors = アカウントは2段階認証で保護されています。必要な操作はありません。
security-few-codes = アカウントは2段階認証で保護されています。リカバリーコードが残り少ないため、再発行してください。
security-required = { $operator }は2段階認証を求めています。
security-no-password = 未設定
security-on = 有効
security-since = 設定: { $when }
security-totp-what = パスワードの後に入力する、スマートフォンのコード
security-add = 有効にする
security-add-named = 認証アプリを有効にする
security-remove = 削除
security-renew = 再発行
security-trusted = 信頼済みのブラウザー
security-trusted-what = パスワードだけでログインできるブラウザーです。
security-trusted-until = 有効期限: { $when }
security-forget = 解除
security-forget-named = 信頼を解除: { $device }
security-forgotten = ブラウザーの信頼を解除しました。
