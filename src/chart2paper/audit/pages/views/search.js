// Search over numbers, files, rules, choices and people; the page follows what is typed.
"use strict";

(() => {
  const { make, link, list, counted } = elements;
  const MOST = 25;
  let indexes = null;

  // A text as one types it who has seen it printed (printed.py, as_typed): plain minus and spaces, no commas in thousands.
  const typedAs = (text) => text.replace(/[\u2212\u2013\u2010\u2011]/g, "-").replace(/[\u00a0\u2009\u202f]/g, " ").replace(/(\d)[, ](?=\d{3}(?!\d))/g, "$1").toLowerCase();

  // Everything that is searched, each entry once: texts in small letters beside what is shown.
  async function load() {
    const [numbers, files, rules, choices] = await Promise.all(["search/number", "search/file", "search/rule", "choice"].map(audit.all));
    return [
      index("Numbers", numbers, ([id, text, place]) => [id, text, place],
        ([id, text, place]) => [link("number", id, text || "(empty)"), " ", lineage.code(id), place && place !== text ? make("span", { class: "note" }, ` ${place}`) : ""]),
      index("Files", files, ([path, what]) => [path, what], ([path, what]) => [lineage.fileLink(path), what ? make("span", { class: "note" }, ` ${what}`) : ""]),
      index("Rules", rules, ([key, does, script]) => [key, does, script], ([key, does]) => [link("rule", key, key), does ? `: ${does}` : ""]),
      index("Choices of the protocol", choices, (choice) => [choice.path, elements.written(choice.value), choice.meaning],
        (choice) => [link("protocol", choice.path, choice.path), `: ${elements.written(choice.value)}`]),
    ];
  }

  function index(title, entries, texts, shown) {
    const haystacks = entries.map((entry) => texts(entry).map((text) => typedAs(text || "")));
    return { title, entries, haystacks, shown };
  }

  // Entries that hold all words: those whose name holds them first, then by the order of the list.
  function look({ entries, haystacks }, words) {
    const [best, others] = [[], []];
    haystacks.forEach((texts, place) => {
      if (words.every((word) => texts[0].includes(word))) best.push(entries[place]);
      else if (words.every((word) => texts.some((text) => text.includes(word)))) others.push(entries[place]);
    });
    return [...best, ...others];
  }

  async function people(words) {
    if (words.length !== 1 || !/^p?\d+$/.test(words[0])) return null;
    const typed = words[0].toUpperCase();
    const starts = typed.startsWith("P") ? typed : `P${typed.padStart(4, "0")}`;
    const found = await audit.keysFrom("search/person", starts, MOST + 1);
    return { title: "People", found, shown: ([id, part]) => [link("person", id, id), ` ${part}`] };
  }

  audit.view("search", async (page, _, query) => {
    const typed = query.q || "";
    const field = document.getElementById("find-words");
    if (document.activeElement !== field) field.value = typed;
    const words = typedAs(typed).split(/[\s_]+/).filter(Boolean);
    page.append(make("h1", {}, typed ? `Search: ${typed}` : "Search"));
    if (!words.length) return page.append(make("p", {}, "Type words into the field above: part of a number, of its id or sentence, of a file, a rule or a setting; or a study id such as P0042."));
    indexes = indexes || (await load());
    const groups = indexes.map((one) => ({ title: one.title, found: look(one, words), shown: one.shown }));
    const persons = await people(words);
    if (persons) groups.unshift(persons);
    const total = groups.reduce((sum, group) => sum + group.found.length, 0);
    page.append(make("p", { role: "status" }, total ? groups.filter((group) => group.found.length).map((group) => `${group.title}: ${group.found.length > MOST && group.title === "People" ? `more than ${MOST}` : group.found.length}`).join(" · ") : "Nothing holds all of these words."));
    for (const group of groups.filter((one) => one.found.length)) {
      page.append(make("h2", {}, group.title), list(group.found.slice(0, MOST).map(group.shown), { class: "found" }));
      if (group.found.length > MOST) page.append(make("p", { class: "note" }, group.title === "People" ? "There are more; type more of the id." : `And ${counted(group.found.length - MOST, "more")}: add a word.`.replace("mores", "more")));
    }
  });
})();
