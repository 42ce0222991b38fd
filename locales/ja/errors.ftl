# エラーページ: 利用者向けの文言。

error-link-heading = このログインリンクは使えません
error-unknown-heading = このアプリはここでは利用できません
error-request-heading = アプリから正しくないリクエストが送信されました
error-expired-heading = ログインに時間がかかりすぎました
error-sign-out-heading = このログアウトリンクは使えません
error-not-found-heading = ページが見つかりません
error-too-many-heading = 試行回数が多すぎます
error-server-heading = サーバーで問題が発生しました

## 何が起きたか

error-redirect-uri-mismatch =
    { $named ->
        [0] アプリが、登録されていないアドレスへの移動を要求しました。アカウントを保護するため、処理を中止しました。
       *[other] 「{ $app }」が、登録されていないアドレスへの移動を要求しました。アカウントを保護するため、処理を中止しました。
    }
error-redirect-uri-missing =
    { $named ->
        [0] ログイン後の移動先が、アプリから指定されていません。
       *[other] ログイン後の移動先が、「{ $app }」から指定されていません。
    }
error-unknown-client = リンクが示すアプリはここに登録されていません。削除された可能性があります。
error-client-disabled =
    { $named ->
        [0] このアプリはここで無効になっているため、誰もログインできません。
       *[other] 「{ $app }」はここで無効になっているため、誰もログインできません。
    }
error-response-type =
    { $named ->
        [0] アプリが、許可されていない種類の応答を要求しました。
       *[other] 「{ $app }」が、許可されていない種類の応答を要求しました。
    }
error-request =
    { $named ->
        [0] アプリから送信されたログインのリクエストに誤りがあります。
       *[other] 「{ $app }」から送信されたログインのリクエストに誤りがあります。
    }
error-request-object =
    { $named ->
        [0] アプリから送信されたリクエストは、読み取れない形式です。
       *[other] 「{ $app }」から送信されたリクエストは、読み取れない形式です。
    }
error-request-too-long =
    { $named ->
        [0] アプリから送信されたリクエストが長すぎて、受け付けられません。
       *[other] 「{ $app }」から送信されたリクエストが長すぎて、受け付けられません。
    }
error-repeated =
    { $named ->
        [0] アプリのリクエストで同じ項目が2回指定されていて、どちらが正しいか判断できません。
       *[other] 「{ $app }」のリクエストで同じ項目が2回指定されていて、どちらが正しいか判断できません。
    }
error-expired = 画面を開いたまま時間が経ったため、ログインは終了しました。何も変更されていません。
error-sign-out-uri =
    { $named ->
        [0] アプリが、登録されていないアドレスへの移動を要求しました。安全のため処理を中止し、ログアウトは行われていません。
       *[other] 「{ $app }」が、登録されていないアドレスへの移動を要求しました。安全のため処理を中止し、ログアウトは行われていません。
    }
error-sign-out-hint =
    { $named ->
        [0] 誰をログアウトさせるのかをアプリが証明できなかったため、ログアウトは行われていません。
       *[other] 誰をログアウトさせるのかを「{ $app }」が証明できなかったため、ログアウトは行われていません。
    }
error-sign-out-unknown = リンクにアプリの指定がないか、指定されたアプリがここに登録されていません。ログアウトは行われていません。
error-sign-out-disabled =
    { $named ->
        [0] このアプリはここで無効になっているため、アプリには戻れません。ログアウトは行われていません。
       *[other] 「{ $app }」はここで無効になっているため、アプリには戻れません。ログアウトは行われていません。
    }
error-sign-out-request =
    { $named ->
        [0] アプリから送信されたリクエストに誤りがあるため、ログアウトは行われていません。
       *[other] 「{ $app }」から送信されたリクエストに誤りがあるため、ログアウトは行われていません。
    }
error-not-found = アドレスが間違っているか、ページが削除された可能性があります。
error-too-many = 短時間に試行が繰り返されました。{ $wait }後に、もう一度お試しください。
error-server = 問題を記録しました。1分ほど待ってから、もう一度お試しください。
error-without-page = サーバーで問題が発生しました。1分ほど待ってから、もう一度お試しください。

## 次にすること。この後に 7QK2-M4FD のような参照コードが続く

error-innocent = あなたの操作に問題はありません。
error-next-why = 理由を確認するには、アプリのサポートに次の参照コードをお伝えください:
error-next-sign-in =
    { $named ->
        [0] アプリに戻って、もう一度ログインしてください。問題が続く場合は、アプリのサポートに次の参照コードをお伝えください:
       *[other] 「{ $app }」に戻って、もう一度ログインしてください。問題が続く場合は、アプリのサポートに次の参照コードをお伝えください:
    }
error-next-sign-out = 問題が続く場合は、アプリのサポートに次の参照コードをお伝えください:
error-next-again =
    { $named ->
        [0] アプリに戻って、もう一度お試しください。問題が続く場合は、アプリのサポートに次の参照コードをお伝えください:
       *[other] 「{ $app }」に戻って、もう一度お試しください。問題が続く場合は、アプリのサポートに次の参照コードをお伝えください:
    }
error-next-unknown = リンクがあった場所に戻り、そこの担当者に次の参照コードをお伝えください:
error-next-site = 問題が続く場合は、このサイトの運営者に次の参照コードをお伝えください:
error-resend = フォームを再送信
error-resend-form = フォームに戻る
error-resend-password = パスワードは保存されません。次のページでもう一度入力してください。
error-sign-out-here = それでもここでログアウト…
error-start = スタートページに移動

## アプリの所有者と管理者向け

error-yours = あなたのアプリですか？<link>ログイン</link>すると、詳細を確認できます。
error-yours-again = あなたのアプリですか？<link>ログイン</link>してからこのリンクをもう一度開くと、詳細を確認できます。
error-site = このサイトの運営者ですか？<link>ログイン</link>すると、詳細を確認できます。
error-site-again = このサイトの運営者ですか？<link>ログイン</link>してからこのリンクをもう一度開くと、詳細を確認できます。
error-owner-heading = あなたが所有するアプリです
error-owner-seen = この部分は、あなたと管理者にのみ表示されます。
error-admin-heading = あなたはこのサーバーの管理者です
error-admin-seen = この部分は、管理者とアプリの所有者にのみ表示されます。
error-admin-only-seen = この部分は、管理者にのみ表示されます。
error-received = 受信した値
error-expected = 正しい値
error-registered = 登録済みの値
error-difference = 相違点
error-rule = ルール
error-fix-heading = 修正方法
error-register = このURIを登録…
error-settings = アプリの設定を開く
error-secret = <code>lys_</code>で始まるクライアントシークレット
error-near = よく似たもの
error-near-none = 似たクライアントIDのアプリはありません。
error-near-fix = アプリに設定したクライアントIDを、ここに登録されているものと見比べるか、アプリを登録してください。
error-apps = アプリの一覧を開く

## 受け付けられないフォーム。$host は id.example.com のようなサイトの名前

not-taken-elsewhere-heading = このフォームは別のサイトから送信されました
not-taken-elsewhere = { $host }は、自サイトのページのフォームのみを受け付けるため、何も実行されていません。この操作を行うには、このサイトのページから実行してください。
not-taken-no-cookie-heading = ブラウザーからCookieが送信されませんでした
not-taken-no-cookie = ブラウザーが{ $host }のCookieをブロックしているか、ページを開いている間にCookieが削除されたため、何も実行されていません。このサイトのCookieを許可してから、もう一度お試しください。
not-taken-signed-out-heading = ログアウトされました
not-taken-signed-out = ページを開いている間にログインが終了したため、何も実行されていません。ログインしてから、もう一度お試しください。
not-taken-account-changed-heading = このページを開いた後に、誰かがログインしました
not-taken-account-changed = 別のアカウントの可能性があるため、何も実行されていません。使用中のアカウントを確認してから、フォームを再送信してください。
not-taken-other-browser-heading = このページは別のブラウザーで開かれました
not-taken-other-browser = または、その後にこのブラウザーのCookieが失われました。何も実行されていません。ここからフォームを再送信してください。
not-taken-too-old-heading = ページを開いてから時間が経ちすぎました
not-taken-too-old = フォームを送信できるのは約1日以内のため、何も実行されていません。フォームを再送信してください。
not-taken-incomplete-heading = フォームの一部が届きませんでした
not-taken-incomplete = 送信元を示す部分が欠けていたため、何も実行されていません。ブラウザーの拡張機能がページを書き換えている場合は、このサイトで無効にしてから、もう一度お試しください。
