// The shell of the audit pages: data pieces, views and the address after the #.
"use strict";

const audit = (() => {
  const views = {};
  const pieces = new Map();
  const requests = new Map();
  let drawing = 0;

  // ---- Data. Each piece is a script that calls audit.piece once. ----

  const pieceName = (kind, number) => `${kind}/${number}`;

  function piece(kind, number, content) {
    pieces.set(pieceName(kind, number), content);
  }

  // A promise of one piece's content; rejected with a message in plain words where the file is missing.
  function load(kind, number) {
    const name = pieceName(kind, number);
    if (!requests.has(name)) {
      requests.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `data/${name.split("/").map(encodeURIComponent).join("/")}.js`;
        script.onload = () => (pieces.has(name) ? resolve(pieces.get(name)) : reject(new Error(`data/${name}.js holds no data`)));
        script.onerror = () => {
          requests.delete(name);
          reject(new Error(`data/${name}.js is missing or cannot be read`));
        };
        document.head.append(script);
      }));
    }
    return requests.get(name);
  }

  // Number of the piece whose keys may hold `key`: the last one whose first key is not above it; -1 for none.
  function pieceOf(first, key) {
    let low = 0, high = first.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (first[middle] <= key) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  // A promise of the item with this key (what `write_keyed` wrote), undefined where there is none.
  async function find(kind, key) {
    const { first } = await load(kind, "index");
    const number = pieceOf(first, key);
    if (number < 0) return undefined;
    const entry = (await load(kind, number)).find((item) => item[0] === key);
    return entry && entry[1];
  }

  // A promise of the first `limit` keys that begin with `start`, in order (of what `write_keyed` wrote).
  async function keysFrom(kind, start, limit) {
    const { first } = await load(kind, "index");
    const found = [];
    for (let number = Math.max(0, pieceOf(first, start)); number < first.length && found.length < limit; number += 1) {
      if (number > 0 && first[number] > start && !first[number].startsWith(start)) break;
      for (const entry of await load(kind, number)) if (entry[0].startsWith(start)) found.push(entry);
    }
    return found.slice(0, limit);
  }

  // A promise of every item of a list (what `write_list` wrote).
  async function all(kind) {
    const { pieces: count } = await load(kind, "index");
    const parts = await Promise.all(Array.from({ length: count }, (_, number) => load(kind, number)));
    return parts.flat();
  }

  // ---- Addresses: #/view/argument?name=value, where the argument may hold slashes. ----

  function address(view, argument = "", query = {}) {
    const path = String(argument).split("/").map(encodeURIComponent).join("/");
    const asked = new URLSearchParams(query).toString();
    return `#/${view}${path ? `/${path}` : ""}${asked ? `?${asked}` : ""}`;
  }

  function parse(hash) {
    const text = hash.replace(/^#\/?/, "");
    const [path, asked] = text.includes("?") ? [text.slice(0, text.indexOf("?")), text.slice(text.indexOf("?") + 1)] : [text, ""];
    const [view, ...rest] = path.split("/");
    return { view: view || "start", argument: rest.map(decode).join("/"), query: Object.fromEntries(new URLSearchParams(asked)) };
  }

  function decode(text) {
    try { return decodeURIComponent(text); } catch { return text; }
  }

  // ---- Views. `draw(page, argument, query)` fills `page` (an element) and may be asynchronous. ----

  // `page` gets exactly one h1; its text becomes the title of the window. `nav` puts the view into the menu.
  function view(name, draw, nav = null) {
    views[name] = { draw, nav };
  }

  async function show() {
    const mine = ++drawing;
    const { view: name, argument, query } = parse(location.hash);
    const page = document.createElement("div");
    page.className = `view view-${Object.hasOwn(views, name) ? name : "none"}`;
    try {
      if (!Object.hasOwn(views, name)) throw new Error(`There is no page called “${name}”.`);
      await views[name].draw(page, argument, query);
    } catch (error) {
      page.replaceChildren(
        elements.make("h1", {}, "This page cannot be shown"),
        elements.make("p", {}, error.message),
        elements.make("p", {}, elements.link("start", "", "To the start page")),
      );
    }
    if (mine !== drawing) return;
    const content = document.getElementById("content");
    content.replaceChildren(page);
    forgetWords(name);
    markPage(name, argument);
    arrive(page, mine > 1);
  }

  // The search field holds what the search page looks for, and nothing on other pages.
  function forgetWords(name) {
    const field = document.getElementById("find-words");
    if (name !== "search" && document.activeElement !== field) field.value = "";
  }

  function markPage(name, argument) {
    for (const item of document.querySelectorAll("#pages a")) {
      const here = parse(item.getAttribute("href"));
      const same = here.view === name && here.argument === argument;
      if (same) item.setAttribute("aria-current", "page"); else item.removeAttribute("aria-current");
    }
  }

  // Move to what the page is about: its heading, or a part of it that the address names. The first page after
  // opening leaves the focus at the top, where the link that skips the menu is.
  function arrive(page, takeFocus) {
    const heading = page.querySelector("h1");
    document.title = heading ? `${heading.textContent} - audit pages` : "Audit pages";
    const target = page.querySelector("[data-arrive]") || heading;
    if (!target || page.contains(document.activeElement)) return;
    if (document.activeElement && document.activeElement.id === "find-words") return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    if (takeFocus) target.focus({ preventScroll: true });
    if (target === heading) window.scrollTo(0, 0);
    else target.scrollIntoView({ block: "center" });
  }

  return { piece, load, find, keysFrom, all, address, parse, view, views, show };
})();
