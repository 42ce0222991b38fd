# すべてのページに共通する文言。

language-name = 日本語
verbatim = { $words }
sentences = { $first }{ $second }
list-last = { $first }、{ $last }
list-more = { $first }、{ $rest }
list-others = ほか{ $n }件
device-on = { $browser }（{ $system }）
device-browser-on = ブラウザー（{ $system }）
device-unknown = 不明なブラウザー

skip-to-content = 本文へスキップ
title-error = エラー: { $title }
error-prefix = エラー:
there-is-a-problem = 問題があります
message-with-advice = { $message }。{ $advice }
footer-preferences = 言語と表示
footer-help = ヘルプ
footer-privacy = プライバシー
area-account = アカウント
area-apps = アプリ
area-admin = 管理
areas = メインメニュー
switch-account = アカウントを切り替え
sign-out = ログアウト
sign-out-more = ログアウト…
sign-in = ログイン
continue = 続行
show = 表示
hide = 非表示
show-password = パスワードを表示
hide-password = パスワードを非表示
password-shown = パスワードを表示しています
password-hidden = パスワードを非表示にしました
copy = コピー
copy-failed = 選択しました。キーボードでコピーしてください。
continue-to = <strong>{ $app }</strong>に進みます
app-privacy = プライバシー
app-terms = 利用規約

## 日時と時間の長さ

just-now = たった今
minutes-ago = { $n }分前
hours-ago = { $n }時間前
seconds = { $n }秒
minutes = { $n }分
hours = { $n }時間
days = { $n }日
month = { $n }月
date-this-year = { $month }{ $day }日 { $time }（{ $zone }）
date-with-year = { $year }年{ $month }{ $day }日 { $time }（{ $zone }）
date-in-full = { $year }年{ $month }{ $day }日 { $time }（{ $zone }）
date-and-zone = { $date }、{ $place }
