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
  // The page has loaded when its frames have.
  if (document.readyState === 'complete') go();
  else window.addEventListener('load', go);
  window.setTimeout(go, 1000 * Number(onward.getAttribute('data-wait')));
})();
