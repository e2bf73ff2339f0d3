# figures/missing: how wrong imputed scores would have to be.


rule draw_tipping:
    input:
        tipping_point=f"{RESULTS}/{{analysis}}/model/tipping_point.csv",
        library=library("figures/draw_tipping.py"),
    output:
        svg=artefact(f"{RESULTS}/{{analysis}}/figures/tipping.svg"),
        png=f"{RESULTS}/{{analysis}}/figures/tipping.png",
        csv=f"{RESULTS}/{{analysis}}/figures/tipping.csv",
    log:
        f"{LOGS}/draw_tipping.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_tipping.{{analysis}}.tsv"
    conda:
        "../../envs/figures.yaml"
    params:
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing the tipping-point analysis: {wildcards.analysis}"
    script:
        "../../scripts/figures/draw_tipping.py"


SUPPLEMENT_FIGURES.append("tipping")
