# audit: can it be checked?


rule write_manifest:
    input:
        papers=multiext(f"{RESULTS}/paper/paper", ".html", ".pdf", ".docx"),
        values=f"{RESULTS}/paper/values.json",
        lock="requirements.lock",
        library=library("audit/write_manifest.py"),
    output:
        manifest=f"{RESULTS}/manifest.json",
    log:
        f"{LOGS}/write_manifest.json",
    benchmark:
        f"{BENCHMARKS}/write_manifest.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        results=RESULTS,
        study=STUDY.model_dump(mode="json"),
        rules=sorted(rule.name for rule in workflow.rules),
    message:
        "Writing the manifest"
    script:
        "../scripts/audit/write_manifest.py"


# `snakemake verify`: recompute every fingerprint. It has no input, so that it never remakes
# the files it is asked to judge.
rule verify:
    params:
        results=RESULTS,
        study=STUDY.model_dump(mode="json"),
    message:
        "Recomputing every fingerprint"
    script:
        "../scripts/audit/verify_results.py"
