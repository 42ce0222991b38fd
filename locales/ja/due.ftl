# /login/terms、/login/address: アプリに進む前に必要なこと。

terms-title = { $operator }の利用規約
terms-lead = 続行するには、<link>{ $operator }の利用規約</link>を読み、同意してください。
terms-changed = 以前同意いただいた<link>{ $operator }の利用規約</link>が変更されました。続行するには、内容を読み、同意してください。
terms-version = バージョン: { $version }
terms-agree = 同意して続行
terms-cancel = キャンセル

## 確認済みのメールアドレス

address-needed-lead = <strong>{ $app }</strong>を利用するには、確認済みのメールアドレスが必要です。<strong>{ $address }</strong>はあなたのメールアドレスですか？
address-needed-none = <strong>{ $app }</strong>を利用するには、確認済みのメールアドレスが必要ですが、アカウントにメールアドレスが登録されていません。
address-needed-add = <link>アカウントにメールアドレスを追加</link>してから、ここに戻ってください。
address-needed-ask = { $operator }の運営者に確認を依頼してください。
address-needed-send = リンクとコードを送信
address-needed-wrong = コードが正しくないか、有効期限が切れています。コードを確認するか、もう一度送信してください
