// One person's whole way through the study: part in each analysis, time line, decisions, matching, model, raw rows.
"use strict";

(() => {
  const { make, link, list, more, plainTable, facts, counted } = elements;
  const MEASURED = ["distance", "estimate", "estimate_without", "moved"];
  const OPEN = ["measurement", "drug_exposure"];
  const PARTNERS_DRAWN = 2;

  audit.view("person", async (page, id) => {
    const [about, person, start] = await Promise.all([people.about(), people.find(id), audit.load("start", 0)]);
    if (!person) throw new Error(`No row of this run is about a person “${id}”. Study ids look like P0042.`);
    const names = [about.primary, ...Object.keys(about.analyses).filter((name) => name !== about.primary)];
    page.append(
      make("p", { class: "kind" }, "Person"), make("h1", {}, id),
      make("p", { class: "box warn" }, make("strong", {}, "This page is about a single patient. It must not leave the clinic."), start.banner ? ` ${start.banner}.` : ""),
      make("dl", { class: "facts" }, names.map((name) => [make("dt", {}, titleOf(about, name)), make("dd", {}, ...part(person, name))])),
      make("h2", {}, "Time line"), await timeLine(person, about, names));
    for (const name of names) page.append(...analysis(person, about, name));
    page.append(...rawRows(person, about), ...cleaning(person, about));
  });

  const titleOf = (about, name) => `${about.analyses[name].title}${name === about.primary ? " (primary)" : ""}`;
  const personLink = (id) => link("person", id, id);
  const commas = (items) => items.flatMap((item, place) => (place ? [", ", item] : [item]));

  // What became of the person in an analysis, in a sentence.
  function part(person, name) {
    const [cohort] = person.rows(`cohort.${name}`);
    if (!cohort) return ["not among the people of this analysis"];
    if (cohort.excluded_because) return [`left out: ${cohort.excluded_because}`];
    const places = people.places(person, name);
    if (places.length) return places.flatMap((place, number) => [number ? "; " : "", ...placeText(place)]);
    const reasons = person.rows(`unmatched.${name}`).map((row) => `: ${row.reason}`);
    return [`in the cohort as ${cohort.role}, but in no matched set${reasons.join("")}`];
  }

  function placeText(place) {
    const others = commas(place.others.map((row) => personLink(row.member)));
    const rest = place.hidden > 0 ? ` and ${counted(place.hidden, "more person", "more people")}` : "";
    return [make("strong", {}, place.role), ` in the matched set of ${place.set}, with `, ...others, rest, ` (index date ${place.date})`];
  }

  // ---- The time line: one of the person's places at a time, with partners beneath. ----

  async function timeLine(person, about, names) {
    const choices = names.flatMap((name) => {
      const places = people.places(person, name).map((place) => ({ ...place, name, label: `${about.analyses[name].title}: ${place.role}, set ${place.set}` }));
      const [cohort] = person.rows(`cohort.${name}`);
      if (places.length || !cohort || !cohort.index_date) return places;
      return [{ name, date: cohort.index_date, others: [], role: cohort.role, label: `${about.analyses[name].title}: not matched` }];
    });
    choices.push({ name: null, date: "", others: [], role: "", label: "All records, no index date" });
    const box = make("div", { class: "timelines" });
    const which = make("select", {}, choices.map((choice, place) => make("option", { value: place }, choice.label)));
    const whole = make("input", { type: "checkbox" });
    const partners = make("fieldset", { class: "partners" });
    const shown = new Set();
    let drawing = 0;

    async function redraw() {
      const mine = ++drawing;
      const choice = choices[Number(which.value)];
      const drawn = [[person, choice.date, choice.role]];
      for (const other of choice.others.filter((row) => shown.has(row.member))) {
        const found = await people.find(other.member);
        if (found) drawn.push([found, other.index_date, other.role]);
      }
      if (mine === drawing) box.replaceChildren(...drawn.flatMap(([who, date, role]) => one(who, date, role, choice.name, about, whole.checked, widthOf(box))));
    }

    function choose() {
      const { others } = choices[Number(which.value)];
      shown.clear();
      others.slice(0, PARTNERS_DRAWN).forEach((row) => shown.add(row.member));
      partners.hidden = !others.length;
      partners.replaceChildren(make("legend", {}, "Draw beneath"), ...others.map((row) => {
        const tick = make("input", { type: "checkbox", checked: shown.has(row.member), on: { change: () => {
          if (tick.checked) shown.add(row.member); else shown.delete(row.member);
          redraw();
        } } });
        return make("label", { class: "check" }, tick, `${row.member} (${row.role})`);
      }));
      return redraw();
    }

    which.addEventListener("change", choose);
    whole.addEventListener("change", redraw);
    let last = 0;
    new ResizeObserver(() => {
      const width = widthOf(box);
      if (box.isConnected && width !== last) { last = width; redraw(); }
    }).observe(box);
    await choose();
    return make("div", {},
      make("div", { class: "controls" }, make("label", {}, "Place in the study", which), make("label", { class: "check" }, "Draw all years", whole)),
      partners, box, key(about.outcome));
  }

  const widthOf = (box) => Math.min(900, Math.max(280, Math.floor(box.clientWidth || document.documentElement.clientWidth - 40)));

  function one(person, date, role, name, about, whole, width) {
    const events = timeline.eventsOf(person, about);
    const index = date ? timeline.dayOf(date) : null;
    const range = timeline.rangeOf(events, index, whole);
    const heading = make("h3", {}, personLink(person.id), role ? ` (${role})` : "", date ? `, index date ${date}` : "");
    if (!range) return [heading, make("p", {}, "No score, order or visit was read.")];
    const windows = name && index !== null ? timeline.windowsOf(about.analyses[name], index, about.lock) : [];
    const mark = { index, windows, scores: usedScores(person, name, role), outcome: about.outcome };
    const words = timeline.asText(events, range, mark);
    const inRange = events.scores.filter((score) => score.day >= range[0] && score.day <= range[1]).length;
    const title = `Time line of ${person.id}: ${counted(inRange, "day")} with a ${about.outcome.noun} score, ${counted(events.drugs.length, "drug")}, ${counted(events.visits.length, "visit")}. The list below it says the same in words.`;
    return [heading, timeline.picture(person, events, range, mark, width, title),
      more(`The time line of ${person.id} as text (${counted(words.length, "entry", "entries")})`, (inside) => inside.append(list(words)))];
  }

  // The days of the scores that entered the model.
  function usedScores(person, name, role) {
    const rows = name ? person.rows(`model.${name}`).filter((row) => row.role === role) : [];
    const days = new Map();
    for (const row of rows) {
      if (row.baseline_date) days.set(timeline.dayOf(row.baseline_date), "baseline");
      if (row.final_date) days.set(timeline.dayOf(row.final_date), "outcome");
    }
    return days;
  }

  const key = (outcome) => make("p", { class: "note" },
    `Dots: the day's ${outcome.noun} score, ${outcome.low} to ${outcome.high}; filled diamond: the baseline score, open diamond: the outcome score of the model. Bands with a dotted and a dashed border: baseline and outcome window. `,
    "Visits: filled = completed, open = cancelled, missed or planned. Bars: orders from first to last day; the thick ones are the exposure drug. Times are days from the index date.");

  // ---- One analysis. ----

  function analysis(person, about, name) {
    const at = (partName) => person.rows(`${partName}.${name}`);
    const out = [make("h2", {}, titleOf(about, name))];
    const decisions = at("decisions");
    for (const role of new Set(decisions.map((row) => row.considered_as))) {
      const rows = decisions.filter((row) => row.considered_as === role);
      const failed = rows.find((row) => row.decision === "fails");
      out.push(make("h3", {}, `Eligibility, considered as ${role}: ${failed ? `removed at step ${failed.step}` : "meets every restriction asked"}`),
        plainTable(`Every decision about ${person.id} as ${role}`, ["step", "removed if", "decision"],
          rows.map((row) => [row.step, row.reason, decision(row)])));
    }
    out.push(make("h3", {}, "Matching"), ...matching(person, at), make("h3", {}, "Values in the model"), ...model(at("model")));
    if (about.parts[`influence.${name}`]) out.push(make("h3", {}, "The primary estimate without them"), ...influence(at("influence")));
    return out;
  }

  function decision(row) {
    const sign = { passes: "✓ ", fails: "✗ ", "not asked": "– " }[row.decision] || "";
    const words = row.why_not_asked ? `${row.decision}: ${row.why_not_asked}` : row.decision;
    return row.decision === "fails" ? make("strong", {}, sign + words) : sign + words;
  }

  function matching(person, at) {
    const sets = at("sets"), out = [];
    for (const { reason } of at("unmatched")) out.push(make("p", {}, `Not matched: ${reason}.`));
    if (!sets.length) out.push(make("p", {}, "In no matched set."));
    else out.push(plainTable("Members of their matched sets", ["set", "person", "role", "index date", "distance to the exposed person"],
      sets.map((row) => [row.set_id, row.member === person.id ? make("strong", {}, row.member) : personLink(row.member), row.role, row.index_date, short(row.distance)])));
    const nearest = at("nearest"), near = at("near_to");
    if (nearest.length) out.push(plainTable(`Why these: the nearest of ${nearest[0].of} possible comparators`, ["place", "comparator", "distance", "what became of them"],
      nearest.map((row) => [row.place, personLink(row.comparator), short(row.distance), became(row)])));
    if (near.length) out.push(plainTable("Exposed people whom they were near to", ["place among their comparators", "exposed person", "distance", "what became of it"],
      near.map((row) => [`${row.place} of ${row.of}`, personLink(row.exposed), short(row.distance), became(row)])));
    return out;
  }

  function became(row) {
    if (!row.matched_to) return row.became === "matched here" ? make("strong", {}, row.became) : row.became;
    const ids = row.matched_to.split("+");
    const rest = Number(row.other_sets) - ids.length;
    const said = row.became === "matched here" ? "matched here, and to " : "matched to ";
    return [said, ...commas(ids.map(personLink)), rest > 0 ? ` and ${rest} more` : ""];
  }

  function model(rows) {
    if (!rows.length) return [make("p", {}, "None: they are in no matched set.")];
    const names = Object.keys(rows[0]).filter((name) => !["person_id", "set_id"].includes(name));
    return [plainTable("Values that entered the model", ["value", ...rows.map((row) => `set ${row.set_id}`)],
      names.map((name) => [name, ...rows.map((row) => row[name] || "(empty)")]))];
  }

  function influence(rows) {
    if (!rows.length) return [make("p", {}, "They have no place in it.")];
    return rows.map((row) => {
      if (row.status !== "ok") return make("p", {}, `As ${row.role} in set ${row.set_id}: ${row.status}.`);
      const others = Number(row.left_with) ? ` (with them leave ${counted(row.left_with, "other")}: their set)` : "";
      return make("p", {}, `As ${row.role} in set ${row.set_id}: without them${others} the estimate is ${short(row.estimate_without)} instead of ${short(row.estimate)}; it moves by ${short(row.moved)} points.`);
    });
  }

  const short = (text) => (text === "" ? "" : String(Number(Number(text).toPrecision(3))).replace("-", "−"));

  // ---- Raw rows and cleaning. ----

  function rawRows(person, about) {
    const names = Object.keys(about.parts).filter((name) => name.startsWith("raw."));
    return [make("h2", {}, "Raw rows"), make("p", {}, "As read from the export, with file and row. The date of birth is not repeated here."),
      ...names.map((name) => rows(person, about, name, name.slice(4), OPEN.includes(name.slice(4))))];
  }

  function cleaning(person, about) {
    return [["changes", "What cleaning changed"], ["set_aside", "What was set aside, and why"]]
      .filter(([name]) => about.parts[name])
      .flatMap(([name, title]) => [make("h2", {}, title), rows(person, about, name, title, true)]);
  }

  // The rows of a part as a table; columns that are empty in all of them are left out.
  function rows(person, about, name, title, open) {
    const found = person.rows(name);
    if (!found.length) return make("p", { class: "note" }, `${title}: none`);
    const shown = Object.keys(found[0]).filter((column) => column !== "person_id" && found.some((row) => row[column] !== ""));
    const source = make("p", { class: "note" }, "From ", lineage.fileLink(about.parts[name].file));
    return more(`${title}: ${counted(found.length, "row")}`, (inside) => inside.append(source,
      plainTable(`${title} of ${person.id}`, shown, found.map((row) => shown.map((column) => row[column])))), open);
  }
})();
