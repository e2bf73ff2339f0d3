"""Note in the register that outcomes are opened, before any rule reads one."""

from pathlib import Path

from chart2paper.jobs.job import job
from chart2paper.protocol.fingerprints import file_prints
from chart2paper.protocol.lock_status import State
from chart2paper.protocol.opening import note_opening

with job(snakemake) as (_, outputs, params):
    state = State(params.study, params.choices, files=file_prints(params.data, params.prints["key"]))
    note_opening(params.register, state, dict(params.data), params.raw_folder, params.results)
    # The same text whatever the protocol and the data, so that what was made after it never looks stale.
    Path(outputs.opened).write_text(f"Outcomes were opened: see {params.register}.\n", encoding="utf-8")
