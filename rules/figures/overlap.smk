# figures, overlap: which people of both arms could have been given either choice?


rule draw_overlap:
    input:
        overlap=f"{RESULTS}/{{analysis}}/match/overlap.csv",
        overlap_summary=f"{RESULTS}/{{analysis}}/match/overlap_summary.csv",
        library=library("figures/draw_overlap.py"),
    output:
        svg=artefact(f"{RESULTS}/{{analysis}}/figures/overlap.svg"),
        png=f"{RESULTS}/{{analysis}}/figures/overlap.png",
        csv=f"{RESULTS}/{{analysis}}/figures/overlap.csv",
    log:
        f"{LOGS}/draw_overlap.{{analysis}}.json",
    benchmark:
        f"{BENCHMARKS}/draw_overlap.{{analysis}}.tsv"
    conda:
        "../../envs/figures.yaml"
    params:
        title=title,
        banner=BANNER,
        short_name=STUDY.exposure.short_name,
        equipoise=values_of(STUDY.balance.equipoise_limits),
    message:
        "Drawing overlap: {wildcards.analysis}"
    script:
        "../../scripts/figures/draw_overlap.py"


SUPPLEMENT_FIGURES.append("overlap")
