"""Answer the questions of a study with noise, or repeat the answers that were given before."""

import json
from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.release.private.answers import draw
from chart2paper.release.private.budget import answer
from chart2paper.release.private.noise import library
from chart2paper.release.private.questions import questions_of
from chart2paper.release.private.request import request_from
from chart2paper.tables.read_write import read_table
from chart2paper.tables.weighting import POPULATION

with job(snakemake) as (inputs, outputs, params):
    library()
    request = request_from(params.request)
    population = read_table(POPULATION, inputs.population)
    questions = questions_of(params.tables, population, params.estimation)
    entry = answer(params.register, request, lambda: draw(questions, request.epsilon))
    Path(outputs.answers).write_text(json.dumps(entry, indent=1) + "\n", encoding="utf-8")
    print(f"The answers {entry['id']} spend {float(request.epsilon):g}, once.")
