"""Say whether the protocol was locked before outcomes were opened, and what changed later."""

import json
from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.protocol.fingerprints import code_print, file_prints
from chart2paper.protocol.lock_status import State, lock_status
from chart2paper.protocol.opening import note_opening

with job(snakemake) as (inputs, outputs, params):
    paths = dict(zip(params.names, inputs.data, strict=True))
    code = code_print(params.code)
    state = State(
        params.study, params.choices, file_prints(paths, params.prints["key"]), params.wording, code
    )
    # Of a protocol or an export that is new since outcomes were first opened.
    entries = note_opening(inputs.register, state, paths, params.raw_folder, params.results)
    status = lock_status(entries, state, str(inputs.register))
    text = json.dumps(status, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    Path(outputs.status).write_text(text, encoding="utf-8")
