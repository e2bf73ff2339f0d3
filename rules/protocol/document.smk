# The study protocol as a document, from the study file alone: no input of these rules is made from records.

from chart2paper.protocol.variations import grid_of

PROTOCOL = f"{RESULTS}/protocol"
GRID = grid_of(STUDY)
# Designs of their own; variations (`based_on`) are told by what they change.
DESIGNS = [
    name
    for name, analysis in STUDY.analyses.items()
    if not analysis.based_on or name == STUDY.primary_analysis
]
# Folders of reports/text whose passages it prints; of those at the top it completes captions alone.
PASSAGES = ("study", "protocol", "estimators")


def design_to_draw(name):
    """What decides when each thing is assessed in a design; the primary one alone has a placebo window."""
    return {
        "name": name,
        "title": STUDY.analyses[name].title,
        "placebo": (
            values_of(STUDY.explanations) if name == STUDY.primary_analysis else None
        ),
        **timing(name),
    }


rule write_protocol:
    input:
        pain_conditions=STUDY.codelists.pain_conditions,
        drugs=STUDY.codelists.drugs,
        texts=own_texts(),
        words=[
            f"{WORDS}/caption.md",
            f"{WORDS}/drawn/design.md",
            *(word for name in PASSAGES for word in words_of(name)),
        ],
        references=STUDY.paper.references,
    output:
        values=f"{PROTOCOL}/protocol_values.json",
        generated=directory(f"{PROTOCOL}/generated"),
        svg=[artefact(f"{RESULTS}/{name}/figures/design.svg") for name in DESIGNS],
        png=[artefact(f"{RESULTS}/{name}/figures/design.png") for name in DESIGNS],
        csv=[artefact(f"{RESULTS}/{name}/figures/design.csv") for name in DESIGNS],
    log:
        f"{LOGS}/write_protocol.json",
    benchmark:
        f"{BENCHMARKS}/write_protocol.tsv"
    conda:
        "../../envs/figures.yaml"
    params:
        library=library("protocol/write_protocol.py"),
        study=STUDY.model_dump(mode="json"),
        analyses=ANALYSES,
        grid=GRID,
        choices=choices_of(STUDY),
        register=REGISTER,
        words=WORDS,
        designs=[design_to_draw(name) for name in DESIGNS],
        banner=BANNER,
    message:
        "Writing the protocol's numbers, tables and drawings"
    script:
        "../../scripts/protocol/write_protocol.py"


rule render_protocol:
    input:
        reports=reports("protocol.qmd"),
        generated=f"{PROTOCOL}/generated",
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
        library=library("protocol/render_protocol.py"),
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
