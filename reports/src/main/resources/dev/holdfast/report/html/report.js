(function () {
  'use strict';
  var button = document.getElementById('copy');
  var command = document.getElementById('command');
  function done(said) {
    button.textContent = said;
    setTimeout(function () { button.textContent = 'Copy'; }, 2000);
  }
  function select() {
    var range = document.createRange();
    range.selectNodeContents(command);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    done(document.execCommand('copy') ? 'Copied' : 'Selected');
  }
  button.hidden = false;
  button.addEventListener('click', function () {
    if (!navigator.clipboard) { select(); return; }
    navigator.clipboard.writeText(command.textContent).then(function () { done('Copied'); }, select);
  });
})();
