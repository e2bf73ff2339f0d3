# release: what may leave the building? (snakemake release)

from chart2paper.release.package import code_version
from chart2paper.release.register import earlier_than

RELEASE = f"{RESULTS}/release"
DRAFT = f"{RESULTS}/release_draft"
# Aggregates only: commit it. The next release is checked against it.
REGISTER = f"data/releases/{STUDY.study}.json"


def released_before(wildcards):
    """What the register held before the release that is there now: another register decides anew."""
    return earlier_than(REGISTER, f"{RELEASE}.zip")


rule control_release:
    input:
        tables=[
            *per_analysis("cohort/attrition.csv"),
            *per_analysis("figures/flow.csv"),
            *per_analysis("figures/trajectories.csv"),
            *per_analysis("match/balance.csv"),
            *per_analysis("model/estimates.csv"),
            *per_analysis("model/responder_curve.csv"),
            *SUPPLEMENT_TABLES,
            f"{PRIMARY}/match/overlap.csv",
            f"{RESULTS}/clean/row_ledger.csv",
            f"{RESULTS}/clean/cleaning_summary.csv",
            f"{RESULTS}/clean/quarantine.csv",
        ],
        values=f"{PAPER}/values.json",
        generated=f"{PAPER}/generated",
        pain_conditions=STUDY.codelists.pain_conditions,
        literature=STUDY.paper.literature or [],
        library=library("release/control_release.py"),
    output:
        draft=directory(DRAFT),
    log:
        f"{LOGS}/control_release.json",
    benchmark:
        f"{BENCHMARKS}/control_release.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        study=STUDY.model_dump(mode="json"),
        banner=BANNER,
        public=[
            LOCK_STATUS,
            *filter(None, (STUDY.paper.literature, STUDY.paper.reported)),
        ],
        register=REGISTER,
        before=released_before,
    message:
        "Deciding what may leave"
    script:
        "../scripts/release/control_release.py"


rule render_release:
    input:
        reports=reports("paper.qmd"),
        draft=DRAFT,
        library=library("release/render_release.py"),
    output:
        html=f"{RESULTS}/release_paper/paper.html",
        pdf=f"{RESULTS}/release_paper/paper.pdf",
        docx=f"{RESULTS}/release_paper/paper.docx",
    log:
        f"{LOGS}/render_release.json",
    benchmark:
        f"{BENCHMARKS}/render_release.tsv"
    conda:
        "../envs/paper.yaml"
    params:
        reports="reports",
        engine=STUDY.paper.engine,
    message:
        "Rendering the released paper"
    script:
        "../scripts/release/render_release.py"


rule release:
    input:
        draft=DRAFT,
        papers=multiext(f"{RESULTS}/release_paper/paper", ".html", ".pdf", ".docx"),
        protocol=multiext(f"{PROTOCOL}/protocol", ".html", ".pdf", ".docx"),
        lock="requirements.lock",
        library=library("release/write_release.py"),
    output:
        release=directory(RELEASE),
        zip=f"{RELEASE}.zip",
    log:
        f"{LOGS}/release.json",
    benchmark:
        f"{BENCHMARKS}/release.tsv"
    conda:
        "../envs/paper.yaml"
    params:
        study=STUDY.model_dump(mode="json"),
        code=lambda wildcards: code_version(workflow.basedir),
        register=REGISTER,
    message:
        "Putting the release together"
    script:
        "../scripts/release/write_release.py"
