# audit: can it be checked?

from functools import cache

from chart2paper.audit.project_files import project_files
from chart2paper.audit.workflow_rules import describe
from chart2paper.jobs.contents import bytes_print
from chart2paper.jobs.job_inputs import JobInputs
from chart2paper.jobs.promised import jobs_behind

LAST_FILE = f"{RESULTS}/ro-crate-metadata.json"
JOB_INPUTS = JobInputs()


@cache
def jobs_of_run():
    """What every job of a whole run makes; asked for when Snakemake plans, with all rules read."""
    return jobs_behind(LAST_FILE, workflow.rules, JOB_INPUTS)


def rules_of_run():
    """The rules of a whole run, without those that are run on demand: a record of theirs is about another day."""
    names = {job.rule for job in jobs_of_run()}
    return [rule for rule in workflow.rules if rule.name in names]


def rules_before_manifest():
    """The rules whose records the manifest holds: what is made from it, in an earlier run too, comes after it."""
    return sorted(
        {rule.name for rule in rules_of_run()} - {"write_manifest", "write_crate"}
    )


def front_end():
    """The files of the audit pages that hold no data."""
    folder = Path(workflow.basedir, "src/chart2paper/audit/pages")
    return list(map(short_path, files_below(folder)))


def all_code():
    """Scripts and library: the pages tell in which line of them each function stands."""
    folders = [Path(workflow.basedir, name) for name in ("scripts", "src")]
    found = [path for folder in folders for path in files_below(folder)]
    return sorted(short_path(path) for path in found if path.endswith(".py"))


# The pages show what the run made, so they stand before the manifest, which then covers them too.
rule build_audit:
    input:
        paper=plain(rules.render_paper.output),
        checked=f"{PAPER}/texts_checked.txt",
        results=plain(rules.write_values.input),
        values=f"{PAPER}/values.json",
        extracted=plain(rules.extract_tables.output),
        cleaned=plain(rules.clean_tables.output),
        candidates=per_analysis("cohort/candidates.parquet"),
        decisions=per_analysis("cohort/decisions.parquet"),
        nearest=per_analysis("match/nearest.csv"),
        influence=f"{PRIMARY}/model/influence.csv",
        front_end=front_end(),
    output:
        audit=directory(f"{RESULTS}/audit"),
    log:
        f"{LOGS}/build_audit.json",
    benchmark:
        f"{BENCHMARKS}/build_audit.tsv"
    conda:
        "../envs/pages.yaml"
    params:
        library=library("audit/build_audit.py"),
        results=RESULTS,
        study=STUDY.model_dump(mode="json"),
        rules=lambda wildcards: describe(rules_of_run(), workflow.basedir),
        as_written=bytes_print(all_code()),
    message:
        "Building the audit pages"
    script:
        "../scripts/audit/build_audit.py"


rule write_manifest:
    input:
        papers=multiext(f"{RESULTS}/paper/paper", ".html", ".pdf", ".docx"),
        values=f"{RESULTS}/paper/values.json",
        protocol=plain(rules.render_protocol.output),
        audit=f"{RESULTS}/audit",
        lock="requirements.lock",
    output:
        manifest=f"{RESULTS}/manifest.json",
    log:
        f"{LOGS}/write_manifest.json",
    benchmark:
        f"{BENCHMARKS}/write_manifest.tsv"
    conda:
        "../envs/tables.yaml"
    params:
        library=library("audit/write_manifest.py"),
        project=tuple(project_files(workflow.basedir, [STUDY_FILE])),
        results=RESULTS,
        study=STUDY.model_dump(mode="json"),
        rules=lambda wildcards: rules_before_manifest(),
    message:
        "Writing the manifest"
    script:
        "../scripts/audit/write_manifest.py"


# The run in a form that other programs read; it needs the manifest, so it is the last file of a run.
rule write_crate:
    input:
        manifest=f"{RESULTS}/manifest.json",
        snakefile="Snakefile",
    output:
        crate=LAST_FILE,
        snakefile=f"{RESULTS}/workflow/Snakefile",
    log:
        f"{LOGS}/write_crate.json",
    benchmark:
        f"{BENCHMARKS}/write_crate.tsv"
    conda:
        "../envs/audit.yaml"
    params:
        library=library("audit/write_crate.py"),
    message:
        "Describing the run as an RO-Crate"
    script:
        "../scripts/audit/write_crate.py"


# `snakemake verify`: compare everything with everything. It has no input, so that it never remakes
# the files it is asked to judge.
rule verify:
    log:
        FINDINGS,
    params:
        results=RESULTS,
        study=STUDY.model_dump(mode="json"),
    message:
        "Checking every file, value and figure"
    script:
        "../scripts/audit/verify_results.py"
