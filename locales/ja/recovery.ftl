# /login/forgot、/login/reset: 以前のパスワードなしで新しいパスワードを設定。/account/email: メールアドレスの確認と変更。

recovery-forgot = パスワードをお忘れですか？
recovery-title = 新しいパスワードの設定
recovery-lead = アカウントのメールアドレスに、リンクとコードをお送りします。
recovery-login = メールアドレスまたはユーザー名
recovery-send = リンクを送信
recovery-known = パスワードを思い出しましたか？<link>ログイン</link>
recovery-too-many = お使いのネットワークからのリンクの請求が多すぎます。1分ほど待ってから、もう一度お試しください

## 送信後

recovery-sent-title = メールをご確認ください
recovery-sent-lead = <strong>{ $login }</strong>のアカウントが存在する場合は、リンクとコードをメールでお送りします。有効期間は{ $time }です。
recovery-code = メールに記載のコード
recovery-code-hint = 英数字8文字です。メールのリンクを開いても続行できます。
recovery-code-use = このコードを使用
recovery-code-none = メールに記載のコードを入力してください
recovery-code-wrong = コードが正しくないか、有効期限が切れています。コードを確認するか、メールのリンクを使うか、新しいコードを送信してください
recovery-code-too-many = お使いのネットワークからのコードの入力が多すぎます。1分ほど待ってから、もう一度お試しください
recovery-again = メールが届きませんか？迷惑メールを確認するか、<link>もう一度送信</link>してください。

## パスワードの設定

recovery-password = 新しいパスワード
recovery-password-hint = { $count }文字以上。文章にするのがおすすめです。
recovery-consequence = すべてのデバイスからログアウトされ、アプリとの連携も解除されます。
recovery-set = パスワードを設定
recovery-done = 新しいパスワードを設定しました。ほかのすべてのデバイスからログアウトされました。
recovery-over-title = このリンクは有効期限が切れています
recovery-over-lead = リンクは短時間のみ有効で、1回しか使えません。パスワードが変更された場合も無効になります。今回は何も変更されていません。
recovery-over-again = 新しいリンクを送信
recovery-over-ask = { $operator }の運営者に新しいリンクを依頼してください。

## メールアドレスの確認

email-unconfirmed = 未確認
email-confirm-short = 確認
email-confirm-named = メールアドレスを確認
email-change-short = 変更
email-change-named = メールアドレスを変更
email-confirm-title = メールアドレスの確認
email-confirm-question = <strong>{ $address }</strong>はあなたのメールアドレスですか？
email-confirm-sent = <strong>{ $address }</strong>にリンクとコードをお送りしました。
email-confirm = このアドレスを確認
email-confirm-later = 後で
email-cancel = キャンセル
email-confirm-nothing = 確認するものはありません。アドレスがすでに確認済みか、リンクの有効期限が切れています。新しいリンクはプロフィールから送信できます。
email-profile = プロフィールに移動
email-code-wrong = コードが正しくないか、有効期限が切れています。コードを確認するか、プロフィールから新しいコードを送信してください
email-confirmed = メールアドレスを確認しました。
email-taken = このメールアドレスはすでに別のアカウントで使われているため、あなたのメールアドレスは変更されていません。

## メールアドレスの変更

email-change-title = メールアドレスの変更
email-now = 現在のアドレスは<strong>{ $address }</strong>です。
email-change-lead = 新しいアドレスにリンクとコードをお送りします。確認が済むと変更が完了し、以前のアドレスにもお知らせします。ユーザー名は変わりません。
email-new = 新しいメールアドレス
email-send = リンクを送信
email-same = このアドレスはすでにアカウントに設定されています。別のアドレスを入力してください
email-too-many = 最近送信したメールが多すぎるため、送信できません。1時間ほど待ってから、もう一度お試しください
