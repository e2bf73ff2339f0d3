// One file: what it is, what made it, what was made from it. Without a name: all files.
"use strict";

(() => {
  const { make, link, facts, list, more, plainTable, counted, size } = elements;

  audit.view("file", async (page, path) => {
    if (!path) return allFiles(page);
    const file = await audit.find("file", path);
    if (!file) throw new Error(`No job of this run read or wrote a file “${path}”.`);
    page.append(make("p", { class: "kind" }, file.job ? "File that a rule made" : "File that no rule made: a source of the study"),
      make("h1", {}, elements.fileName(path)), make("p", { class: "code" }, path));
    if (file.identifiable) page.append(make("p", { class: "box warn" },
      "This file identifies people. Its content is never shown in these pages; rows read from it are shown under study ids in the tables of stage ",
      link("stage", "extract", "extract"), "."));
    page.append(facts([
      ["Size", size(file.bytes)],
      [file.keyed ? "Fingerprint, with the clinic's key" : "SHA-256", lineage.code(file.print)],
      ["Open or save", file.open && make("a", { href: file.open, download: true }, elements.fileName(path))],
      ["Rows", file.table && [`${elements.count(file.table.rows)}, `, link("table", path, "see them")]],
      ["One row is", file.table && file.table.one_row_is],
    ]));
    if (/\.(png|svg)$/.test(path) && file.open) page.append(make("figure", {}, make("img", { src: file.open, alt: `The figure ${path}` })));
    if (file.table) page.append(columns(file.table));
    if (file.people.length && !file.people.includes(path)) page.append(make("h2", {}, "The people behind it"), list(file.people.map((table) => link("table", table, table))));
    await origin(page, path, file);
    if (file.numbers.length) page.append(make("h2", {}, "Numbers of the paper that come from it"),
      more(counted(file.numbers.length, "number"), (inside) => inside.append(list(file.numbers.map((id) => link("number", id, id)))), file.numbers.length < 30));
    if (file.readers.length) page.append(make("h2", {}, "What was made from it"), list(file.readers.map((key) => link("rule", key, key))));
  }, ["file", "", "Files"]);

  function columns(table) {
    const told = table.columns.some((column) => column.meaning);
    const rows = table.columns.map((column) => [lineage.code(column.name), column.meaning, column.unit]);
    if (told) return more(counted(table.columns.length, "column"), (inside) => inside.append(plainTable("Columns", ["column", "meaning", "unit"], rows)));
    return make("p", { class: "note" }, "The data dictionary does not describe this table: it holds what a figure draws.");
  }

  async function origin(page, path, file) {
    if (file.job) {
      const job = await audit.find("job", file.job);
      page.append(make("h2", {}, "What made it"), ...lineage.madeBy(file.job, job),
        make("h3", {}, "Its inputs"), list(job.inputs.map(([input]) => lineage.fileLink(input))));
    }
    page.append(make("h2", {}, "The way back"), await lineage.wayBack(path, file));
  }

  async function allFiles(page) {
    const files = await audit.all("search/file");
    page.append(make("h1", {}, "Files"), make("p", {}, "Every file that a job of this run read or wrote, without code."),
      list(files.map(([path, what]) => [lineage.fileLink(path), what ? make("span", { class: "note" }, ` ${what}`) : ""])));
  }
})();
