"""Answer the questions of a study with noise, or repeat the answers that were given before."""

import json
from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.release.private.answers import draw
from chart2paper.release.private.asked import asked_from
from chart2paper.release.private.budget import answer
from chart2paper.release.private.noise import library
from chart2paper.release.private.questions import questions_of
from chart2paper.tables.read_write import read_table
from chart2paper.tables.weighting import POPULATION

with job(snakemake) as (inputs, outputs, params):
    library()
    asked = asked_from(params.asked)
    population = read_table(POPULATION, inputs.population)
    questions = questions_of(params.tables, population, params.estimation)
    entry = answer(params.register, asked, lambda: draw(questions, asked.epsilon))
    Path(outputs.answers).write_text(json.dumps(entry, indent=1) + "\n", encoding="utf-8")
    print(f"The answers {entry['id']} spend {float(asked.epsilon):g}, once.")
