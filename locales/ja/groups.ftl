# Groups, and who may use an app.

## /login/access: somebody may not use the app

no-access-title = { $app } を利用できません
# $account: an e-mail address or user name.
no-access-account = <strong>{ $account }</strong> としてサインインしています。<link>別のアカウントを使う</link>
no-access-lead = あなたの操作に問題はありません。このアプリは、利用を認められた人だけが使えます。
no-access-ask = 必要な場合は、{ $operator } に利用を申請してください。
# Above e-mail addresses.
no-access-ask-contacts = 必要な場合は、{ $app } の担当者に連絡してください。
no-access-back = { $app } に戻る

## Activity

activity-group-joined = グループへの追加
activity-group-left = グループからの除外
activity-assigned = アプリの利用の許可
activity-owner-added = アプリの担当者に追加
activity-owner-removed = アプリの担当者から除外
activity-unassigned = アプリの利用の取り消し

## What an app may see

scope-groups = 所属するグループの確認
scope-groups-none = どのグループにも属していません
scope-roles = このアプリでの役割の確認
scope-roles-none = このアプリでの役割はありません

## The console: groups

admin-groups = グループ
admin-invite-groups = グループ（任意、空白で区切る）
groups-lead = グループは、利用できるアプリと、アプリに伝わる情報を決めます。
groups-new = 新しいグループ
groups-search-label = 次の文字で始まる名前のグループ
groups-none = グループはまだありません。
groups-none-found = 「{ $search }」で始まる名前のグループはありません。<link>すべてのグループ</link>
# $group: the title of the group that this one belongs to.
groups-part-of = { $group } の一部
groups-people =
    { $people ->
        [0] なし
       *[other] { $people } 人
    }
groups-pages-label = グループのページ
groups-before = 前へ
groups-after = 次へ
groups-made = { $when }に作成
groups-since = { $when }に追加
groups-edit = 編集
groups-edit-crumb = 編集
groups-edit-title = グループの編集
groups-new-title = グループの作成
groups-remove = グループの削除
groups-remove-title = { $group } を削除しますか？
groups-remove-what = 所属する人（{ $people }）は残ります。このグループが割り当てられたアプリ（{ $apps }）は、このグループによっては使えなくなります。下位のグループは独立したグループになります。
groups-removed = { $group } を削除しました。
groups-leave-named = { $name } を外す
groups-more = さらに表示
groups-join = 追加
groups-join-label = 人
groups-join-hint = ユーザー名、メールアドレス、またはアカウントのID。
groups-nobody = 存在するアカウントのユーザー名またはメールアドレスを入力してください
groups-joined = { $name } を { $group } に追加しました。アプリには次のトークンから伝わります。
groups-joined-before = { $name } はすでに { $group } に属しています。
groups-left = { $name } を { $group } から外しました。
groups-parts = 下位のグループ
groups-parts-what = 下位のグループに属する人は、上位のグループにも属します。階層は1段だけです。
groups-roles-what = このグループ、またはその一部であるグループにいる人には、グループの役割があります。グループだけで管理者になっている人は、外せない最後の管理者には数えられません。
groups-role-given = { $group } に役割「{ $role }」を付与しました。グループの全員にこの役割があります。
groups-role-taken = { $group } の役割「{ $role }」を取り消しました。
groups-apps = アプリ
groups-apps-none = どのアプリにも割り当てられていません。
groups-title-label = 人が読む名前
groups-title-hint = 例：「基盤チーム」
groups-title-wrong = 人が読む名前を1～100文字で入力してください
groups-name-label = アプリが読む名前
groups-name-hint = アプリはクレーム「groups」で読みます。小文字、数字、. _ : @ / + - を空白なしで64文字まで。
groups-name-wrong = アプリが読む名前は、小文字、数字、. _ : @ / + - だけで入力してください
groups-name-taken = 別の名前を入力してください。同じ名前のグループがあります
groups-part-label = 上位のグループ
groups-part-none = なし
groups-part-gone = 別のグループを選んでください。このグループは削除されました
groups-part-deep = 上位のグループは選べません。階層は1段だけで、このグループに下位のグループがあるか、選んだグループが下位のグループです
groups-save = 保存
groups-saved = グループを保存しました。
groups-made-done = { $group } を作成しました。人を追加してください。

## The console: who may use an app

access-crumb = 利用できる人
access-title = { $app } を利用できる人
access-detail-what = 全員か、特定の人やグループか。また、トークンで追加で伝える内容。
access-owners = 担当者
access-owners-what = アプリのページとエラーを見て、設定の変更やシークレットの更新ができます。グループはその全員を表します。
access-registrant = 登録者
access-owner-label = 担当者の追加：グループまたは人
access-shared = { $name } を担当者に追加しました。
access-unshared = { $name } を担当者から外しました。
access-shut = 誰も割り当てられていないため、誰も利用できません。
access-everybody = アカウントを持つ全員
access-assigned = 割り当てられた人だけ
access-what = 利用できない人には、連絡先を示すページが表示されます。アプリはその人のトークンを受け取れなくなり、手元のトークンも無効になります。
access-everybody-done = 全員が { $app } を利用できます。
access-assigned-done = 割り当てられた人だけが { $app } を利用できます。
access-heading = 割り当て
access-roles-what = 役割の意味はアプリが決め、クレーム「roles」で読みます。全員が利用できる場合にも伝わります。
access-nobody = 誰も割り当てられていません。
access-group = グループ
access-who-label = グループまたは人
access-who-hint = アプリが読むグループ名、またはユーザー名、メールアドレス、アカウントのID。
access-nobody-found = 存在するグループ名、またはアカウントのユーザー名かメールアドレスを入力してください
access-role-label = 役割（任意）
access-role-hint = アプリが読む通りに。大文字と小文字は区別されます。空欄の場合は利用だけできます。
access-role-wrong = 役割は英字、数字、. _ : @ / + - だけで入力してください
access-assign = 割り当てる
access-assigned-one = { $name } を割り当てました。
access-unassigned = { $name } の割り当てを外しました。

## The console: claims of an app

claims-crumb = クレーム
claims-title = { $app } に伝える内容
claims-lead = アプリが求めるもの以外のクレームです。別の名前、別のトークン、特定のグループだけに設定できます。
claims-heading = 設定済みのクレーム
claims-none = なし。アプリが求めた内容だけが伝わります。
claims-first = 同じ名前が複数ある場合は、その人に当てはまる最初のものが使われます。
# $groups: names of groups with commas between.
claims-for = { $groups } だけ
claims-id-token = IDトークン
claims-userinfo = Userinfo
claims-access-token = アクセストークン
claims-add-heading = クレームの設定
claims-add = 追加
claims-claim-label = クレームの名前
claims-claim-wrong = 空白と引用符を含まない英数記号の名前を入力してください
claims-claim-ours = 別の名前を入力してください。{ $claim } は、確認された内容についてこのサーバーだけが伝えます
claims-from-label = 値のもと
claims-from-hint = { $groups }、{ $roles }、{ $device }、{ $claim } のような標準クレーム、または { $text } のような固定の文字列。
claims-from-wrong = 説明に従って、値のもとを指定してください
claims-in-label = 書き込む先
claims-nowhere = クレームを書き込む先を選んでください
claims-for-label = 対象のグループ（任意）
claims-for-hint = グループ名を空白で区切ります。空欄の場合は全員が対象です。
claims-for-unknown = 存在するグループ名を入力してください。{ $group } はありません
claims-added = クレームを設定しました。次のトークンから使われます。
claims-removed = クレームを削除しました。
claims-too-many = 先にクレームを削除してください。1つのアプリに設定できるのは50個までです
claims-preview-heading = トークンの内容の確認
claims-preview-what = いまパスワードでサインインした場合の内容です。署名はされず、本人にも通知されません。
claims-preview-scope = スコープ
claims-scope-wrong = スコープの語を空白で区切って入力してください
claims-preview-show = 表示
claims-preview-of = { $name } について
claims-preview-refused = この人は { $app } を利用できないため、この内容は伝わりません。

## The console: what scopes mean

admin-scopes = スコープ
scopes-lead = アプリがリソースサーバーのスコープを求めたときに人が読む文です。ない場合は語そのものが表示されます。
scopes-heading = 説明のあるスコープ
scopes-none = 説明のあるスコープはまだありません。
scopes-add-heading = スコープの説明
scopes-word-label = スコープ
scopes-word-hint = アプリが求める通りに。例：{ $example }。同じ言語の説明は置き換えられます。
scopes-word-wrong = 空白を含まないスコープの語を1つ入力してください
scopes-word-ours = 別のスコープを入力してください。このスコープの説明はサーバーが持っています
scopes-language-label = 言語
scopes-title-label = アプリができること
scopes-title-hint = 「できるようになること」に続く短い文。例：「メモを読む」
scopes-title-wrong = アプリができることは80文字まで、補足は200文字までで入力してください
scopes-description-label = 補足（任意）
scopes-saved = { $scope } の説明を保存しました。
scopes-forgotten = { $scope } の説明を削除しました。
