// What a page does besides being read: the theme, buttons that copy, the place in the contents.
(function () {
  "use strict";

  const root = document.documentElement;
  const words = document.body.dataset;

  function isDark() {
    if (root.dataset.theme) return root.dataset.theme === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function turnTheme() {
    const theme = isDark() ? "light" : "dark";
    root.dataset.theme = theme;
    try {
      localStorage.setItem("awsdev-theme", theme);
    } catch (error) {
      // It holds for this page then.
    }
  }

  // Where a page lies in a file, a browser may have no clipboard but that of a selection.
  function copySelected(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "outside";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      return copySelected(text);
    }
  }

  function addCopyButton(block) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.addEventListener("click", async () => {
      const done = await copy(block.querySelector("pre").textContent);
      button.focus();
      if (!done) return;
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 2000);
    });
    block.append(button);
  }

  // The section that is being read is marked in the contents.
  function followReader() {
    const links = new Map();
    for (const link of document.querySelectorAll(".contents a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    const headings = [...links.keys()];
    function mark() {
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
      const current = passed.at(-1) || headings[0];
      for (const [heading, link] of links) {
        if (heading === current) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    }
    if (headings.length) {
      addEventListener("scroll", mark, { passive: true });
      mark();
    }
  }

  // The other language is opened at the same section.
  function keepSection() {
    const link = document.querySelector("a.language");
    const follow = () => (link.hash = location.hash);
    addEventListener("hashchange", follow);
    follow();
  }

  document.querySelector("button.theme").addEventListener("click", turnTheme);
  document.querySelectorAll("div.code").forEach(addCopyButton);
  followReader();
  keepSection();
})();
