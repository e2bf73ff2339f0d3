# audit: can it be checked?


rule write_manifest:
    input:
        papers=multiext(f"{RESULTS}/paper/paper", ".html", ".pdf", ".docx"),
        values=f"{RESULTS}/paper/values.json",
        protocol=rules.render_protocol.output,
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


# The run in a form that other programs read; it needs the manifest, so it is the last file of a run.
rule write_crate:
    input:
        manifest=f"{RESULTS}/manifest.json",
        snakefile="Snakefile",
        library=library("audit/write_crate.py"),
    output:
        crate=f"{RESULTS}/ro-crate-metadata.json",
        snakefile=f"{RESULTS}/workflow/Snakefile",
    log:
        f"{LOGS}/write_crate.json",
    benchmark:
        f"{BENCHMARKS}/write_crate.tsv"
    conda:
        "../envs/audit.yaml"
    params:
        results=RESULTS,
    message:
        "Describing the run as an RO-Crate"
    script:
        "../scripts/audit/write_crate.py"


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
