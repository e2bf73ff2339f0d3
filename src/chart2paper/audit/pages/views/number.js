// One number of the paper: what it says, where it stands, the row it comes from and how that was made.
"use strict";

(() => {
  const { make, link, facts, list, more, plainTable, counted, written } = elements;
  const LONG = 60;
  const MOST_PLACES = 4;
  // Origins that are no file of the run.
  const NO_FILES = ["protocol", "program"];

  audit.view("number", async (page, id) => {
    const number = await audit.find("number", id);
    if (!number) throw new Error(`No number of the paper has the id “${id}”. The search above looks through all of them.`);
    const long = number.text.length > LONG;
    page.append(
      make("p", { class: "kind" }, long ? "Sentence of the paper" : "Number of the paper"),
      make("h1", {}, long || !number.text ? id : number.text),
      long ? make("blockquote", {}, number.text) : make("p", { class: "code" }, id));
    const file = number.file && (await audit.find("file", number.file));
    page.append(source(number, file));
    page.append(...places(id, number));
    page.append(...row(number, file), ...madeFrom(number), ...people(file));
    const files = (number.file ? [number.file] : number.origins).filter((path) => !NO_FILES.includes(path));
    for (const path of files) page.append(...(await howMade(number, path, files.length === 1)));
    if (number.used_by.length) page.append(more(`Used in ${counted(number.used_by.length, "other number")}`, (inside) => inside.append(idList(number.used_by))));
  });

  function source(number, file) {
    const value = number.value === null ? null : written(number.value);
    return facts([
      ["Value", value],
      ["Printed as", number.text.length > LONG ? null : number.text],
      ["How it was got", number.rule],
      ["File", number.file && where(number, file)],
      ["Row", number.row && String(number.row)],
      ["Column", number.column && lineage.code(number.column)],
    ]);
  }

  function where(number, file) {
    if (number.file === "protocol") return link("protocol", number.column, "the protocol");
    if (number.file === "program") return "the program itself";
    return file ? lineage.fileLink(number.file) : lineage.code(number.file);
  }

  function places(id, number) {
    const heading = make("h2", {}, "Where it stands in the paper");
    if (!number.places.length && !number.within.length) return [heading, make("p", {}, "The paper does not show it.")];
    const own = number.places.map((place, order) => onePlace(place, order === 0 && /\d/.test(number.text) ? `value-${id}` : place.anchor));
    const parts = number.within.map(([user, place]) => onePlace(place, place.anchor, [" as a part of ", link("number", user, user)]));
    const shown = [...own, ...parts];
    const rest = shown.slice(MOST_PLACES);
    return [heading, ...shown.slice(0, MOST_PLACES), rest.length ? more(counted(rest.length, "more place"), (inside) => inside.append(...rest)) : ""];
  }

  function onePlace(place, anchor, part = null) {
    const name = [place.section.replace(/\s+/g, " "), place.label].filter(Boolean).join(", ") || "in the paper";
    return make("div", {}, make("p", {}, make("a", { href: `../paper/paper.html#${anchor}` }, name), part), make("blockquote", {}, place.text));
  }

  function row(number, file) {
    if (!number.file || NO_FILES.includes(number.file)) return [];
    if (!number.cells.length) {
      if (!file || !file.table) return [];
      return [make("h2", {}, "The rows it comes from"), make("p", {},
        `It is taken from the whole column ${number.column || ""}, not from one row: `, tableLink(number, "see the table"), ".")];
    }
    const meanings = new Map(file && file.table ? file.table.columns.map((column) => [column.name, column]) : []);
    const rows = number.cells.map(([name, text]) => {
      const known = meanings.get(name);
      const here = name === number.column;
      return [here ? make("strong", {}, name) : name,
        here ? make("mark", {}, text) : elements.isPerson(text) ? link("person", text, text) : text,
        known ? [known.meaning, known.unit && `(${known.unit})`].filter(Boolean).join(" ") : ""];
    });
    return [make("h2", {}, "The row it comes from"),
      file && file.table ? make("p", {}, tableLink(number, `See row ${number.row} in its table`), ".") : "",
      plainTable(`Row ${number.row} of ${number.file}`, ["column", "what the row says", "meaning"], rows)];
  }

  function tableLink(number, text) {
    const query = number.row ? { row: number.row, mark: number.column } : {};
    return link("table", number.file, text, query);
  }

  function madeFrom(number) {
    if (!number.sources.length) return [];
    return [make("h2", {}, "The numbers it is made from"),
      number.template ? make("p", {}, "The sentence with their names in their places: ", lineage.code(number.template)) : "", idList(number.sources)];
  }

  function idList(numbers) {
    return list(numbers.map(([id, text]) => [link("number", id, text || "(empty)"), " ", lineage.code(id)]), { class: "numbers" });
  }

  function people(file) {
    if (!file || !file.people.length) return [];
    return [make("h2", {}, "The people behind it"),
      make("p", {}, "A row per person; each study id leads to that person's records."),
      list(file.people.map((path) => link("table", path, path)))];
  }

  async function howMade(number, path, open) {
    const file = await audit.find("file", path);
    if (!file) return [];
    const name = lineage.shortName(path);
    const [made, back] = [make("div"), make("div")];
    const job = file.job && (await audit.find("job", file.job));
    made.append(...(job ? lineage.madeBy(file.job, job) : [make("p", {}, "No rule made this file: it is a source of the study.")]));
    back.append(await lineage.wayBack(path, file));
    const raw = make("p", {}, "Every step from this file to the raw files:");
    if (open) return [...(number.file ? [] : people(file)), make("h2", {}, `How ${name} was made`), made, make("h2", {}, "The way back"), raw, back];
    return [more(`How ${name} was made`, (inside) => inside.append(make("div", {}, people(file)), made, make("h3", {}, "The way back"), back))];
  }
})();
