// Theme, text size and letters, before the first paint. A file of its own because no inline script may run.
(function () {
  var known = { theme: ['light', 'dark'], text: ['large', 'xl'], letters: ['device'] };
  try {
    for (var name in known) {
      var value = localStorage.getItem(name);
      if (known[name].indexOf(value) >= 0) document.documentElement.setAttribute('data-' + name, value);
    }
  } catch (closed) {
    // no storage, no choice: the system decides
  }
})();
