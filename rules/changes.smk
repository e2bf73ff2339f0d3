# changes: what is different from an earlier run, and why?

from chart2paper.changes.named import manifest_in

CHANGES = f"{RESULTS}/changes"
EARLIER = PREVIOUS.rstrip("/")

try:
    EARLIER_MANIFEST = [str(manifest_in(EARLIER, RESULTS))] if EARLIER else []
except Problems as problems:
    raise WorkflowError(problems.report()) from None


# Snakemake deletes what a rule made before it runs the rule anew. So whether the earlier run can be used is
# looked at here: a comparison that is there outlives a folder that was mistaken.
rule open_previous:
    input:
        finished=f"{RESULTS}/ro-crate-metadata.json",
        manifest=f"{RESULTS}/manifest.json",
        previous=EARLIER_MANIFEST,
    output:
        can_be_compared=temp(f"{CHANGES}/can_be_compared.txt"),
    log:
        f"{LOGS}/open_previous.json",
    benchmark:
        f"{BENCHMARKS}/open_previous.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("changes/open_previous.py"),
        results=RESULTS,
        previous=EARLIER,
    message:
        "Looking at the earlier run"
    script:
        "../scripts/changes/open_previous.py"


# `snakemake changes --config previous=results_2026`, where that folder is a copy of an earlier results folder.
rule changes:
    input:
        finished=f"{RESULTS}/ro-crate-metadata.json",
        manifest=f"{RESULTS}/manifest.json",
        places=f"{RESULTS}/paper/places.json",
        previous=EARLIER_MANIFEST,
        can_be_compared=f"{CHANGES}/can_be_compared.txt",
        mapping=STUDY.clinic.mapping,
        pain_conditions=STUDY.codelists.pain_conditions,
        drugs=STUDY.codelists.drugs,
        score_words=STUDY.codelists.score_words,
        texts=own_texts(),
        words=words_of("changes"),
        style="reports/_format/paper.css",
        fonts=sorted(str(path) for path in Path("reports/_format/fonts").glob("*.ttf")),
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
        library=library("changes/compare_runs.py"),
        study=STUDY.model_dump(mode="json"),
        words=WORDS,
        results=RESULTS,
        previous=EARLIER,
    message:
        "Comparing this run with an earlier one"
    script:
        "../scripts/changes/compare_runs.py"
