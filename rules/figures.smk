# figures: what does it look like?

from chart2paper.catalogue.figures import figures_of

# What decides which words are drawn: the outcome, and where the study's own words lie.
WORDED = {
    "outcome": {"value": STUDY.outcome.value},
    "paper": {"text_folder": STUDY.paper.text_folder},
}


def drawn_from(figures):
    """The tables that figures of an analysis are drawn from, by the names of inputs."""
    return {
        source.name: f"{RESULTS}/{{analysis}}/{source.file}"
        for figure in figures
        for source in figure.sources
    }


def pictures(figures, folder=f"{RESULTS}/{{analysis}}"):
    """Paths of figures, by kind of file, for the outputs of a rule."""
    paths = [f"{folder}/figures/{figure.name}" for figure in figures]
    return {
        "svg": [artefact(f"{path}.svg") for path in paths],
        "png": [f"{path}.png" for path in paths],
        "csv": [f"{path}.csv" for path in paths],
    }


rule draw_figures:
    input:
        **drawn_from(figures_of("every")),
        texts=own_passages("drawn"),
        words=words_of("drawn"),
    output:
        **pictures(figures_of("every")),
    log:
        f"{LOGS}/draw_figures.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_figures.{{analysis}}.tsv"
    wildcard_constraints:
        analysis=BESIDE_PRIMARY,
    conda:
        "../envs/figures.yaml"
    params:
        library=library("figures/draw_figures.py"),
        figures=[figure.name for figure in figures_of("every")],
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
        smd_threshold=values_of(STUDY.balance.smd_threshold),
        equipoise=values_of(STUDY.balance.equipoise_limits),
        window_days=setting("outcome", "window_days"),
        responder_thresholds=setting("estimation", "responder_thresholds_percent"),
        study=WORDED,
        words=WORDS,
    message:
        "Drawing the figures: {wildcards.analysis}"
    script:
        "../scripts/figures/draw_figures.py"


use rule draw_figures as draw_primary_figures with:
    input:
        **drawn_from(figures_of("every", "primary")),
        texts=own_passages("drawn"),
        words=words_of("drawn"),
    output:
        **pictures(figures_of("every", "primary")),
    log:
        f"{LOGS}/draw_primary_figures.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_primary_figures.{{analysis}}.tsv"
    wildcard_constraints:
        analysis=STUDY.primary_analysis,
    params:
        library=library("figures/draw_figures.py"),
        figures=[figure.name for figure in figures_of("every", "primary")],


rule draw_forest:
    input:
        estimates=per_analysis("model/estimates.csv"),
        diagnostics=f"{PRIMARY}/model/diagnostics.csv",
        literature=STUDY.paper.literature or [],
        texts=own_passages("drawn"),
        words=words_of("drawn"),
    output:
        **pictures(figures_of("all in one"), RESULTS),
    log:
        f"{LOGS}/draw_forest.json",
    benchmark:
        f"{BENCHMARKS}/draw_forest.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        library=library("figures/draw_figures.py"),
        figures=[figure.name for figure in figures_of("all in one")],
        title="",
        analyses={name: analysis.title for name, analysis in STUDY.analyses.items()},
        primary=STUDY.primary_analysis,
        study=WORDED,
        words=WORDS,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing all estimates beside published results"
    script:
        "../scripts/figures/draw_figures.py"
