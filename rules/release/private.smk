# release, with differential privacy: counts and means with noise, and nothing else of the results (snakemake release)

from chart2paper.release.lost import releases_out
from chart2paper.release.package import code_version
from chart2paper.release.private.request import request_of
from chart2paper.release.private.budget import register_of_answers
from chart2paper.release.private.known import refuse_unknown_answers
from chart2paper.release.register import Registers, registers_of

RELEASE = f"{RESULTS}/release"
ANSWERS = f"{RESULTS}/release_answers/answers.json"
REGISTERS = registers_of(STUDY.study, LINKAGE, f"{RELEASE}.zip")
# Beside the linkage log, never shared: what was answered, and what is left of the budget.
ANSWER_REGISTER = str(register_of_answers(LINKAGE))


def answers_known(wildcards):
    """Stop where a release or answers that are out are in no register, also when there is nothing to be done."""
    try:
        releases_out(Registers(**REGISTERS), RELEASES_LOST)
        return refuse_unknown_answers(ANSWER_REGISTER, ANSWERS, f"{RELEASE}.zip")
    except Problems as problems:
        raise WorkflowError(problems.report()) from None


rule draw_answers:
    input:
        population=f"{PRIMARY}/model/population.csv",
    output:
        answers=ANSWERS,
    log:
        f"{LOGS}/draw_answers.json",
    benchmark:
        f"{BENCHMARKS}/draw_answers.tsv"
    conda:
        "../../envs/privacy.yaml"
    params:
        library=library("release/draw_answers.py"),
        request=request_of(STUDY),
        tables=values_of(STUDY.release.differential_privacy.tables),
        estimation=estimation_of(STUDY, STUDY.primary_analysis),
        register=ANSWER_REGISTER,
        known=answers_known,
    message:
        "Answering with noise"
    script:
        "../../scripts/release/draw_answers.py"


rule release:
    input:
        answers=ANSWERS,
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
        "../../envs/privacy.yaml"
    params:
        library=library("release/write_private_release.py"),
        study=STUDY.model_dump(mode="json"),
        words=WORDS,
        settings=values_of(STUDY.release.differential_privacy),
        commit=lambda wildcards: code_version(workflow.basedir),
        registers=REGISTERS,
        lost=RELEASES_LOST,
        known=answers_known,
    message:
        "Putting the release with noise together"
    script:
        "../../scripts/release/write_private_release.py"
