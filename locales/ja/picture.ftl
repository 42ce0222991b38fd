# アプリの画像や自分の画像として選んだファイルの問題。

picture-missing = 画像を選択してください
picture-busy = 別の画像を処理しています。しばらくしてから、もう一度お試しください
picture-too-large = { $megabytes } MB以下の画像を選択してください
picture-other-kind = PNG、JPEG、WebPのファイルを選択してください。SVGなどほかの形式は使えません
picture-too-many-pixels = 縦横それぞれ{ $pixels }ピクセル以下の画像を選択してください
picture-broken = 画像を読み取れません。PNGで保存し直したファイルを選択してください
