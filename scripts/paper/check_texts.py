"""Check, before any outcome is read, that texts and passages name only what the paper will have."""

from pathlib import Path

from chart2paper.catalogue.outcomes import outcome_of
from chart2paper.jobs.job import job
from chart2paper.paper.rehearsal import rehearsed, text_problems
from chart2paper.problems import raise_if_any
from chart2paper.protocol.text.plan import without_results
from chart2paper.writing.material_files import with_facts
from chart2paper.writing.passages import Passages, misnamed
from chart2paper.writing.study_texts import works_in
from chart2paper.writing.text_files import passages_of, texts_in

with job(snakemake) as (inputs, outputs, params):
    shipped, own = passages_of(inputs, params)
    passages = Passages(shipped, own, outcome=outcome_of(params.study))
    raise_if_any([*misnamed(own, shipped), *passages.problems()])
    plan = without_results(params.study, params.analyses, params.choices, {}, passages)
    keys = [key for path in inputs.references for key in works_in(Path(path).read_text("utf-8"))]
    manuscript = Path(inputs.manuscript).read_text(encoding="utf-8")
    known = rehearsed(with_facts(plan, inputs), manuscript, keys)
    raise_if_any(text_problems(texts_in(inputs.texts), params.study["paper"]["text_folder"], known))
    Path(outputs.checked).write_text(
        "The study's texts name only what its paper will have.\n", encoding="utf-8"
    )
