# /consent: アプリがアカウントで行えること。

consent-title = { $app }を許可
consent-question = { $app }にアカウントの利用を許可しますか？
consent-question-again = { $app }にアカウントの利用をもう一度許可しますか？
consent-question-more = { $app }が追加の許可を求めています
consent-account = <strong>{ $account }</strong>でログイン中です。<link>切り替え</link>
consent-changes = 以前許可したこのアプリには、その後次の変更がありました:
consent-changed-name = 以前の名前は「{ $name }」でした。
consent-changed-host = 移動先が{ $before }から{ $now }に変わりました。
consent-changed-to-device = 移動先が{ $before }から、このデバイスのアプリに変わりました。
consent-changed-from-device = 移動先が、このデバイスのアプリから{ $now }に変わりました。
consent-changed-first-host = 移動先は{ $now }です。
consent-changed-first-device = 移動先はこのデバイスのアプリです。
consent-able = 許可する内容
consent-able-also = 追加で許可する内容
consent-already = 許可済み: { $list }
consent-unvetted = ここでは誰でもアプリを登録できます。ご自身で始めた操作である場合にのみ許可してください。
consent-limits = パスワードがアプリに知られることはありません。アクセスは、アカウントの「連携アプリ」でいつでも取り消せます。
consent-cancel = キャンセル
consent-allow = 許可
consent-then-host = 選択すると、<strong>{ $host }</strong>に移動します。
consent-then-device = 選択すると、このデバイスのアプリに戻ります。

## アプリが行えること

scope-openid = ご本人であることの確認
scope-profile = 名前とプロフィールの参照
scope-email = メールアドレスの参照
scope-phone = 電話番号の参照
scope-address = 住所の参照
scope-offline = 不在時のアクセスの継続
scope-other = 「{ $scope }」の使用

## アプリに表示される内容

scope-openid-value = 識別子のみ
scope-offline-value = アクセスを取り消すか、{ $days }日間使われないと終了します
scope-profile-value = { $name }、ほかに{ $list }
scope-profile-names = 姓名
scope-profile-nickname = ニックネーム
scope-profile-birthday = 生年月日
scope-profile-language = 言語
scope-profile-zone = タイムゾーン
scope-profile-website = ウェブサイト
scope-profile-picture = 画像
scope-nothing = アカウントに登録がないため、アプリには渡されません
