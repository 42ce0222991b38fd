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
sign-in-slowed-forgot = 試行回数が多すぎます。{ $wait }待ってから、もう一度お試しください。パスワードがわからない場合は、下の「パスワードをお忘れですか？」から新しいパスワードを設定してください。

## このページが表示された理由

reason-app-asks = アプリが、もう一度パスワードの入力を求めています。
reason-page-asks = このページを開くには、もう一度パスワードを入力してください。
reason-expired = このページを開いてから時間が経ちました。続行するにはログインしてください。
reason-expired-app = このページを開いてから時間が経ちました。「{ $app }」に進むにはログインしてください。
reason-elsewhere = この操作は、別のブラウザーで、またはこのブラウザーを閉じる前に開始されました。続行するには、ここでログインしてください。
reason-cookies-gone = Cookieが削除されたか、ウィンドウが閉じられたため、このブラウザーのログイン情報が失われました。
reason-too-long = 入力内容が長すぎて保存できなかったため、フォームは空になります。
reason-idle = このブラウザーが{ $time }使われなかったため、ログアウトされました。
reason-age = ログインしてから{ $time }が経過したため、ログアウトされました。
reason-ended = ログアウトされました。ここか別のデバイスでログアウトの操作があったか、パスワードが変更されました。
reason-device = このログインは開始した端末に結び付けられていますが、このブラウザーはその端末であることを示しませんでした。
reason-not-bound = ログアウトされました。ここでは、ログインを端末に結び付けるブラウザーだけがログインしたままでいられますが、このブラウザーは結び付けませんでした。
reason-unreadable = このブラウザーのログイン情報を読み取れなくなったため、ログアウトされました。

## このブラウザーのアカウントからの選択

choose-account-title = アカウントを選択
choose-account-as = 次のアカウントで続行:
choose-account-signed-in = ログイン中
choose-account-sign-out-named = ログアウト: { $name }
choose-account-another = 別のアカウントを使用
choose-account-edit = この一覧を編集
choose-account-remove = このデバイスから削除
choose-account-remove-named = このデバイスから削除: { $name }

## 削除を依頼したが、まだ残せるアカウント

keep-account-title = アカウントを残しますか？
keep-account-lead = アカウント「{ $name }」は、ご依頼により{ $date }に削除されます。残すこともできます。
keep-account-keep = アカウントを残す
keep-account-leave = このページを離れても、何も変わりません。<link>離れる</link>

## アプリに戻る

form-post-title = アプリに戻ります
form-post-heading = { $app }に戻ります
form-post-lead = 自動で切り替わらない場合は、ボタンを押してください。
finished-title = このログインは完了しています
finished-what = 別のタブなどですでに操作を終え、「{ $app }」に進んでいます。1回のログインで使えるのは1度だけです。
finished-next = 「{ $app }」に戻ってください。もう一度ログインするには、アプリから始めてください。
finished-account = アカウントを開く
