// Run last: fill the head of the page, then show the view that the address names.
"use strict";

(async () => {
  const begin = (await audit.load("start", 0));
  if (begin.banner) {
    const banner = document.getElementById("banner");
    banner.textContent = begin.banner;
    banner.hidden = false;
  }
  const pages = document.getElementById("pages");
  pages.append(elements.make("ul", {},
    Object.values(audit.views).filter((view) => view.nav).map((view) => elements.make("li", {}, elements.link(...view.nav)))));
  const words = document.getElementById("find-words");
  document.getElementById("find").addEventListener("submit", (event) => {
    event.preventDefault();
    location.hash = audit.address("search", "", { q: words.value });
  });
  // While the search page is open it follows what is typed; from any other page, typing opens it.
  words.addEventListener("input", () => {
    const target = audit.address("search", "", { q: words.value });
    if (audit.parse(location.hash).view === "search") history.replaceState(null, "", target), audit.show();
    else if (words.value.trim()) location.hash = target;
  });
  document.querySelector(".skip-link").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("content").focus();
  });
  window.addEventListener("hashchange", audit.show);
  audit.show();
})().catch((error) => {
  document.getElementById("loading").textContent = `The pages are not complete: ${error.message}. Run snakemake again.`;
});
