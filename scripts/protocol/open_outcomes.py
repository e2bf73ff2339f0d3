"""Note in the register that outcomes are opened, before any rule reads one, and say whether the plan came first."""

import json
from pathlib import Path

from chart2paper.job import job
from chart2paper.protocol.fingerprints import code_print, file_prints
from chart2paper.protocol.lock_status import State, is_opened, lock_status, opened
from chart2paper.protocol.register import append, read_register, register_held

with job(snakemake) as (inputs, outputs, params):
    files = file_prints(dict(zip(params.names, inputs.data, strict=True)))
    state = State(params.study, params.choices, params.wording, files, code_print(inputs.code))
    with register_held(inputs.register):
        entries = read_register(inputs.register, params.study)
        if not is_opened(entries, state):
            entries = append(inputs.register, entries, opened(state))
    status = lock_status(entries, state, str(inputs.register))
    text = json.dumps(status, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    Path(outputs.status).write_text(text, encoding="utf-8")
    # The same text whatever the protocol, so that what was made after it never looks stale.
    Path(outputs.opened).write_text(f"Outcomes may be read: see {inputs.register}.\n", encoding="utf-8")
