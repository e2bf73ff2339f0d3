# release: what may leave the building? (snakemake release)

from chart2paper.release.package import code_version
from chart2paper.release.lost import print_of, releases_out
from chart2paper.release.register import Registers, entries_of_others, registers_of

RELEASE = f"{RESULTS}/release"
DRAFT = f"{RESULTS}/release_draft"
REGISTERS = registers_of(STUDY.study, LINKAGE, f"{RELEASE}.zip")


def released_before(wildcards):
    """What the registers held before the release that is there now: other releases decide anew.

    It is asked for whenever a release is planned, so that a lost register stops a run that has nothing to do.
    """
    registers = Registers(**REGISTERS)
    try:
        own, others = (
            releases_out(registers, RELEASES_LOST),
            entries_of_others(registers),
        )
    except Problems as problems:
        raise WorkflowError(problems.report()) from None
    return print_of([*own, *sum(others.values(), [])], registers.zip)


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
        daily_scores=f"{PRIMARY}/cohort/daily_scores.parquet",
        values=f"{PAPER}/values.json",
        generated=f"{PAPER}/generated",
        people=[
            *per_analysis("cohort/cohort.csv"),
            *per_analysis("figures/trajectories.csv"),
            *per_analysis("model/analysis_set.csv"),
            *(
                f"{PRIMARY}/model/{table}.csv"
                for table in (
                    "exposure_time",
                    "population",
                    "sensitivity_people",
                )
            ),
        ],
        pain_conditions=STUDY.codelists.pain_conditions,
        literature=STUDY.paper.literature or [],
        texts=own_texts(),
        words=[f"{WORDS}/caption.md", *words_of("drawn"), *words_of("release")],
    output:
        draft=directory(DRAFT),
    log:
        f"{LOGS}/control_release.json",
    benchmark:
        f"{BENCHMARKS}/control_release.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        library=library("release/control_release.py"),
        study=STUDY.model_dump(mode="json"),
        words=WORDS,
        banner=BANNER,
        public=[
            LOCK_STATUS,
            *filter(None, (STUDY.paper.literature, STUDY.paper.reported)),
        ],
        registers=REGISTERS,
        before=released_before,
        lost=RELEASES_LOST,
    message:
        "Deciding what may leave"
    script:
        "../scripts/release/control_release.py"


rule render_release:
    input:
        reports=reports("paper.qmd"),
        draft=DRAFT,
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
        library=library("release/render_release.py"),
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
        texts=own_texts(),
        words=words_of("release"),
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
        library=library("release/write_release.py"),
        study=STUDY.model_dump(mode="json"),
        words=WORDS,
        commit=lambda wildcards: code_version(workflow.basedir),
        registers=REGISTERS,
    message:
        "Putting the release together"
    script:
        "../scripts/release/write_release.py"
