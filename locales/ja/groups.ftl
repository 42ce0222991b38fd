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
activity-unassigned = アプリの利用の取り消し

## What an app may see

scope-groups = 所属するグループの確認
scope-groups-none = どのグループにも属していません
scope-roles = このアプリでの役割の確認
scope-roles-none = このアプリでの役割はありません
