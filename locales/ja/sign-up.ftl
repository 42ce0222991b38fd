# /sign-up: アカウントの作成。

sign-up-title = アカウントを作成
sign-up-invited-title = { $operator }に招待されています
sign-up-name = お名前
sign-up-email = メールアドレス
sign-up-invited-hint = このアドレス宛ての招待です。有効期限: { $time }
sign-up-elsewhere-hint = このアドレスは確認済みです。別のブラウザーで入力した内容は引き継がれないため、名前とパスワードはここで設定してください。
sign-up-password = パスワードを設定
sign-up-password-hint = { $count }文字以上。文章にするのがおすすめです。
sign-up-terms = <link>{ $operator }の利用規約</link>に同意します
sign-up-terms-missing = アカウントを作成するには、利用規約に同意してください
sign-up-create = アカウントを作成
sign-up-known = すでにアカウントをお持ちですか？<link>ログイン</link>
sign-up-taken = このアドレスのアカウントはすでに存在します。ログインするか、別のアドレスを使用してください
sign-up-slowed = お使いのネットワークからのアカウント作成が多すぎます。{ $wait }待ってから、もう一度お試しください
sign-up-ready = アカウントの準備ができました。
sign-up-left-out = 表示されない文字はお名前から除かれました。

## 誰でも作成できるわけではない場合

sign-up-needs-invitation = 招待が必要です
sign-up-needs-invitation-lead = アカウントを作成するには、{ $operator }の運営者に招待を依頼し、届いたリンクを開いてください。
sign-up-closed-title = アカウントの新規作成は受け付けていません
sign-up-closed-lead = ここでは、アカウントは{ $operator }の運営者が作成します。作成を依頼してください。
sign-up-over-lead = リンクは一定期間のみ有効で、1回しか使えません。すでにこのリンクでアカウントを作成した場合は、ログインしてください。
sign-up-over-ask = それ以外の場合は、{ $operator }の運営者に新しい招待を依頼してください。

## メールの送信後

sign-up-sent-lead = <strong>{ $address }</strong>にリンクとコードをお送りしました。有効期間は{ $time }です。
sign-up-code-wrong = コードが正しくないか、有効期限が切れています。コードを確認するか、メールのリンクを使うか、もう一度送信してください
sign-up-nothing-arrived = メールが届きませんか？まず迷惑メールをご確認ください。
sign-up-again = もう一度送信
sign-up-other-address = アドレスが間違っていますか？<link>最初からやり直す</link>

## アプリに進む途中

welcome-title = ようこそ、{ $name }さん
welcome-lead = アカウントの準備ができました。ログインには<strong>{ $login }</strong>を使用します。
