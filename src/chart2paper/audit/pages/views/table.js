// The rows of one table. ?row= marks a row, ?mark= a cell in it, ?is.<column>= shows only rows with that text.
"use strict";

audit.view("table", async (page, path, query) => {
  const { make, link, more, plainTable, counted } = elements;
  const file = await audit.find("file", path);
  if (!file || !file.table) throw new Error(`These pages hold no rows of “${path}”.`);
  const name = elements.fileName(path);
  page.append(make("p", { class: "kind" }, "Table"), make("h1", {}, name), make("p", { class: "code" }, path),
    make("p", {}, file.table.one_row_is ? `One row is ${file.table.one_row_is}. ` : "",
      link("file", path, "How it was made"), " · ", make("a", { href: file.open, download: true }, `Save ${name}`)));
  if (file.table.columns.some((column) => column.meaning)) page.append(more(`What the ${counted(file.table.columns.length, "column")} mean`, (inside) => inside.append(
    plainTable("Columns", ["column", "meaning", "unit"], file.table.columns.map((column) => [lineage.code(column.name), column.meaning, column.unit])))));
  if (query.row && Number(query.row) - 1 > file.table.shown) page.append(make("p", { class: "box warn" }, `Row ${query.row} is not among the rows in these pages.`));
  const only = Object.fromEntries(Object.entries(query).filter(([key]) => key.startsWith("is.")).map(([key, text]) => [key.slice(3), text]));
  page.append(await dataTable.show(file.table, { row: query.row, mark: query.mark, only, open: file.open, name }));
});
