# /logout、/logged-out、アプリに通知する途中のページ。

sign-out-title = ログアウト
sign-out-heading = ログアウトしますか？
sign-out-asked = <strong>{ $app }</strong>がログアウトを求めています
sign-out-account = <strong>{ $account }</strong>でログイン中です。通知を受け取るアプリにはログアウトが伝わります。それ以外のアプリでは、アプリ側でログアウトするまでログインしたままの場合があります。
sign-out-others = ここでログイン中のアカウント: <strong>{ $accounts }</strong>。ほかの人もこのデバイスを使う場合は、すべてのアカウントからログアウトしてください。
sign-out-others-too = ほかにここでログイン中のアカウント: <strong>{ $accounts }</strong>。ほかの人もこのデバイスを使う場合は、すべてのアカウントからログアウトしてください。
sign-out-stay = ログアウトしない
sign-out-all = すべてのアカウントからログアウト
sign-out-this = このアカウントのみログアウト
sign-out-not-you = ご自身の操作でない場合は、ログアウトしないでください。何も起こらず、アプリにも通知されません。

## アプリへの通知中

signing-out-title = ログアウト中
signing-out-heading = アプリからログアウトしています
signing-out-lead = ログアウトしました。次のアプリに通知しています。しばらくお待ちください:
signing-out-left-out = 利用したアプリが多いため、ほかの{ $left-out }件にはこの方法では通知されません。ほかの人もこのデバイスを使う場合は、ブラウザーを閉じてください。
signing-out-frame = { $app }からのログアウト

## その後

signed-out-title = ログアウトしました
signed-out-what = このブラウザーでは、誰も{ $operator }にログインしていません。通知を受け取らないアプリでは、アプリ側でログアウトするまでログインしたままの場合があります。ほかのデバイスでのログインはそのままです。
signed-out-still-heading = ログイン中のアカウントが残っています
signed-out-still = 1つのアカウントからログアウトしました。このブラウザーでログイン中のアカウント: <strong>{ $accounts }</strong>。ほかの人もこのデバイスを使う場合は、すべてのアカウントからログアウトしてください。
signed-out-back = { $app }に戻る
signed-out-again = もう一度ログイン
signed-out-all = すべてのアカウントからログアウト…
signed-out-choose = アカウントを選択
signed-out-told = ログアウトを通知したアプリ: { $apps }。
signed-out-waiting = まだ応答がなく、再度通知するアプリ: { $apps }。
signed-out-deaf = 通知できないため、アプリ側でもログアウトが必要なアプリ: { $apps }。
