# Does the answer depend on choices that could have been made otherwise?


rule draw_specification_curve:
    input:
        sensitivity=f"{RESULTS}/{{analysis}}/model/sensitivity.csv",
        library=library("figures/draw_specification_curve.py"),
    output:
        svg=artefact(f"{RESULTS}/{{analysis}}/figures/specification_curve.svg"),
        png=f"{RESULTS}/{{analysis}}/figures/specification_curve.png",
        csv=f"{RESULTS}/{{analysis}}/figures/specification_curve.csv",
    log:
        f"{LOGS}/draw_specification_curve.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_specification_curve.{{analysis}}.tsv"
    conda:
        "../../envs/figures.yaml"
    params:
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing the specification curve: {wildcards.analysis}"
    script:
        "../../scripts/figures/draw_specification_curve.py"


SUPPLEMENT_FIGURES.append("specification_curve")
