"""`chart2paper lock`: fix the protocol, with the data and the code, before outcomes are opened."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from chart2paper.durable import alone_in
from chart2paper.problems import Problem, Problems
from chart2paper.protocol.belonging import (
    note_owner,
    refuse_other_records,
    refuse_records_of_others,
    state_with_owner,
)
from chart2paper.protocol.choices import choices_of, wording_of
from chart2paper.protocol.files import load_mapping_of
from chart2paper.protocol.fingerprints import code_print, file_prints
from chart2paper.protocol.load import load_study
from chart2paper.protocol.lock_status import State, locked, opened
from chart2paper.protocol.own.check import raise_if_not_ready
from chart2paper.protocol.register import LOCKED, OPENED, Entry, append, read_register
from chart2paper.protocol.sources import data_files, number_code, register_of
from chart2paper.protocol.study import Study

AFTER = """
Outcomes had been opened before this lock ({opening}). The paper will call the results exploratory.
"""
DEPOSIT = """
What to deposit, so that others can check the lock:
  1. {results}/protocol/protocol.pdf (made by: snakemake protocol) and the study file {file};
  2. this line, copied as it is:
     chart2paper lock, study {study}, entry {entry}, {hash}
Where: a place that gives a date of its own and that you cannot change later, such as OSF Registries, the HMA-EMA
Catalogue of real-world data studies, ClinicalTrials.gov, Zenodo, or an e-mail to your ethics committee.
A lock that stays in this folder proves the order of entries to those who trust whoever holds the folder, and no more.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the study file, and who locks and when, for the record."""
    parser.add_argument("--configfile", default="config.yaml", help="study file (default: config.yaml)")
    parser.add_argument("--by", default="", help="who locks the protocol (goes into the register)")
    parser.add_argument(
        "--on", default=date.today().isoformat(), help="day of the lock, YYYY-MM-DD (default: today)"
    )


def run(arguments: argparse.Namespace) -> None:
    """Add a lock to the study's register and say what to deposit where; nothing is added twice."""
    _check_day(arguments.on)
    study = load_study(arguments.configfile)
    state, register = state_of(study, arguments.configfile), register_of(study.study)
    with alone_in(Path(register).parent):
        entries = read_register(register, study.study)
        refuse_other_records(register, entries, state)
        note_owner(register, state)
        if outcomes_in(study.results_dir) and not any(entry["kind"] == OPENED for entry in entries):
            entries = append(register, entries, opened(state))
        new = not _is_locked(entries, state)
        if new:
            entries = append(register, entries, locked(state, arguments.on, arguments.by))
    print(_told(entries, new, state, study, arguments.configfile))


def state_of(study: Study, file: str) -> State:
    """Return a study as it is now; raise `Problems` when a file that it names does not exist."""
    mapping = load_mapping_of(study)
    raise_if_not_ready(study, mapping, file)
    refuse_records_of_others(mapping, study.clinic.raw_folder)
    files = file_prints(data_files(study, mapping))
    code = code_print(number_code(Path.cwd()))
    state = State(study.study, choices_of(study), files, wording_of(study), code)
    return state_with_owner(state, mapping.clinic)


def outcomes_in(results: str) -> bool:
    """Return whether the results folder holds outcomes, from a run that the register does not know of."""
    return any(Path(results).glob("*/model/analysis_set.csv"))


def _check_day(on: str) -> None:
    try:
        date.fromisoformat(on)
    except ValueError:
        what = "the day of the lock is not a date"
        raise Problems([Problem("--on", what, "write it as YYYY-MM-DD, such as 2026-03-01")]) from None


def _is_locked(entries: list[Entry], state: State) -> bool:
    """Return whether the newest lock is of this protocol, these reasons, these data and this code."""
    locks = [entry for entry in entries if entry["kind"] == LOCKED]
    now = {**state.prints, "wording": state.wording}
    return bool(locks) and all(locks[-1][name] == value for name, value in now.items())


def _told(entries: list[Entry], new: bool, state: State, study: Study, file: str) -> str:
    lock = [entry for entry in entries if entry["kind"] == LOCKED][-1]
    register = register_of(study.study)
    head = "Locked" if new else "Already locked, and nothing has changed since"
    lines = [
        f"{head}: entry {lock['entry']} of {register}, {lock['on']}{_by(lock)}.",
        f"  protocol  {lock['protocol']}  ({len(state.choices)} choices)",
        f"  data      {lock['data']}  ({len(state.files)} files)",
        f"  code      {lock['code']}",
        f"  entry     {lock['hash']}",
    ]
    openings = [entry for entry in entries[: lock["entry"]] if entry["kind"] == OPENED]
    after = AFTER.format(opening=f"entry {openings[0]['entry']}") if openings else ""
    deposit = DEPOSIT.format(
        results=study.results_dir, file=file, study=study.study, entry=lock["entry"], hash=lock["hash"]
    )
    return "\n".join(lines) + "\n" + after + deposit.rstrip()


def _by(lock: dict[str, Any]) -> str:
    return f", by {lock['by']}" if lock["by"] else ""
