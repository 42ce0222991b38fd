// Tells an app whether its session_state still holds (OpenID Connect Session Management 1.0 §3.2). In the plainest words, with a SHA-256 of
// its own: old browsers read it as well. The state is in the page; after a while this site is asked for it anew.
(function () {
  var FRESH = 3000;
  var state = document.body.getAttribute('data-state');
  var address = document.body.getAttribute('data-ask');
  var asked = new Date().getTime();
  var waiting = null;

  // FIPS 180-4 §6.2; of ASCII, in hex.
  var primes = [];
  for (var candidate = 2; primes.length < 64; candidate++) {
    var isPrime = true;
    for (var i = 0; i < primes.length; i++) if (candidate % primes[i] === 0) isPrime = false;
    if (isPrime) primes.push(candidate);
  }
  var fraction = function (value) {
    return ((value - Math.floor(value)) * 4294967296) | 0;
  };
  var rounds = primes.map(function (prime) { return fraction(Math.pow(prime, 1 / 3)); });
  var start = primes.slice(0, 8).map(function (prime) { return fraction(Math.pow(prime, 1 / 2)); });
  var turn = function (word, by) { return (word >>> by) | (word << (32 - by)); };

  var sha256 = function (text) {
    var length = (((text.length + 8) >> 6) + 1) * 16;
    var words = [];
    for (var i = 0; i < length; i++) words.push(0);
    for (i = 0; i < text.length; i++) words[i >> 2] |= (text.charCodeAt(i) & 255) << (24 - 8 * (i % 4));
    words[text.length >> 2] |= 128 << (24 - 8 * (text.length % 4));
    words[length - 1] = text.length * 8;
    var hash = start.slice();
    for (var block = 0; block < length; block += 16) {
      var w = words.slice(block, block + 16);
      var now = hash.slice();
      for (i = 0; i < 64; i++) {
        if (i >= 16) {
          var a = w[i - 15], b = w[i - 2];
          w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
        }
        var e = now[4], first = now[0];
        var one = (now[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & now[5]) ^ (~e & now[6])) + rounds[i] + w[i]) | 0;
        var two = ((turn(first, 2) ^ turn(first, 13) ^ turn(first, 22)) + ((first & now[1]) ^ (first & now[2]) ^ (now[1] & now[2]))) | 0;
        now = [(one + two) | 0, first, now[1], now[2], (now[3] + one) | 0, e, now[5], now[6]];
      }
      hash = hash.map(function (word, at) { return (word + now[at]) | 0; });
    }
    return hash.map(function (word) { return ('0000000' + (word >>> 0).toString(16)).slice(-8); }).join('');
  };

  // "client_id session_state", the latter "hash.salt".
  var judge = function (data, origin) {
    var space = typeof data === 'string' ? data.lastIndexOf(' ') : -1;
    var dot = space < 0 ? -1 : data.lastIndexOf('.');
    if (space < 1 || dot < space + 2 || dot === data.length - 1) return 'error';
    var text = data.slice(0, space) + ' ' + origin + ' ' + state + ' ' + data.slice(dot + 1);
    return sha256(text) === data.slice(space + 1, dot) ? 'unchanged' : 'changed';
  };

  var answer = function (event) {
    event.source.postMessage(judge(event.data, event.origin), event.origin);
  };

  var ask = function () {
    var request = new XMLHttpRequest();
    request.onreadystatechange = function () {
      if (request.readyState !== 4) return;
      // Without an answer the last one holds.
      if (request.status === 200) state = request.responseText;
      asked = new Date().getTime();
      var events = waiting;
      waiting = null;
      for (var i = 0; i < events.length; i++) answer(events[i]);
    };
    request.open('GET', address);
    request.send();
  };

  window.addEventListener('message', function (event) {
    // An origin without a name cannot be answered.
    if (!event.source || event.origin === 'null' || event.origin === '') return;
    if (waiting) {
      if (waiting.length < 100) waiting.push(event);
    } else if (new Date().getTime() - asked < FRESH) {
      answer(event);
    } else {
      waiting = [event];
      ask();
    }
  }, false);
})();
