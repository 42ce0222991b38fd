// Goes on when every frame of this page has loaded, or after a while. In the plainest words: old browsers read it as well.
(function () {
  var onward = document.getElementById('onward');
  var gone = false;
  var go = function () {
    if (!gone) {
      gone = true;
      window.location.replace(onward.href);
    }
  };
  // Without a script each frame goes to its app after a second. With one it need not wait, unless that second is over.
  var frames = document.getElementsByTagName('iframe');
  if (window.performance && performance.now() < 900) {
    for (var nth = 0; nth < frames.length; nth += 1) frames[nth].src = frames[nth].getAttribute('data-app');
  }
  // The page has loaded when its frames have.
  if (document.readyState === 'complete') go();
  else window.addEventListener('load', go);
  window.setTimeout(go, 1000 * Number(onward.getAttribute('data-wait')));
})();
