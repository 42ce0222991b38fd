# /sign-up: アカウントの作成。

sign-up-title = アカウントを作成
sign-up-invited-title = { $operator }に招待されています
sign-up-name = お名前
sign-up-email = メールアドレス
sign-up-invited-hint = このアドレス宛ての招待です。有効期限: { $time }
sign-up-password = パスワードを設定
sign-up-password-hint = { $count }文字以上。文章にするのがおすすめです。
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
