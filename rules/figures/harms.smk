# figures: how long was the drug taken?


rule draw_time_on_treatment:
    input:
        time_on_treatment=f"{RESULTS}/{{analysis}}/model/time_on_treatment.csv",
        library=library("figures/draw_time_on_treatment.py"),
    output:
        svg=artefact(f"{RESULTS}/{{analysis}}/figures/time_on_treatment.svg"),
        png=f"{RESULTS}/{{analysis}}/figures/time_on_treatment.png",
        csv=f"{RESULTS}/{{analysis}}/figures/time_on_treatment.csv",
    log:
        f"{LOGS}/draw_time_on_treatment.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_time_on_treatment.{{analysis}}.tsv"
    conda:
        "../../envs/figures.yaml"
    params:
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
    message:
        "Drawing time on treatment: {wildcards.analysis}"
    script:
        "../../scripts/figures/draw_time_on_treatment.py"


SUPPLEMENT_FIGURES.append("time_on_treatment")
