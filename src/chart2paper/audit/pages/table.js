// A table of the run in the page: sorted by its headers, filtered by words, shown a page of rows at a time.
"use strict";

const dataTable = (() => {
  const { make, link, count } = elements;
  const ROWS_SHOWN = 100;
  const LONG = 40;
  const PERSON_COLUMNS = /(^|_)(person_id|set_id)$/;

  // A promise of the columns of a table (lists of texts), put together from its pieces.
  async function load(table) {
    const pieces = await Promise.all(Array.from({ length: table.pieces }, (_, number) => audit.load(table.kind, number)));
    return table.columns.map((_, place) => pieces.flatMap((piece) => piece[place]));
  }

  // An element that shows `table` (its description). `options`: row (spreadsheet row to mark), mark (column of the
  // marked cell), only (texts by column: begin with the rows that hold exactly these), open (the file), name.
  async function show(table, options = {}) {
    const columns = await load(table);
    const names = table.columns.map((column) => column.name);
    const state = {
      sort: null, down: false, start: 0, words: "", column: -1,
      only: Object.entries(options.only || {}).filter(([name]) => names.includes(name)),
    };
    const marked = options.row ? Number(options.row) - 2 : null;
    const status = make("p", { role: "status", class: "note" });
    const body = make("tbody");
    const heads = table.columns.map((column, place) => head(column, place));
    const back = make("button", { type: "button", on: { click: () => turn(-ROWS_SHOWN) } }, "Rows before");
    const on = make("button", { type: "button", on: { click: () => turn(ROWS_SHOWN) } }, "Next rows");
    const keep = make("button", { type: "button", on: { click: () => save.asFile(fileName(options), save.csv(names, columns, order)) } }, "Save what is shown (CSV)");
    let order = [];

    function head(column, place) {
      const sort = make("button", { type: "button", on: { click: () => sortBy(place) } }, column.name);
      const meaning = [column.meaning, column.unit && `(${column.unit})`].filter(Boolean).join(" ");
      return make("th", { scope: "col", "aria-sort": "none", title: meaning || null, class: column.number ? "number" : null }, sort);
    }

    function sortBy(place) {
      [state.sort, state.down] = state.sort !== place ? [place, false] : state.down ? [null, false] : [place, true];
      heads.forEach((cell, number) => cell.setAttribute("aria-sort",
        number !== state.sort ? "none" : state.down ? "descending" : "ascending"));
      arrange();
    }

    function arrange() {
      state.start = 0;
      order = sorted(table, columns, state, matching(names, columns, table.shown, state));
      draw();
    }

    function turn(by) {
      state.start += by;
      draw();
    }

    function draw() {
      const shown = order.slice(state.start, state.start + ROWS_SHOWN);
      body.replaceChildren(...shown.map((row) => drawRow(row)));
      const what = order.length === table.shown ? `${count(table.shown)} rows` : `${count(order.length)} of ${count(table.shown)} rows`;
      status.textContent = order.length ? `${what}; showing ${count(state.start + 1)} to ${count(state.start + shown.length)}.` : "No row holds these words.";
      back.disabled = state.start === 0;
      on.disabled = state.start + ROWS_SHOWN >= order.length;
      keep.disabled = !order.length;
      back.hidden = on.hidden = order.length <= ROWS_SHOWN;
    }

    function drawRow(row) {
      const isMarked = row === marked;
      const cells = table.columns.map((column, place) => {
        const text = columns[place][row];
        const here = isMarked && column.name === options.mark;
        return make("td", { class: [column.number && "number", here && "marked", text.length > LONG && "long"].filter(Boolean).join(" ") || null }, cell(column.name, text));
      });
      return make("tr", { class: isMarked ? "marked" : null, "data-arrive": isMarked, tabindex: isMarked ? "-1" : null },
        make("th", { scope: "row", class: "number" }, String(row + 2)), cells);
    }

    if (marked !== null && marked >= 0 && marked < table.shown) state.start = Math.floor(marked / ROWS_SHOWN) * ROWS_SHOWN;
    const start = state.start;
    arrange();
    if (marked !== null) turn(start);
    return make("div", { class: "data-table" },
      partly(table, options),
      onlySome(state, arrange),
      controls(names, state, arrange),
      status,
      make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Rows of ${options.name || "the table"}` },
        make("table", {}, make("thead", {}, make("tr", {}, make("th", { scope: "col", class: "number" }, "row"), heads)), body)),
      make("p", {}, back, " ", on, " ", keep));
  }

  // The saved file says of itself that it is a selection: estimates.csv becomes estimates_shown.csv.
  function fileName(options) {
    const stem = elements.fileName(options.name || "table").replace(/\.\w+$/, "");
    return `${stem.replace(/[^\w-]+/g, "_")}_shown.csv`;
  }

  function cell(name, text) {
    return PERSON_COLUMNS.test(name) && elements.isPerson(text) ? link("person", text, text) : text;
  }

  function partly(table, options) {
    if (table.shown === table.rows) return null;
    return make("p", { class: "box warn" },
      `This table has ${count(table.rows)} rows. These pages hold the first ${count(table.shown)}; ${count(table.rows - table.shown)} are left out here. `,
      "Sorting and filtering see only the rows that are here. The whole table is in the file",
      options.open ? [" ", make("a", { href: options.open }, options.name)] : null, ".");
  }

  // What the link that led here asked for, and a way to see the other rows too.
  function onlySome(state, arrange) {
    if (!state.only.length) return null;
    const told = state.only.map(([name, text]) => `${name} is ${text ? `“${text}”` : "empty"}`).join(" and ");
    const box = make("p", { class: "box" }, `Only rows where ${told}. `,
      make("button", { type: "button", on: { click: () => { state.only = []; box.remove(); arrange(); } } }, "Show all rows"));
    return box;
  }

  function controls(names, state, arrange) {
    const words = make("input", { type: "search", value: state.words, autocomplete: "off", spellcheck: "false" });
    const where = make("select", {}, make("option", { value: "-1" }, "any column"),
      names.map((name, place) => make("option", { value: place }, name)));
    const changed = () => {
      state.words = words.value;
      state.column = Number(where.value);
      arrange();
    };
    words.addEventListener("input", changed);
    where.addEventListener("change", changed);
    return make("div", { class: "controls" },
      make("label", {}, "Show rows with", words),
      make("label", {}, "in", where));
  }

  // Numbers of the rows that hold the words (all of them, anywhere in the row, or in one column).
  function matching(names, columns, rows, state) {
    const only = state.only.map(([name, text]) => [columns[names.indexOf(name)], text]);
    const asked = Array.from({ length: rows }, (_, row) => row).filter((row) => only.every(([column, text]) => column[row] === text));
    const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) return asked;
    const places = state.column >= 0 ? [columns[state.column]] : columns;
    return asked.filter((row) => words.every((word) => places.some((column) => column[row].toLowerCase().includes(word))));
  }

  // Rows sorted by one column, empty cells last, equal ones in the order of the file.
  function sorted(table, columns, state, rows) {
    if (state.sort === null) return rows;
    const texts = columns[state.sort];
    const key = table.columns[state.sort].number ? (row) => Number(texts[row]) : (row) => texts[row];
    const sign = state.down ? -1 : 1;
    return rows.sort((one, other) => {
      if (!texts[one] || !texts[other]) return Number(!texts[one]) - Number(!texts[other]) || one - other;
      const [a, b] = [key(one), key(other)];
      return (a < b ? -sign : a > b ? sign : 0) || one - other;
    });
  }

  return { show };
})();
