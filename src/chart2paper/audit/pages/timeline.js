// One person's scores, drugs and visits along time, drawn as SVG, and the same as text.
"use strict";

const timeline = (() => {
  const { make } = elements;
  const SVG = "http://www.w3.org/2000/svg";
  const DAY = 86_400_000;
  const LEFT = 34, RIGHT = 12, SCORES = 110, LANE = 25, MOST_LANES = 9;

  const dayOf = (text) => Math.round(Date.parse(`${text.slice(0, 10)}T00:00Z`) / DAY);
  const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

  function draw(tag, attributes, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // One score a day, as the study takes it: the first kind of question charted that day; several of a kind averaged.
  function dailyScores(person, kinds) {
    const days = new Map();
    for (const row of person.rows("scores")) {
      const place = kinds.indexOf(row.score_kind);
      if (place < 0) continue;
      const day = dayOf(row.measurement_date);
      const best = days.get(day);
      if (!best || place < best.place) days.set(day, { place, kind: row.score_kind, values: [Number(row.value_as_number)] });
      else if (place === best.place) best.values.push(Number(row.value_as_number));
    }
    return [...days].sort(([one], [other]) => one - other).map(([day, { kind, values }]) =>
      ({ day, kind, score: values.reduce((sum, value) => sum + value, 0) / values.length }));
  }

  // Everything drawn of one person: scores, drugs (orders by ingredient, the exposure first) and visits, as day numbers.
  function eventsOf(person, about) {
    const drugs = new Map();
    for (const row of person.rows("orders")) {
      const start = dayOf(row.drug_exposure_start_date);
      const end = row.drug_exposure_end_date ? dayOf(row.drug_exposure_end_date) : start;
      const exposure = about.ingredients.includes(row.ingredient);
      if (!drugs.has(row.ingredient)) drugs.set(row.ingredient, { name: row.ingredient, exposure, orders: [] });
      drugs.get(row.ingredient).orders.push({ start, end: Math.max(start, end), dose: row.daily_dose_mg });
    }
    const sorted = [...drugs.values()].sort((one, other) => other.exposure - one.exposure || (one.name < other.name ? -1 : 1));
    const visits = person.rows("visits").map((row) => ({
      day: dayOf(row.visit_start_date), end: dayOf(row.visit_end_date || row.visit_start_date), status: row.visit_status }));
    return { scores: dailyScores(person, about.kinds), drugs: sorted, visits };
  }

  // First and last day of everything, or of a year on either side of the index date.
  function rangeOf(events, index, whole) {
    if (index !== null && !whole) return [index - 365, index + 365];
    const days = [...events.scores.map((one) => one.day), ...events.visits.flatMap((one) => [one.day, one.end]),
      ...events.drugs.flatMap((drug) => drug.orders.flatMap((order) => [order.start, order.end]))];
    if (index !== null) days.push(index);
    return days.length ? [Math.min(...days) - 10, Math.max(...days) + 10] : null;
  }

  // The windows of an analysis around an index date, as day numbers; the data lock ends an open one.
  function windowsOf(analysis, index, lock) {
    return ["baseline", "outcome"].map((name) => {
      const [first, last] = analysis[name];
      const start = index + first;
      return { name, start, end: last === null ? dayOf(lock) : Math.max(start, Math.min(index + last, dayOf(lock))) };
    });
  }

  // An SVG of one person, `width` pixels wide. `mark` has index (a day or null), windows, marked days of scores, and
  // the outcome that the scores are of.
  function picture(person, events, range, mark, width, name) {
    const drugs = events.drugs.filter((drug) => drug.orders.some((order) => order.end >= range[0] && order.start <= range[1]));
    const lanes = drugs.slice(0, MOST_LANES);
    const top = 38, base = top + SCORES, visitsAt = base + 26, lanesAt = visitsAt + 22;
    const height = lanesAt + lanes.length * LANE + (drugs.length > lanes.length ? 18 : 0) + 30;
    const x = (day) => LEFT + ((day - range[0]) / Math.max(1, range[1] - range[0])) * (width - LEFT - RIGHT);
    const { low, high } = mark.outcome;
    const y = (score) => base - ((score - low) / (high - low)) * SCORES;
    const inside = (day) => day >= range[0] && day <= range[1];
    const clip = (day) => Math.min(Math.max(day, range[0]), range[1]);
    const text = (at, line, words, more = {}) => draw("text", { x: at, y: line, ...more }, words);
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": name, class: "timeline" });

    for (const window of mark.windows) {
      if (window.end < range[0] || window.start > range[1]) continue;
      const from = x(clip(window.start)), wide = Math.max(3, x(clip(window.end)) - from);
      const line = window.name === "baseline" ? 12 : 26;
      svg.append(draw("rect", { x: from, y: line + 4, width: wide, height: height - line - 30, class: `window ${window.name}` }),
        text(Math.min(from, width - 120), line, `${window.name} window`, { class: "small" }));
    }
    for (const score of [low, (low + high) / 2, high]) {
      svg.append(draw("line", { x1: LEFT, x2: width - RIGHT, y1: y(score), y2: y(score), class: "grid" }),
        text(LEFT - 6, y(score) + 4, String(score), { "text-anchor": "end" }));
    }
    const scores = events.scores.filter((one) => inside(one.day));
    svg.append(draw("polyline", { points: scores.map((one) => `${x(one.day)},${y(one.score)}`).join(" "), class: "scores" }));
    for (const one of scores) {
      const role = mark.scores.get(one.day);
      const title = draw("title", {}, `${dateOf(one.day)}: ${called(one, mark)} ${round(one.score)}${role ? `, the ${role} score` : ""}`);
      const at = [x(one.day), y(one.score)];
      svg.append(role
        ? draw("path", { d: `M${at[0]} ${at[1] - 8}l8 8l-8 8l-8 -8z`, class: `score ${role}` }, title)
        : draw("circle", { cx: at[0], cy: at[1], r: 3.5, class: "score" }, title));
    }
    svg.append(text(2, visitsAt + 4, "visits", { class: "small" }));
    for (const visit of events.visits.filter((one) => one.end >= range[0] && one.day <= range[1])) {
      const done = visit.status === "completed";
      svg.append(draw("rect", { x: x(clip(visit.day)) - 1.5, y: visitsAt - 7, width: Math.max(3, x(clip(visit.end)) - x(clip(visit.day))), height: 14, class: done ? "visit" : "visit not-done" },
        draw("title", {}, `${dateOf(visit.day)}: ${visit.status} visit`)));
    }
    lanes.forEach((drug, place) => {
      const line = lanesAt + place * LANE;
      for (const order of drug.orders.filter((one) => one.end >= range[0] && one.start <= range[1])) {
        const from = x(clip(order.start));
        svg.append(draw("rect", { x: from, y: line + 13, width: Math.max(3, x(clip(order.end)) - from), height: drug.exposure ? 9 : 4, class: drug.exposure ? "order exposure" : "order" },
          draw("title", {}, `${drug.name}, ${dateOf(order.start)} to ${dateOf(order.end)}${order.dose ? `, ${order.dose} mg a day` : ""}`)));
      }
      svg.append(text(2, line + 8, drug.exposure ? `${drug.name} (exposure drug)` : drug.name, { class: drug.exposure ? "small strong" : "small" }));
    });
    if (drugs.length > lanes.length) svg.append(text(2, lanesAt + lanes.length * LANE + 10, `and ${drugs.length - lanes.length} more drugs, in the list below`, { class: "small" }));
    if (mark.index !== null && inside(mark.index)) {
      const at = x(mark.index);
      svg.append(draw("line", { x1: at, x2: at, y1: 30, y2: height - 26, class: "index-date" }),
        text(at, height - 14, "index date", { "text-anchor": "middle", class: "small strong" }));
    }
    svg.append(...ticks(range, mark.index, x, height, width));
    return svg;
  }

  // Labels of the time axis: days from the index date, or dates where there is none.
  function ticks(range, index, x, height, width) {
    const most = Math.max(2, Math.floor(width / 95));
    const span = range[1] - range[0];
    const step = [30, 60, 90, 180, 365, 730, 1460, 3650].find((days) => span / days <= most) || 3650;
    const origin = index ?? range[0];
    const found = [];
    for (let day = origin + Math.ceil((range[0] - origin) / step) * step; day <= range[1]; day += step) {
      if (index !== null && day === index) continue;
      const label = index === null ? dateOf(day) : `${day > index ? "+" : "−"}${Math.abs(day - index)} d`;
      const anchor = x(day) > width - 40 ? "end" : x(day) < 40 ? "start" : "middle";
      found.push(draw("text", { x: x(day), y: height - 2, "text-anchor": anchor, class: "small" }, label));
    }
    return found;
  }

  // What a score is called: the kind of question, where it is known, and the outcome.
  const called = (one, mark) => (one.kind === "unspecified" ? mark.outcome.noun : `${one.kind} ${mark.outcome.noun}`);

  const round = (number) => String(Math.round(number * 100) / 100);

  // The same as a list of texts, in the order of time.
  function asText(events, range, mark) {
    const lines = [
      ...mark.windows.flatMap((window) => [[window.start, `${window.name} window begins`], [window.end, `${window.name} window ends`]]),
      ...(mark.index === null ? [] : [[mark.index, "index date"]]),
      ...events.scores.map((one) => [one.day, `${called(one, mark)} ${round(one.score)}${mark.scores.has(one.day) ? ` (the ${mark.scores.get(one.day)} score)` : ""}`]),
      ...events.visits.map((one) => [one.day, `${one.status} visit${one.end > one.day ? ` until ${dateOf(one.end)}` : ""}`]),
      ...events.drugs.flatMap((drug) => drug.orders.map((order) => [order.start, `${drug.name} until ${dateOf(order.end)}${order.dose ? `, ${order.dose} mg a day` : ""}`])),
    ];
    return lines.filter(([day]) => day >= range[0] && day <= range[1]).sort(([one], [other]) => one - other)
      .map(([day, words]) => `${dateOf(day)}: ${words}`);
  }

  return { dayOf, dateOf, eventsOf, rangeOf, windowsOf, picture, asText };
})();
