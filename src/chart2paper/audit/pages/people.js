// The rows of people: packed pieces, unpacked here, and each row as an object of texts by column.
"use strict";

const people = (() => {
  const unpacked = new Map();

  async function unpack(number) {
    const packed = Uint8Array.from(atob(await audit.load("person", number)), (sign) => sign.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  // What the pages know of the study: parts (file and columns of each), analyses with windows, drug, data lock.
  const about = () => audit.load("person", "index");

  // A promise of a person: `rows(part)` gives that part's rows as objects; undefined where there is no such person.
  async function find(id) {
    const known = await about();
    const number = known.first.findLastIndex((first) => first <= id);
    if (number < 0) return undefined;
    if (!unpacked.has(number)) unpacked.set(number, unpack(number));
    const found = (await unpacked.get(number))[id];
    if (!found) return undefined;
    const rows = (part) => (found[part] || []).map((cells) =>
      Object.fromEntries(known.parts[part].columns.map((name, place) => [name, cells[place] ?? ""])));
    return { id, rows };
  }

  // The places a person has in an analysis: role, set, index date, and the other members of the set.
  function places(person, analysis) {
    const rows = person.rows(`sets.${analysis}`);
    const own = rows.filter((row) => row.member === person.id && row.role === row.own_role);
    return own.map(({ role, set_id: set, index_date: date, distance, members }) => {
      const others = rows.filter((row) => row.set_id === set && row.own_role === role && row.member !== person.id);
      return { role, set, date, distance, others, hidden: Number(members) - 1 - others.length };
    });
  }

  return { about, find, places };
})();
