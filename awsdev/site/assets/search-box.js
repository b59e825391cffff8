// The search field: it loads the index when it is first used, and shows what was found as links.
(function () {
  "use strict";
  const form = document.querySelector("form.search");
  const field = form.querySelector("input");
  const panel = form.querySelector(".results");
  const count = panel.querySelector(".count");
  const list = panel.querySelector("ol");
  const root = document.body.dataset.root;
  const language = document.documentElement.lang;
  const MOST = 9;
  const LONGEST = 160;
  let index = null;

  // A page that lies in a folder may not fetch, but it may load a script.
  function load() {
    if (load.begun) return;
    load.begun = true;
    const script = document.createElement("script");
    script.src = `${root}search-index.js`;
    script.addEventListener("load", () => {
      index = new globalThis.awsdevSearch.Index(globalThis.awsdevIndex);
      show();
    });
    script.addEventListener("error", () => {
      load.begun = false;
      script.remove();
      count.textContent = form.dataset.missing;
    });
    document.head.append(script);
  }

  function address(found) {
    const folder = `${root}${found.kind === "topic" ? found.language : language}`;
    const section = found.section ? `#${found.section}` : "";
    return `${folder}/${found.kind}s/${found.name}.html${section}`;
  }

  // A long line is cut around its first hit.
  function marked(line, hits) {
    const from = line.length > LONGEST && hits.length ? Math.max(0, hits[0][0] - LONGEST / 3) : 0;
    const begin = Math.floor(from);
    const end = Math.min(line.length, begin + LONGEST);
    const parts = [begin ? "…" : ""];
    let at = begin;
    for (const [hitBegin, hitEnd] of hits) {
      if (hitBegin < at || hitEnd > end) continue;
      const mark = document.createElement("mark");
      mark.textContent = line.slice(hitBegin, hitEnd);
      parts.push(line.slice(at, hitBegin), mark);
      at = hitEnd;
    }
    parts.push(line.slice(at, end), end < line.length ? "…" : "");
    return parts;
  }

  function item({ document: found, line, hits }) {
    const link = document.createElement("a");
    link.href = address(found);
    link.lang = found.language;
    const title = document.createElement("span");
    title.className = "title";
    const code = found.kind === "rule" ? `${found.name} ` : "";
    title.textContent = code + [found.title, found.heading].filter(Boolean).join(": ");
    const text = document.createElement("span");
    text.className = "line";
    text.append(...marked(line, hits));
    link.append(title, text);
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

  function show() {
    const query = field.value.trim();
    panel.hidden = !query;
    if (!query) return;
    if (!index) {
      count.textContent = form.dataset.searching;
      load();
      return;
    }
    const results = globalThis.awsdevSearch.search(index, query, language, MOST);
    list.replaceChildren(...results.map(item));
    const { nothing, found } = form.dataset;
    count.textContent = results.length ? found.replace("{count}", results.length) : nothing;
  }

  function move(event) {
    const links = [field, ...list.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = links[links.indexOf(document.activeElement) + step];
      if (next) next.focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      panel.hidden = true;
      field.focus();
    }
  }

  function isTyping(target) {
    return target.matches("input, textarea, select, [contenteditable]");
  }

  // A section of this very page is gone to without leaving it.
  list.addEventListener("click", () => (panel.hidden = true));
  field.addEventListener("focus", load);
  field.addEventListener("input", show);
  form.addEventListener("keydown", move);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = list.querySelector("a");
    if (first && !panel.hidden) first.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    event.preventDefault();
    field.focus();
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) panel.hidden = true;
  });
})();
