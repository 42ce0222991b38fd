# /: 特定の行き先のない訪問と、インストール直後の画面。

landing-title = ようこそ
landing-lead = 1つのアカウントで、すべてのアプリを利用できます。ログインすると、連携しているアプリ、ログイン中のデバイス、登録されている情報を確認できます。
landing-sign-up = アカウントを作成

## インストール直後。Lanyard はこのプログラムの名前。

fresh-title = Lanyardが動作しています
fresh-lead = 3つのステップで、最初のログインができます。
fresh-admin-heading = 最初の管理者を作成する
fresh-admin-code = Lanyardの起動時に、ターミナルまたはログにセットアップコードが出力されています。次のページで入力します。
fresh-admin-make = 管理者を作成
fresh-admin-or-commands = または、Lanyardが動作しているマシンで、次の2つのコマンドを実行してください。2つ目のコマンドでパスワード（{ $count }文字以上）を入力します。
fresh-admin-restart = Lanyardを再起動すると、<link>セットアップページ</link>用のコードが出力されます。または、Lanyardが動作しているマシンで、次の2つのコマンドを実行してください。2つ目のコマンドでパスワード（{ $count }文字以上）を入力します。
fresh-admin-commands = Lanyardが動作しているマシンで、次の2つのコマンドを実行してください。2つ目のコマンドでパスワード（{ $count }文字以上）を入力します。
fresh-commands-copy = コマンドをコピー
fresh-commands-copied = コマンドをコピーしました
fresh-app-heading = 最初のアプリを登録する
fresh-app = 作成した管理者で<link>ログイン</link>し、「アプリ」を開きます。クライアントIDと、ウェブアプリの場合はシークレットが発行されます。
fresh-try-heading = ログインを試す
fresh-try = アプリからログインを開始します。先にログイン全体の流れを見るには、お使いのパソコンで<code>lanyard demo</code>を実行してください。
fresh-issuer = Issuer
fresh-issuer-copy = Issuerをコピー
fresh-issuer-copied = Issuerをコピーしました
fresh-database = データベース
fresh-version = バージョン
fresh-before = ほかの人が使い始める前に、別のパソコンからIssuerのアドレスでこのページを開けることを確認し、最初のバックアップを取ってください。
