# paper: what do we say?

PAPER = f"{RESULTS}/paper"


# First of all: a slip in a text is told before the analysis, not after it. Nothing waits for it, because it reads
# every text, and what prints some of them need not run again for the others.
rule check_texts:
    input:
        manuscript="reports/paper.qmd",
        references=["reports/methods.bib", STUDY.paper.references],
        texts=own_texts(),
        words=words_of("."),
        truth=STUDY.clinic.truth or [],
        reported=STUDY.paper.reported or [],
        literature=STUDY.paper.literature or [],
    output:
        checked=f"{PAPER}/texts_checked.txt",
    log:
        f"{LOGS}/check_texts.json",
    benchmark:
        f"{BENCHMARKS}/check_texts.tsv"
    priority: 100
    conda:
        "../envs/figures.yaml"
    params:
        library=library("paper/check_texts.py"),
        study=STUDY.model_dump(mode="json"),
        analyses=ANALYSES,
        choices=choices_of(STUDY),
        words=WORDS,
    message:
        "Checking that the study's texts name only what the paper will have"
    script:
        "../scripts/paper/check_texts.py"


rule write_values:
    input:
        cohort=per_analysis("cohort/cohort.csv"),
        attrition=per_analysis("cohort/attrition.csv"),
        matches=per_analysis("match/matches.csv"),
        unmatched=per_analysis("match/unmatched.csv"),
        balance=per_analysis("match/balance.csv"),
        analysis_set=per_analysis("model/analysis_set.csv"),
        estimates=per_analysis("model/estimates.csv"),
        responder_curve=per_analysis("model/responder_curve.csv"),
        figures=expand(
            f"{RESULTS}/{{analysis}}/figures/{{figure}}.{{ending}}",
            analysis=ANALYSES,
            figure=[figure.name for figure in figures_of("every")],
            ending=["svg", "png", "csv"],
        ),
        figures_of_all=expand(
            f"{RESULTS}/figures/{{figure}}.{{ending}}",
            figure=[figure.name for figure in figures_of("all in one")],
            ending=["svg", "png", "csv"],
        ),
        supplement=SUPPLEMENT_TABLES,
        supplement_figures=expand(
            f"{PRIMARY}/figures/{{figure}}.{{ending}}",
            figure=[figure.name for figure in figures_of("primary")],
            ending=["svg", "png", "csv"],
        ),
        row_ledger=f"{RESULTS}/clean/row_ledger.csv",
        quarantine=f"{RESULTS}/clean/quarantine.csv",
        cleaning_summary=f"{RESULTS}/clean/cleaning_summary.csv",
        readings=expand(
            f"{RESULTS}/data_quality/{{name}}.csv",
            name=["readings", "losses", "unread"],
        ),
        cohort_losses=per_analysis("cohort/losses.csv"),
        lock_status=LOCK_STATUS,
        truth=STUDY.clinic.truth or [],
        reported=STUDY.paper.reported or [],
        literature=STUDY.paper.literature or [],
        texts=own_texts(),
        words=words(
            "checklists", "estimators", "figures", "study", "supplement", "tables"
        ),
        references=STUDY.paper.references,
    output:
        values=f"{PAPER}/values.json",
        generated=directory(f"{PAPER}/generated"),
        checklists=f"{PAPER}/checklists.csv",
    log:
        f"{LOGS}/write_values.json",
    benchmark:
        f"{BENCHMARKS}/write_values.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        library=library("paper/write_values.py"),
        study=STUDY.model_dump(mode="json"),
        analyses=ANALYSES,
        words=WORDS,
    message:
        "Writing the paper's numbers, tables and sentences"
    script:
        "../scripts/paper/write_values.py"


rule render_paper:
    input:
        reports=reports("paper.qmd"),
        generated=f"{PAPER}/generated",
    output:
        html=artefact(f"{PAPER}/paper.html"),
        pdf=artefact(f"{PAPER}/paper.pdf"),
        docx=artefact(f"{PAPER}/paper.docx"),
        engine=f"{PAPER}/engine.json",
        places=f"{PAPER}/places.json",
    log:
        f"{LOGS}/render_paper.json",
    benchmark:
        f"{BENCHMARKS}/render_paper.tsv"
    conda:
        "../envs/paper.yaml"
    params:
        library=library("paper/render_paper.py"),
        reports="reports",
        engine=STUDY.paper.engine,
    message:
        "Rendering the paper"
    script:
        "../scripts/paper/render_paper.py"
