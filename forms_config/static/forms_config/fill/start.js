// Marks the page as scripted before it is drawn, and takes the mark away when the modules do not come: then it works as plain HTML.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  addEventListener("error", function (event) { if (event.target && event.target.tagName === "SCRIPT") root.classList.remove("js"); }, true);
  setTimeout(function () { if (!root.hasAttribute("data-ready")) root.classList.remove("js"); }, 8000);
})();
