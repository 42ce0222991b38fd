# /account/sessions: ログイン中のデバイス。ブラウザーとシステムの名前は shared.ftl。

devices-lead = ログイン中のデバイスです。心当たりのないものはログアウトし、<link>パスワードを変更</link>してください。
devices-here = このデバイス
devices-new-place = 新しい場所
devices-since-password = ログイン: { $when }（パスワード）
devices-since-other = ログイン: { $when }（その他の方法）
devices-seen = 最終利用: { $when }
devices-used-for = 利用したアプリ: { $apps }
devices-used-for-none = 利用したアプリなし
devices-bound = この端末に結び付けられています。鍵の最後の確認：{ $when }
devices-bound-since = 結び付け：{ $when }
devices-sign-out-named = { $device }をログアウト
devices-signed-out = { $device }をログアウトしました。
devices-others-heading = ほかのすべてのデバイスからログアウト
devices-others-what = 上にあるほかのデバイスすべてからログアウトします。それらのデバイスで使っているアプリでは、もう一度ログインを求められます。
devices-others-sign-out = ほかの{ $devices }台からログアウト
devices-others-signed-out =
    { $devices ->
        [0] ログイン中のデバイスは、ほかにありませんでした。
       *[other] ほかの{ $devices }台のデバイスからログアウトしました。
    }

## 終了したログイン

devices-earlier = 以前のログイン
devices-ended = 終了: { $when }。{ $why }
devices-why-signed-out = そのデバイスでログアウトしました。
devices-why-app = アプリからログアウトしました。
devices-why-crowded = 1つのブラウザーで保持できる数を超えるアカウントが使われました。
devices-why-elsewhere = 別のデバイスからログアウトしました。
devices-why-administrator = 管理者がログアウトさせました。
devices-why-too-many = 同時にログインできる数を超えました。
devices-why-idle = しばらく使われませんでした。
devices-why-age = ログインから時間が経ちました。
devices-why-password = パスワードの変更に伴い、ログアウトされました。
devices-why-factor = ログイン方法の変更に伴い、ログアウトされました。
devices-why-disabled = アカウントの無効化に伴い、ログアウトされました。
devices-why-leaving = アカウントの削除の依頼に伴い、ログアウトされました。
devices-why-removed = アカウントの削除に伴い、ログアウトされました。
devices-why-unknown = 終了しました。

## 利用したアプリが終了を知っているか、まだ何ができるか

devices-told = 「{ $app }」に通知しました。
devices-told-soon = 「{ $app }」に通知しています。
devices-told-again = 「{ $app }」からまだ応答がありません。再度通知します。
devices-told-asked = ブラウザーで「{ $app }」にログアウトを依頼しました。
devices-told-refused = 「{ $app }」は通知を受け付けませんでした。
devices-told-given-up = 「{ $app }」に1日間接続できませんでした。
devices-told-deaf = 「{ $app }」には通知先のアドレスがありません。
devices-holds-lasting = 許可された不在時のアクセスは続く可能性があります。
devices-holds-access = 取得済みのアクセスは、あと数分間使える可能性があります。
