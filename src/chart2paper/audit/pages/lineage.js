// What made a file: the job, its rule, script, functions, settings and fingerprints, and the way back to the raw files.
"use strict";

const lineage = (() => {
  const { make, link, facts, more, plainTable, count, counted, fileName } = elements;

  const code = (text) => make("code", {}, text);
  const fileLink = (path, text = path) => link("file", path, text);

  function jobName(key, job) {
    const names = Object.values((job && job.wildcards) || {});
    return names.length ? `${job.rule} (${names.join(", ")})` : key;
  }

  // Elements that tell how a job made its files.
  function madeBy(key, job) {
    return [
      facts([
        ["What it does", job.does],
        ["Rule", [link("rule", key, jobName(key, job)), job.rule_file ? [", ", code(`${job.rule_file}:${job.rule_line}`)] : null]],
        ["Script", job.script && code(job.script)],
      ]),
      functions(job),
      settings(job),
      more(`Fingerprints: ${counted(job.outputs.length, "file")} out, ${counted(job.inputs.length, "file")} in, ${counted(job.library.length, "code file")}`,
        (inside) => inside.append(
          prints("Files it made", job.outputs, true), prints("Files it read", job.inputs, true), prints("Code it ran", job.library, false))),
    ];
  }

  function functions(job) {
    if (!job.functions.length) return make("p", { class: "note" }, "Its script imports no function of the library by name.");
    return plainTable("Functions of the library that its script uses", ["function", "where", "what it does"],
      job.functions.map((one) => [code(one.name), code(`${one.file}:${one.line}`), one.does]));
  }

  function settings(job) {
    const names = Object.keys(job.params);
    if (!names.length) return make("p", { class: "note" }, "It takes no settings.");
    const text = JSON.stringify(job.params, null, 1);
    return more(`Settings: ${names.join(", ")}`, (inside) => inside.append(
      make("p", {}, "From the protocol, whose page tells the ", link("protocol", "", "reason of each choice"), "."), make("pre", {}, text)), text.length < 600);
  }

  function prints(title, files, linked) {
    if (!files.length) return "";
    return plainTable(title, ["file", "fingerprint"], files.map(([path, sha]) => [linked ? fileLink(path) : code(path), code(sha)]));
  }

  // The steps from the job that made a file back to the raw files, the nearest first.
  async function wayBack(path, file) {
    if (!file.back.length) return make("p", {}, "No rule made this file: it is where the way back ends.");
    const graph = await audit.load("graph", 0);
    const wanted = new Set([path]);
    const steps = file.back.map((key) => {
      const job = graph[key];
      const made = job.outputs.filter((output) => wanted.has(output));
      job.inputs.forEach((input) => wanted.add(input));
      return make("li", {}, link("rule", key, key), " made ", joined(made), " from ", joined(job.inputs, 6), ".");
    });
    const end = make("li", {}, make("strong", {}, "Where it begins"), ": ", joined(file.raw, 12), ".");
    return make("ol", { class: "steps" }, steps, end);
  }

  function joined(paths, most = 12) {
    const shown = paths.slice(0, most).flatMap((path, place) => [place ? ", " : "", fileLink(path, shortName(path))]);
    return paths.length > most ? [...shown, ` and ${count(paths.length - most)} more`] : shown;
  }

  // Enough of a path to tell it from others: its last two parts.
  const shortName = (path) => path.split("/").slice(-2).join("/");

  return { madeBy, wayBack, jobName, fileLink, shortName, code, fileName };
})();
