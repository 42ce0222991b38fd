# /account/activity: アカウントの履歴。

activity-title = 最近のアクティビティ
activity-lead = アカウントで行われた操作です。心当たりのない操作がある場合は、<link>パスワードを変更</link>してください。
activity-none = これ以上はありません。
activity-newest = 最新
activity-older = 以前の履歴
activity-times = { $times }回

## 誰の操作か

activity-by-you = あなた
activity-by-somebody = ほかの人
activity-by-administrator = 管理者
activity-by-app = アプリ
activity-by-server = このサーバー

## 行われた操作（句点なし）

activity-account-made = アカウントの作成
activity-account-invited = 招待の送信
activity-account-changed = プロフィールの変更
activity-account-password = パスワードの変更
activity-factor-added = 認証アプリの有効化
activity-factor-removed = 認証アプリの削除
activity-recovery-codes = リカバリーコードの発行
activity-recovery-code-used = リカバリーコードの使用
activity-factor-failed = 正しいパスワードの後の誤ったコード
activity-browser-trusted = 信頼済みのブラウザーの追加
activity-browser-distrusted = 信頼済みのブラウザーの解除
activity-account-reset-opened = 新しいパスワードの請求
activity-account-terms = 利用規約への同意
activity-account-address-asked = メールアドレス確認メールの送信
activity-data-exported = データがダウンロードされました
activity-role-given = 役割が付与されました
activity-role-taken = 役割が取り消されました
activity-account-disabled = アカウントの無効化
activity-account-enabled = アカウントの有効化
activity-account-deletion-begun = アカウント削除の依頼
activity-account-deletion-undone = アカウント削除の取り消し
activity-account-removed = アカウントの削除
activity-sign-in-made = ログイン
activity-sign-in-failed = ログインの失敗
activity-sign-in-ended = ログアウト
activity-sign-in-bound = セッションをこの端末に結び付け
activity-device-refused = 端末のないままセッションの Cookie が使われました
activity-sign-in-told = アプリへのログアウトの通知
activity-consent-given = アプリの許可
activity-consent-withdrawn = アプリのアクセスの取り消し
activity-grant-made = アプリへの不在時のアクセスの付与
activity-grant-ended = アプリのアクセスの終了
activity-client-registered = アプリの登録
activity-client-changed = アプリの変更
activity-client-secret = アプリのシークレットの再発行
activity-client-removed = アプリの削除
activity-other = 管理者による変更
