# 開発者向けページ: アプリの登録と管理。

## 複数のページで使用

apps-cancel = キャンセル
apps-switched-off = 無効
apps-kind-web = ウェブアプリ
apps-kind-web-line = サーバーで動作し、シークレットを保管できる
apps-kind-spa = シングルページアプリ
apps-kind-spa-line = ブラウザーで動作、シークレットなし
apps-kind-native = ネイティブ / CLI
apps-kind-native-line = パソコン、スマートフォン、ターミナル
apps-kind-service = サービス
apps-kind-service-line = ユーザーはログインしない
apps-kinds-label = アプリの種類
apps-closed = ここではご自身でアプリを登録できません。このサイトの運営者に登録を依頼してください。
apps-signs-out =
    { $people ->
        [0] このアプリの利用者はまだいません。
       *[other] 利用中の{ $people }人がログアウトされます。
    }

## アプリの一覧

apps-list-title = アプリ
apps-list-register = アプリを登録
apps-list-lead-none = アプリはまだありません。どのようなアプリを作りますか？
apps-list-lead-none-closed = アプリはありません。
apps-list-lead-everybodys = ここでログインできるすべてのアプリです。
apps-list-lead = ユーザーがログインできる、あなたのアプリです。
apps-list-need-heading = 必要なもの
apps-list-need-name = アプリの名前。ログイン時にユーザーに表示されます。
apps-list-need-address = リダイレクトURI。ログイン後にユーザーが戻る、アプリ内のアドレスです。お使いのライブラリのドキュメントに記載されています。
apps-list-need-secret = クライアントシークレットの安全な保管場所（サーバーで動作するアプリの場合）。
apps-list-search-label = 名前またはクライアントID
apps-list-search = 検索
apps-list-none-found = 名前またはクライアントIDに「{ $search }」を含むアプリはありません。<link>すべて表示</link>
apps-list-owner-you = 所有者: あなた
apps-list-owner-person = 所有者: { $name }さん
apps-list-owner-nobody = 所有者なし
apps-list-people =
    { $people ->
        [0] まだ利用者なし
       *[other] 利用者{ $people }人
    }
apps-list-last-used = 最終利用: { $when }
apps-list-no-people = ユーザーのログインなし
apps-list-errors = 7日間のエラー{ $errors }件
apps-list-pages-label = ページ
apps-list-newer = より新しいアプリ
apps-list-older = より古いアプリ

## 登録

apps-register-title = アプリを登録
apps-register-crumb = 新規
apps-register-lead = どのようなアプリを作りますか？種類ごとに安全な設定が用意されており、後から変更できます。
apps-register-back = アプリの一覧に戻る
apps-register-change = 変更
apps-register-submit = アプリを登録
apps-register-set-heading = 自動で設定される項目
apps-register-set-code = 認可コード + PKCE
apps-register-set-code-why = どの環境でも安全な唯一のフローです。
apps-register-set-secret = クライアントシークレット
apps-register-set-secret-why-web = サーバーが認可コードをトークンと交換するときに送信します。次のページで一度だけ表示されます。
apps-register-set-secret-why-service = サーバーがトークンを要求するときに送信します。次のページで一度だけ表示されます。
apps-register-set-no-secret = クライアントシークレットなし
apps-register-set-no-secret-why-spa = ブラウザーで動くコードでは秘密を守れないため、代わりにPKCEが認可コードを保護します。
apps-register-set-no-secret-why-native = プログラムを入手した人なら誰でも読み取れてしまうため、代わりにPKCEが認可コードを保護します。
apps-register-set-calls = ページからの呼び出し
apps-register-set-calls-why = トークンエンドポイントは、リダイレクトURIのオリジンからの呼び出しに応答します。
apps-register-set-port = デバイス上の任意のポート
apps-register-set-port-why = http://127.0.0.1、http://[::1]、http://localhostは、アプリがどのポートで待ち受けていても一致します。
apps-register-set-credentials = クライアントクレデンシャル
apps-register-set-credentials-why = サービスが自身のためにトークンを取得します。ユーザーのアカウントは関係しません。
apps-register-set-short = 有効期間の短いトークン
apps-register-set-short-why = アクセストークンは{ $span }有効です。リフレッシュトークンは使うたびに新しくなります。
apps-register-set-short-why-service = アクセストークンは{ $span }有効です。リフレッシュトークンはなく、期限が切れたら改めて要求します。
apps-register-done = アプリを登録しました。
apps-register-done-left-out = アプリを登録しました。表示されない文字は名前から除かれました。
apps-register-too-large = アプリのアドレスとスコープが多すぎて{ $kilobytes } kBに収まりません
apps-register-too-many = アプリは{ $most }個までです。不要なアプリを削除してください
apps-register-not-allowed = ここではご自身でアプリを登録できません
apps-register-for-administrators = { $member }を変更できるのは管理者のみです

## 編集

apps-edit-title = { $app }の編集
apps-edit-crumb = 編集
apps-edit-submit = 変更を保存
apps-edit-done = 変更を保存しました。
apps-edit-done-left-out = 変更を保存しました。表示されない文字は名前から除かれました。
apps-edit-after-heading = 保存するとどうなるか
apps-edit-after-new = 新しいトークン
apps-edit-after-new-what = 次回のログインまたはリクエストから、新しい設定が適用されます。
apps-edit-after-old = 発行済みのトークン
apps-edit-after-old-what = アクセストークンは、有効期限（最長{ $span }）まで使えます。リフレッシュトークンには、ここで削除したスコープも含め、ユーザーが許可した内容が残ります。
apps-edit-after-old-what-service = 有効期限（最長{ $span }）まで使えます。
apps-edit-after-name = 名前またはホストの変更
apps-edit-after-name-what = アプリを許可したユーザーに変更点を知らせ、もう一度許可を求めます。
apps-edit-after-uri = 削除したリダイレクトURI
apps-edit-after-uri-what = すぐに使えなくなります。進行中のログインも対象です。
apps-edit-after-vetted = 管理者による審査済みの状態
apps-edit-after-vetted-what = 名前、リンク、またはリダイレクトURIのホストを変更するまで続きます。変更後は、管理者が改めて審査するまで、ユーザーに警告が表示されます。
apps-edit-house = このアプリはユーザーの許可なしで利用されるため、変更はコマンドで行います: { $command }
apps-edit-meanwhile = 編集中に別の人がこのアプリを変更したため、保存されませんでした。内容を見比べてから、もう一度保存してください
apps-edit-meanwhile-nothing = その間に保存された値: なし
apps-edit-meanwhile-value = その間に保存された値: { $value }

## ロゴ

apps-logo-title = { $app }のロゴ
apps-logo-crumb = ロゴ
apps-logo-seen = この画像は、ログイン時にユーザーに表示されます。
apps-logo-none = 画像を設定するまでは、この文字がユーザーに表示されます。
apps-logo-file = 画像
apps-logo-file-hint = PNG、JPEG、WebP（8 MB以下）。正方形の画像が最適です。必要に応じて縮小し、ファイル内の画像以外の情報は取り除いて保存します。
apps-logo-upload = 画像をアップロード
apps-logo-remove = 画像を削除
apps-logo-done = ロゴを保存しました。
apps-logo-removed = ロゴを削除しました。

## シークレット

apps-rotate-title = シークレットの再発行
apps-rotate-crumb = 再発行
apps-rotate-heading = { $app }のシークレットを再発行しますか？
apps-rotate-what = 現在のシークレット<code>{ $hint }</code>は24時間有効なので、停止時間なしで新しいシークレットに切り替えられます。新しいシークレットは、次のページで一度だけ表示されます。
apps-rotate-submit = シークレットを再発行

## 削除

apps-delete-title = { $app }の削除
apps-delete-crumb = 削除
apps-delete-heading = { $app }を削除しますか？
apps-delete-what = クライアントIDはすぐに使えなくなります。この操作は取り消せません。
apps-delete-confirm = アプリの名前
apps-delete-confirm-hint = 確認のため、<strong>{ $app }</strong>と入力してください。
apps-delete-wrong = アプリの名前「{ $app }」を入力してください
apps-delete-submit = アプリを削除
apps-delete-done = 「{ $app }」を削除しました。

## エラーページからのリダイレクトURI

apps-uri-title = リダイレクトURIの登録
apps-uri-crumb = リダイレクトURI
apps-uri-heading = このリダイレクトURIを登録しますか？
apps-uri-what = 登録すると、「{ $app }」にログインするユーザーがこのアドレスに移動できるようになり、アドレスの運営者はこのアプリとして動作できます。ご自身のアドレスである場合にのみ登録してください。
apps-uri-from-link = このアドレスは入力されたものではなく、開いたリンクに含まれていたものです。アプリの設定と1文字ずつ見比べてください。
apps-uri-label = リダイレクトURI
apps-uri-submit = URIを登録
apps-uri-done = リダイレクトURIを登録しました。
apps-uri-removed = リダイレクトURIを削除しました。
apps-uri-there = このアドレスはすでに登録されています
apps-uri-most = 登録できるアドレスは、アプリごとに{ $most }個までです。先に1つ削除してください
apps-uri-last = アプリには少なくとも1つのリダイレクトURIが必要です。先に新しいURIを追加してください
apps-uri-full = アプリのアドレスとスコープが上限に達しています。先に1つ削除してください
apps-changed-meanwhile = 別の人が同時にこのアプリを変更したため、保存されませんでした。もう一度お試しください
apps-refused-mended = そのリクエストは、現在は受け付けられます。
