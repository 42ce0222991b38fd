# アカウント画面: /account とその下のページ。account-devices.ftl、account-activity.ftl も参照。

## 各ページの横のメニュー

account-profile = プロフィール
account-password = パスワード
account-devices = デバイス
account-apps = 連携アプリ
account-cancel = キャンセル

## /account/apps: 連携アプリ

connected-none = アカウントを利用しているアプリはありません。アプリを許可すると、ここに表示されます。
connected-lead = アカウントの利用を許可したアプリです。取り消すと、アプリはすぐにアクセスできなくなります。
connected-since = 許可: { $when }
connected-used = 最終利用: { $when }
connected-may-see = { $what }を参照できます。
connected-profile = 名前とプロフィール
connected-email = メールアドレス
connected-phone = 電話番号
connected-address = 住所
connected-may-use = { $what }を使用できます。
connected-scope = 「{ $scope }」
connected-may-know = ご本人であることを確認できます。
connected-stays = 不在時もアクセスを継続します。

## /account/apps/{id}/remove

connected-remove-ask = アクセスを取り消す…
connected-remove-named = アクセスを取り消す…（{ $app }）
connected-remove = アクセスを取り消す
connected-remove-heading = { $app }のアクセスを取り消しますか？
connected-remove-note = すぐに反映されます。アプリがすでに保存した情報は、アプリに残ります。次にこのアプリにログインするときは、もう一度許可を求められます。
connected-remove-lead = アプリは次のことができなくなります:
connected-removed = 「{ $app }」はアカウントを利用できなくなりました。

## /account/security/password

password-title = パスワードの変更
password-changed-when = 最終変更: { $when }
password-note = 変更すると、ほかのデバイスからログアウトされます。このデバイスではログインしたままです。
password-current = 現在のパスワード
password-change = パスワードを変更
password-current-missing = 現在のパスワードを入力してください
password-current-wrong = 現在のパスワードが正しくありません
password-slowed = 試行回数が多すぎます。{ $wait }待ってから、もう一度お試しください
password-changed = パスワードを変更しました。ほかのデバイスからログアウトされました。

## /account/data: すべてのデータのコピー

data-title = あなたのデータ
data-lead = ここに保存されている、あなたに関するすべてのデータです。パスワードやトークンなどの秘密の情報は含まれません。
data-sign-ins = ログイン
data-connected = アクセスできるアプリ
data-owned = 登録したアプリ
data-activity = アクティビティの記録
data-download = JSONでダウンロード
data-read = ここで表示

## /account/delete

delete-title = アカウントの削除
delete-heading = アカウントを削除しますか？
delete-last-administrator = ここにログインできる管理者はあなただけのため、アカウントを削除できません。先に別の人を管理者にしてください。
delete-at-once = すぐにすべてのデバイスからログアウトされ、どのアプリもアカウントを利用できなくなります。
delete-grace = { $time }以内（{ $when }まで）であれば、ログインしてアカウントを残せます。
delete-then = その後は取り消せません。
delete-goes-heading = 削除されるもの
delete-goes-profile = 名前、アドレス、画像などのプロフィールと、パスワード。
delete-goes-devices = ログインとデバイスの情報。
delete-goes-apps =
    { $apps ->
        [0] アプリへの許可。アプリがすでに保存した情報は残るため、削除はアプリに依頼してください。
       *[other] { $apps }個のアプリへの許可。アプリがすでに保存した情報は残るため、削除はアプリに依頼してください。
    }
delete-stays-heading = 残るもの
delete-stays-log = 不正利用を調べられるよう、ここで行われた操作の記録は残ります。記録では、名前やメールアドレスではなく番号で示されます。操作元のネットワークアドレスも含まれ、{ $operator }の記録の保存期間中、保存されます。
delete-stays-number = あなたの番号がほかの人に割り当てられることはありません。
delete-stays-apps = 登録した{ $apps }個のアプリ。引き続き動作し、管理者が管理します。不要な場合は、先に削除してください。
delete-confirm = あなたのアカウント
delete-confirm-hint = 確認のため、<strong>{ $account }</strong>と入力してください。
delete-confirm-wrong = 確認のため、「{ $account }」と入力してください
delete-submit = アカウントを削除
delete-begun = アカウントは{ $when }に削除されます。残すには、それまでにログインしてください。
delete-kept = アカウントは削除されません。
