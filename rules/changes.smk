# changes: what is different from an earlier run, and why?

CHANGES = f"{RESULTS}/changes"
EARLIER = PREVIOUS.rstrip("/")


# `snakemake changes --config previous=results_2026`, where that folder is a copy of an earlier results folder.
# Without one, or with one that cannot be used, the script says so in plain words.
rule changes:
    input:
        finished=f"{RESULTS}/ro-crate-metadata.json",
        manifest=f"{RESULTS}/manifest.json",
        places=f"{RESULTS}/paper/places.json",
        previous=[path for path in [f"{EARLIER}/manifest.json"] if Path(path).is_file()],
        mapping=STUDY.clinic.mapping,
        pain_conditions=STUDY.codelists.pain_conditions,
        drugs=STUDY.codelists.drugs,
        pain_words=STUDY.codelists.pain_words,
        style="reports/_format/paper.css",
        fonts=sorted(str(path) for path in Path("reports/_format/fonts").glob("*.ttf")),
        library=library("changes/compare_runs.py"),
    output:
        page=f"{CHANGES}/changes.html",
        row_counts=f"{CHANGES}/row_counts.csv",
        raw_rows=f"{CHANGES}/raw_rows.csv",
        readings=f"{CHANGES}/readings.csv",
        people_changes=f"{CHANGES}/people_changes.csv",
        match_changes=f"{CHANGES}/match_changes.csv",
        settings=f"{CHANGES}/settings.csv",
        numbers=f"{CHANGES}/numbers.csv",
    log:
        f"{LOGS}/changes.json",
    benchmark:
        f"{BENCHMARKS}/changes.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        results=RESULTS,
        previous=EARLIER,
    message:
        "Comparing this run with an earlier one"
    script:
        "../scripts/changes/compare_runs.py"
