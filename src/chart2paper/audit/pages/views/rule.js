// One job of a rule: what it does, with what code and settings, from what it made what. Without a name: all jobs.
"use strict";

(() => {
  const { make, link, list, plainTable } = elements;

  audit.view("rule", async (page, key) => {
    const job = key && (await audit.find("job", key));
    if (job) return oneJob(page, key, job);
    const rules = await audit.all("search/rule");
    const asked = rules.filter(([name]) => !key || name.startsWith(`${key}.`));
    if (!asked.length) throw new Error(`No job of this run is called “${key}”.`);
    page.append(make("h1", {}, key ? `Rule ${key}` : "Rules"),
      make("p", {}, "A job is one run of a rule, for one analysis or table where the rule has several."),
      plainTable("Jobs of this run", ["job", "what it does", "script"], asked.map(([name, does, script]) => [link("rule", name, name), does, lineage.code(script)])));
  }, ["rule", "", "Rules"]);

  function oneJob(page, key, job) {
    page.append(make("p", { class: "kind" }, "Job of a rule"), make("h1", {}, lineage.jobName(key, job)), ...lineage.madeBy(key, job),
      make("h2", {}, "What it made"), list(job.outputs.map(([path]) => lineage.fileLink(path))),
      make("h2", {}, "From what"), list(job.inputs.map(([path]) => lineage.fileLink(path))));
  }
})();
