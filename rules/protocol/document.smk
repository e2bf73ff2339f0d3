# The study protocol as a document, from the study file alone: no input of these rules is made from records.

from chart2paper.protocol.variations import grid_of

PROTOCOL = f"{RESULTS}/protocol"
# Designs of their own; variations (`based_on`) are told by what they change.
DESIGNS = [
    name
    for name, analysis in STUDY.analyses.items()
    if not analysis.based_on or name == STUDY.primary_analysis
]


def placebo_of(wildcards):
    """The placebo window, which the primary analysis alone has."""
    is_primary = wildcards.analysis == STUDY.primary_analysis
    return values_of(STUDY.explanations) if is_primary else None


rule draw_design:
    input:
        library=library("figures/draw_design.py"),
    output:
        svg=artefact(f"{RESULTS}/{{analysis}}/figures/design.svg"),
        png=artefact(f"{RESULTS}/{{analysis}}/figures/design.png"),
        csv=artefact(f"{RESULTS}/{{analysis}}/figures/design.csv"),
    log:
        f"{LOGS}/draw_design.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_design.{{analysis}}.tsv"
    conda:
        "../../envs/figures.yaml"
    params:
        eligibility=setting("eligibility"),
        time_zero=setting("time_zero"),
        baseline=setting("baseline"),
        outcome=setting("outcome"),
        placebo=placebo_of,
        data_lock_date=values_of(STUDY.data_lock_date),
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing the design: {wildcards.analysis}"
    script:
        "../../scripts/figures/draw_design.py"


rule write_protocol:
    input:
        figures=expand(
            f"{RESULTS}/{{analysis}}/figures/design.{{ending}}",
            analysis=DESIGNS,
            ending=["svg", "png", "csv"],
        ),
        pain_conditions=STUDY.codelists.pain_conditions,
        drugs=STUDY.codelists.drugs,
        texts=own_texts(),
        words=words("study", "protocol", "estimators"),
        references=STUDY.paper.references,
        library=library("protocol/write_protocol.py"),
    output:
        values=f"{PROTOCOL}/protocol_values.json",
        generated=directory(f"{PROTOCOL}/generated"),
    log:
        f"{LOGS}/write_protocol.json",
    benchmark:
        f"{BENCHMARKS}/write_protocol.tsv"
    conda:
        "../../envs/figures.yaml"
    params:
        study=STUDY.model_dump(mode="json"),
        analyses=ANALYSES,
        grid=grid_of(STUDY),
        choices=choices_of(STUDY),
        register=REGISTER,
        words=WORDS,
    message:
        "Writing the protocol's numbers and tables"
    script:
        "../../scripts/protocol/write_protocol.py"


rule render_protocol:
    input:
        reports=reports("protocol.qmd"),
        generated=f"{PROTOCOL}/generated",
        library=library("protocol/render_protocol.py"),
    output:
        html=artefact(f"{PROTOCOL}/protocol.html"),
        pdf=artefact(f"{PROTOCOL}/protocol.pdf"),
        docx=artefact(f"{PROTOCOL}/protocol.docx"),
    log:
        f"{LOGS}/render_protocol.json",
    benchmark:
        f"{BENCHMARKS}/render_protocol.tsv"
    conda:
        "../../envs/paper.yaml"
    params:
        reports="reports",
        engine=STUDY.paper.engine,
    message:
        "Rendering the protocol"
    script:
        "../../scripts/protocol/render_protocol.py"


# `snakemake protocol`: the document to read, to lock and to deposit before outcomes are opened.
rule protocol:
    input:
        rules.render_protocol.output,
