# The console: resource servers

admin-resources = リソースサーバー
resources-lead = アクセストークンを受け取るプログラムです。それぞれのトークンの形と、固有のスコープを決めます。
resources-none = リソースサーバーはまだありません。トークンは各アプリの登録どおりになります。
resources-new = リソースサーバーを追加
resources-no-key = 鍵なし
# On the overview: something needs attention.
resources-need = リソースサーバー
resources-need-what = { $title } 向けのトークンを受け取れるアプリがありません
resources-tokens = このサーバー向けのアクセストークン
resources-format-label = 形式
resources-as-app = 各アプリの登録どおり
resources-at-jwt = JWT、型 at+jwt（RFC 9068）
resources-jwt = JWT、型 JWT（ほかの型を知らないサーバー向け）
resources-opaque = 不透明（イントロスペクションで問い合わせ）
resources-alg-label = 署名アルゴリズム
# $alg: RS256. $list: the algorithms there are.
resources-alg-gone = { $alg } で署名する鍵がなくなったため、どのアプリもトークンを受け取れません。{ $list } から選んでください。
resources-alg-wrong = { $alg } で署名する鍵がありません。{ $list } から選んでください
resources-alg-opaque = アルゴリズムを選ばないでください。不透明なトークンは署名されません
resources-asks-label = 問い合わせに使うクライアントID
resources-asks-none = 問い合わせません
resources-asks-hint = シークレットのあるアプリです。トークンが不透明な場合に必要です。
resources-asks-wrong = このクライアントIDを持つ、シークレットのあるアプリはありません
resources-asks-needed = クライアントIDを入力してください。不透明なトークンだけでは何も分かりません
resources-scope-label = 固有のスコープ
resources-scope-hint = 空白で区切ります。ほかのリソースサーバー向けのトークンには入りません。
resources-scope-none = 固有のスコープはありません。
resources-scope-say = スコープについて人が読む文
resources-scope-ours = { $scope } を除いてください。このスコープの意味はサーバーが決めています
resources-apps = トークンを受け取るアプリ
resources-apps-none = まだありません。アプリのリソースサーバーに加えてください。
resources-apps-more = ほかのアプリ
resources-edit-title = リソースサーバーの編集
resources-identifier-label = 識別子
resources-identifier-hint = アプリが求め、トークンに入るURIです。例：{ $example }。後から変更できません。
resources-identifier-wrong = フラグメントのないURI、またはクライアントIDを入力してください
resources-taken = この識別子は別のリソースサーバーのものです
resources-full = リソースサーバーをこれ以上追加できません
resources-title-label = 名前
resources-title-wrong = 名前は80文字までで入力してください
resources-made = { $title } をリソースサーバーに加えました。
resources-saved = リソースサーバーを変更しました。次のトークンから反映されます。
resources-remove-title = { $title } を削除しますか？
# $n: how many apps.
resources-remove-what =
    { $n ->
        [0] トークンを受け取るアプリはありません。
       *[other] { $n }個のアプリがトークンを受け取っています。今後はリフレッシュトークンでも受け取れなくなります。
    }
resources-removed = { $title } を削除しました。
