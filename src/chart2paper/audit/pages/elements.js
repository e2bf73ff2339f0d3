// Small helpers that build the page. Text from the data only ever becomes text: nothing here reads markup.
"use strict";

const elements = (() => {
  // Texts longer than this get room in a table instead of a narrow column.
  const LONG = 40;

  // make("p", {class: "note"}, "text", otherElement): attributes that are null, undefined or false are left out.
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  // A link to a page of the audit.
  function link(view, argument, text, query = {}, attributes = {}) {
    return make("a", { href: audit.address(view, argument, query), ...attributes }, text);
  }

  // A list of pairs: [what it is, its value or an element].
  function facts(pairs) {
    const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
    return make("dl", { class: "facts" }, shown.map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  }

  function list(items, attributes = {}) {
    return make("ul", attributes, items.map((item) => make("li", {}, item)));
  }

  // A part that opens on demand; `fill` is called the first time (it may be asynchronous) with the inside.
  function more(title, fill, open = false) {
    const inside = make("div", { class: "inside" });
    let filled = false;
    const fillOnce = () => {
      if (filled) return;
      filled = true;
      Promise.resolve(fill(inside)).catch((error) => inside.replaceChildren(make("p", {}, error.message)));
    };
    const part = make("details", { open, on: { toggle: () => part.open && fillOnce() } }, make("summary", {}, title), inside);
    if (open) fillOnce();
    return part;
  }

  // A small table of texts or elements that needs no sorting.
  function plainTable(caption, head, rows, attributes = {}) {
    return make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption },
      make("table", attributes,
        make("caption", {}, caption),
        make("thead", {}, make("tr", {}, head.map((name) => make("th", { scope: "col" }, name)))),
        make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell) => make("td", { class: String(cell).length > LONG && typeof cell === "string" ? "long" : null }, cell)))))));
  }

  const count = (number) => Number(number).toLocaleString("en-US");
  const counted = (number, one, many = `${one}s`) => `${count(number)} ${Number(number) === 1 ? one : many}`;

  function size(bytes) {
    if (bytes === null) return "";
    if (bytes < 1000) return `${bytes} bytes`;
    const [unit, by] = bytes < 1e6 ? ["kB", 1e3] : bytes < 1e9 ? ["MB", 1e6] : ["GB", 1e9];
    return `${(bytes / by).toPrecision(3)} ${unit}`;
  }

  // A setting as a text: lists with commas, an empty one said so.
  function written(value) {
    if (value === null || value === undefined || value === "") return "(empty)";
    if (value === true) return "yes";
    if (value === false) return "no";
    if (Array.isArray(value)) return value.length ? value.map(written).join(", ") : "(empty list)";
    if (typeof value === "object") return Object.entries(value).map(([name, item]) => `${name}: ${written(item)}`).join("; ") || "(empty)";
    return String(value);
  }

  const isPerson = (text) => /^P\d{4,}$/.test(text);
  const fileName = (path) => path.slice(path.lastIndexOf("/") + 1);

  return { make, link, facts, list, more, plainTable, count, counted, size, written, isPerson, fileName };
})();
