// Each choice of the protocol, its basis and reason, and what depends on it.
"use strict";

(() => {
  const { make, link, facts, list, more, counted, written } = elements;

  audit.view("protocol", async (page, wanted) => {
    const choices = await audit.all("choice");
    const asked = choices.find((choice) => choice.path === wanted) || choices.find((choice) => wanted && choice.path.startsWith(`${wanted}.`));
    page.append(make("h1", {}, "Protocol"),
      make("p", {}, "Every choice that a reviewer may question. Basis: reported = stated by the study that is repeated; guideline = recommended by a cited source; assumed = our own choice."),
      make("p", { class: "note" }, "What depends on a choice is read from the settings that each job recorded: a rule is listed where it was given a setting of this name and value. ",
        "A rule that takes the choice under another name is not found, so the lists say at least what depends on it. The paper prints every choice."));
    if (wanted && !asked) page.append(make("p", { class: "box" }, `The setting “${wanted}” is a name or a place, not a choice with a basis.`));
    const sections = new Map();
    for (const choice of choices) {
      const name = choice.path.includes(".") ? choice.path.slice(0, choice.path.lastIndexOf(".")) : "the whole study";
      sections.set(name, [...(sections.get(name) || []), choice]);
    }
    page.append(contents(sections));
    for (const [name, inside] of sections) {
      page.append(make("h2", { id: `section-${name}`, tabindex: "-1" }, name), ...inside.map((choice) => shown(choice, choice === asked)));
    }
  }, ["protocol", "", "Protocol"]);

  function contents(sections) {
    return more("Contents", (inside) => inside.append(list([...sections.keys()].map((name) => make("button", { type: "button", class: "plain",
      on: { click: () => document.getElementById(`section-${name}`).scrollIntoView() || document.getElementById(`section-${name}`).focus() } }, name)))));
  }

  function shown(choice, isAsked) {
    const leaf = choice.path.slice(choice.path.lastIndexOf(".") + 1);
    const numbers = choice.numbers.reduce((sum, [, count]) => sum + count, 0);
    return make("section", { class: isAsked ? "choice marked" : "choice", "data-arrive": isAsked, "aria-label": choice.path },
      make("h3", {}, leaf), choice.meaning ? make("p", { class: "note" }, choice.meaning) : "",
      facts([["Choice", make("strong", {}, written(choice.value))], ["Basis", choice.basis], ["Why", choice.why || "(no reason given)"]]),
      choice.enters.length
        ? more(`Depends on it: ${counted(choice.enters.length, "job")}, ${counted(choice.files, "file")}, ${counted(numbers, "number")}`, (inside) => inside.append(depends(choice)), isAsked)
        : make("p", { class: "note" }, "No rule takes it under this name and with this value; whether it enters another setting cannot be told from the records."));
  }

  function depends(choice) {
    return make("div", {}, make("p", {}, "It enters the settings of:"),
      list(choice.enters.map(([key, name]) => [link("rule", key, key), " as ", lineage.code(name)])),
      make("p", {}, "Numbers of the paper that come from what these jobs made, directly or through other jobs, by file. Not every one of them need move when the choice does; finer than the file it cannot be told."),
      list(choice.numbers.map(([path, count]) => [lineage.fileLink(path), `: ${counted(count, "number")}`])));
  }
})();
