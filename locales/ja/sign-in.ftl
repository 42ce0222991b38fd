# /login: ログインとアカウントの選択。

sign-in-title = ログイン
sign-in-again-title = 本人確認
sign-in-stays = { $name }さんのアカウントは、ここでログインしたままになります。
sign-in-login = メールアドレスまたはユーザー名
sign-in-password = パスワード
sign-in-remember = このデバイスでログイン状態を保持する
sign-in-remember-hint = ご自分のデバイスでのみ選択してください。次回からお名前もここに表示されます。
sign-in-continue-to = { $app }に進む
sign-in-not-you = ご本人ではありませんか？<link>別のアカウントを使用</link>
sign-in-new-here = 初めてご利用ですか？<link>アカウントを作成</link>
sign-in-wrong = メールアドレスまたはパスワードが正しくありません
sign-in-wrong-advice = 両方をご確認のうえ、もう一度お試しください。
sign-in-no-login = メールアドレスまたはユーザー名を入力してください
sign-in-no-password = パスワードを入力してください
sign-in-slowed = 試行回数が多すぎます。{ $wait }待ってから、もう一度お試しください。パスワードがわからない場合は、{ $operator }の運営者に新しいパスワードを依頼してください。

## このページが表示された理由

reason-app-asks = アプリが、もう一度パスワードの入力を求めています。
reason-page-asks = このページを開くには、もう一度パスワードを入力してください。
reason-expired = このページを開いてから時間が経ちました。続行するにはログインしてください。
reason-expired-app = このページを開いてから時間が経ちました。「{ $app }」に進むにはログインしてください。
reason-elsewhere = この操作は、別のブラウザで、またはこのブラウザを閉じる前に開始されました。続行するには、ここでログインしてください。
reason-cookies-gone = Cookieが削除されたか、ウィンドウが閉じられたため、このブラウザのログイン情報が失われました。
reason-too-long = 入力内容が長すぎて保存できなかったため、フォームは空になります。
reason-idle = このブラウザが{ $time }使われなかったため、ログアウトされました。
reason-age = ログインしてから{ $time }が経過したため、ログアウトされました。
reason-ended = ログアウトされました。ここか別のデバイスでログアウトの操作があったか、パスワードが変更されました。
reason-unreadable = このブラウザのログイン情報を読み取れなくなったため、ログアウトされました。
