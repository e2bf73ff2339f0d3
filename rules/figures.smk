# figures: what does it look like?

# Of every analysis, and of the primary one for the supplement.
FIGURES = ["flow", "balance", "trajectories", "responders"]
SUPPLEMENT_FIGURES = ["time_on_treatment", "overlap", "tipping", "specification_curve"]
DRAWN_FROM = {
    "attrition": f"{RESULTS}/{{analysis}}/cohort/attrition.csv",
    "cohort": f"{RESULTS}/{{analysis}}/cohort/cohort.csv",
    "matches": f"{RESULTS}/{{analysis}}/match/matches.csv",
    "balance": f"{RESULTS}/{{analysis}}/match/balance.csv",
    "daily_scores": f"{RESULTS}/{{analysis}}/cohort/daily_scores.parquet",
    "analysis_set": f"{RESULTS}/{{analysis}}/model/analysis_set.csv",
    "responder_curve": f"{RESULTS}/{{analysis}}/model/responder_curve.csv",
    "responder_difference": f"{RESULTS}/{{analysis}}/model/responder_difference.csv",
}
SUPPLEMENT_DRAWN_FROM = {
    "overlap": f"{PRIMARY}/match/overlap.csv",
    "overlap_summary": f"{PRIMARY}/match/overlap_summary.csv",
    "time_on_treatment": f"{PRIMARY}/model/time_on_treatment.csv",
    "tipping_point": f"{PRIMARY}/model/tipping_point.csv",
    "sensitivity": f"{PRIMARY}/model/sensitivity.csv",
}


def pictures(names):
    """Paths of figures of an analysis, by kind of file, for the outputs of a rule."""
    paths = [f"{RESULTS}/{{analysis}}/figures/{name}" for name in names]
    return {
        "svg": [artefact(f"{path}.svg") for path in paths],
        "png": [f"{path}.png" for path in paths],
        "csv": [f"{path}.csv" for path in paths],
    }


rule draw_figures:
    input:
        **DRAWN_FROM,
        library=library("figures/draw_figures.py"),
    output:
        **pictures(FIGURES),
    log:
        f"{LOGS}/draw_figures.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_figures.{{analysis}}.tsv"
    wildcard_constraints:
        analysis=BESIDE_PRIMARY,
    conda:
        "../envs/figures.yaml"
    params:
        figures=FIGURES,
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
        smd_threshold=values_of(STUDY.balance.smd_threshold),
        equipoise=values_of(STUDY.balance.equipoise_limits),
        window_days=setting("outcome", "window_days"),
    message:
        "Drawing the figures: {wildcards.analysis}"
    script:
        "../scripts/figures/draw_figures.py"


use rule draw_figures as draw_primary_figures with:
    input:
        **DRAWN_FROM,
        **SUPPLEMENT_DRAWN_FROM,
        library=library("figures/draw_figures.py"),
    output:
        **pictures([*FIGURES, *SUPPLEMENT_FIGURES]),
    log:
        f"{LOGS}/draw_primary_figures.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_primary_figures.{{analysis}}.tsv"
    wildcard_constraints:
        analysis=STUDY.primary_analysis,
    params:
        figures=[*FIGURES, *SUPPLEMENT_FIGURES],


rule draw_forest:
    input:
        estimates=per_analysis("model/estimates.csv"),
        diagnostics=f"{PRIMARY}/model/diagnostics.csv",
        literature=STUDY.paper.literature or [],
        library=library("figures/draw_forest.py"),
    output:
        svg=artefact(f"{RESULTS}/figures/forest.svg"),
        png=f"{RESULTS}/figures/forest.png",
        csv=f"{RESULTS}/figures/forest.csv",
    log:
        f"{LOGS}/draw_forest.json",
    benchmark:
        f"{BENCHMARKS}/draw_forest.tsv"
    conda:
        "../envs/figures.yaml"
    params:
        analyses={name: analysis.title for name, analysis in STUDY.analyses.items()},
        primary=STUDY.primary_analysis,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing all estimates beside published results"
    script:
        "../scripts/figures/draw_forest.py"
