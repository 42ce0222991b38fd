// Presses the button of the page that takes an answer to an app. In the plainest words: old browsers read it as well.
document.getElementById('answer').submit();
