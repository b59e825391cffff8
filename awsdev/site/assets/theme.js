// Loaded before anything is drawn, so that a page never shows in one theme and turns to the other.
(function () {
  "use strict";
  const root = document.documentElement;
  // What needs JavaScript is hidden until this is here.
  root.classList.add("js");
  let kept = null;
  try {
    kept = localStorage.getItem("awsdev-theme");
  } catch (error) {
    // A browser may forbid storage to files; the system's theme holds then.
  }
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
})();
