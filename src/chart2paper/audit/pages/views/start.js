// The start page: what the study is, what it found, and how to read these pages.
"use strict";

audit.view("start", async (page) => {
  const { make, link, list, count } = elements;
  const begin = await audit.load("start", 0);
  const paper = "../paper/paper.html";
  page.append(make("p", { class: "kind" }, `Audit pages of the study ${begin.study}`), make("h1", {}, begin.title));
  if (begin.result.text) {
    page.append(make("div", { class: "box" },
      make("h2", { class: "small" }, "Primary result"),
      make("p", { class: "result" }, link("number", begin.result.id, begin.result.text)),
      make("p", {}, "The numbers in it: ", begin.result.numbers.filter(([, text]) => /\d/.test(text))
        .flatMap(([id, text], place) => [place ? ", " : "", link("number", id, text)]), ".")));
  } else {
    page.append(make("p", { class: "box warn" }, "The run holds no sentence with the primary result."));
  }
  page.append(
    make("p", {}, "These pages tell, for every number of ", make("a", { href: paper }, "the paper"),
      ", where it comes from: the file and row, the rule and code that made it, and the way back to the records of single people."),
    make("h2", {}, "How to read them"),
    list([
      ["Click a number in ", make("a", { href: paper }, "the paper"), ", or search for it above. Its page shows where it stands and which row it comes from."],
      ["From there, follow the file, the rule that made it, and its inputs, or go to the people behind it."],
      ["A study id such as P0042 leads to that person's whole way through the study."],
      [link("protocol", "", "The protocol"), " lists each choice with its reason and what depends on it."],
      ["In a terminal, ", lineage.code("chart2paper trace nnt_50"), " tells the same of a number, and ", lineage.code("snakemake verify"), " checks that no file was changed since."],
    ]),
    make("h2", {}, "The stages"),
    make("ol", {}, begin.stages.map(([name, question]) => make("li", {}, link("stage", name, name), `: ${question}`))),
    make("h2", {}, "The analyses"),
    make("dl", {}, begin.analyses.flatMap(([name, title, question]) => [
      make("dt", {}, make("strong", {}, title), name === begin.primary ? " (primary)" : "", " ", lineage.code(name)), make("dd", {}, question)])),
    make("p", { class: "note" }, `${count(begin.counts.numbers)} numbers and sentences, ${count(begin.counts.files)} files, ${count(begin.counts.jobs)} jobs.`),
    make("p", { class: "box warn" }, "This is an internal copy. It shows the records of single people under study ids. It must not leave the building."),
  );
}, ["start", "", "Start"]);
