// One stage: what went in, what came out, rows accounted for, changed and set aside. Without a name: all stages.
"use strict";

(() => {
  const { make, link, list, more, plainTable, counted, count, size } = elements;

  audit.view("stage", async (page, name) => {
    if (!name) return allStages(page);
    const stage = await audit.find("stage", name);
    if (!stage) throw new Error(`There is no stage “${name}”.`);
    page.append(make("p", { class: "kind" }, "Stage"), make("h1", {}, name), make("p", {}, stage.question), steps(stage));
    if (!stage.made.length) page.append(make("p", { class: "box warn" }, "This run holds no file of this stage."));
    page.append(...stage.sections.flatMap(section));
    if (name === "figures") page.append(...(await figures(stage)));
    if (name === "paper") page.append(make("p", {}, ["html", "pdf", "docx"].flatMap((kind) =>
      [make("a", { href: `../paper/paper.${kind}` }, `The paper as ${kind.toUpperCase()}`), " · "]).slice(0, -1)));
    page.append(make("h2", {}, "What came out"), await fileTable("Files of this stage", stage.made));
    if (stage.by_products) page.append(make("p", { class: "note" }, `And ${counted(stage.by_products, "by-product")} (parts that are collected in these files, or copies for the paper).`));
    page.append(make("h2", {}, "What went in"), more(counted(stage.read.length, "file"), (inside) => inside.append(list(stage.read.map((path) => lineage.fileLink(path)))), stage.read.length < 20),
      make("h2", {}, "What was done"), list(stage.jobs.map((key) => link("rule", key, key))));
  }, ["stage", "", "Stages"]);

  function steps(stage) {
    const before = stage.before && ["Before it: ", link("stage", stage.before, stage.before)];
    const after = stage.after && ["After it: ", link("stage", stage.after, stage.after)];
    return make("p", { class: "note" }, before || "", before && after ? " · " : "", after || "");
  }

  function section({ title, note, head, rows }) {
    const cells = rows.map((row) => row.map(shown));
    return [make("h2", {}, title), make("p", {}, note), rows.length ? plainTable(title, head, cells, { class: "quiet" }) : make("p", {}, "None.")];
  }

  function shown(cell) {
    return typeof cell === "object" ? link(cell.to[0], cell.to[1], cell.text, cell.to[2]) : cell;
  }

  async function fileTable(title, paths) {
    const rows = await Promise.all(paths.map(async (path) => {
      const file = await audit.find("file", path);
      return [lineage.fileLink(path), file.table ? link("table", path, `${count(file.table.rows)} rows`) : "",
        size(file.bytes), make("a", { href: file.open, download: true, "aria-label": `Save ${path}` }, "save")];
    }));
    return plainTable(title, ["file", "rows", "size", ""], rows);
  }

  async function figures(stage) {
    const drawn = stage.made.filter((path) => path.endsWith(".png"));
    return Promise.all(drawn.map(async (path) => {
      const file = await audit.find("file", path);
      const parts = path.split("/");
      const stem = elements.fileName(path).slice(0, -4);
      const told = (await audit.find("number", `figure.${parts[parts.length - 3]}_${stem}.alt`)) || (await audit.find("number", `figure.${stem}.alt`));
      return make("figure", {}, make("img", { src: file.open, loading: "lazy", alt: told ? told.text : `The figure ${path}` }),
        make("figcaption", {}, lineage.fileLink(path)));
    }));
  }

  async function allStages(page) {
    const begin = await audit.load("start", 0);
    page.append(make("h1", {}, "Stages"), make("p", {}, "Data move in one direction: a stage reads only what earlier stages wrote."),
      make("ol", {}, begin.stages.map(([name, question]) => make("li", {}, link("stage", name, name), `: ${question}`))));
  }
})();
