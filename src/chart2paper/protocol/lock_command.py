"""`chart2paper lock`: fix the protocol, with the data and the code, before outcomes are opened."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from chart2paper.durable import alone_in
from chart2paper.extract.start_key import start_key
from chart2paper.jobs.prints import fingerprint
from chart2paper.problems import Problem, Problems
from chart2paper.protocol.belonging import (
    note_owner,
    refuse_other_records,
    refuse_records_of_others,
    state_with_owner,
)
from chart2paper.protocol.choices import choices_of, wording_of
from chart2paper.protocol.elsewhere import has_outcomes, opened_elsewhere
from chart2paper.protocol.files import load_mapping_of
from chart2paper.protocol.fingerprints import code_print, file_prints
from chart2paper.protocol.load import load_study
from chart2paper.protocol.lock_report import REQUESTED, lock_report, newest_lock, stamp_report
from chart2paper.protocol.lock_status import State, locked, opened
from chart2paper.protocol.own.check import raise_if_not_ready
from chart2paper.protocol.register import LOCKED, OPENED, Entry, append, read_register
from chart2paper.protocol.sources import data_files, linkage_of, number_code, register_of
from chart2paper.protocol.study import Study
from chart2paper.protocol.timestamp import refuse_taken, stamped, write_request
from chart2paper.terminal import print_lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the study file, who locks and when, for the record, and the files of a time stamp."""
    parser.add_argument("--configfile", default="config.yaml", help="study file (default: config.yaml)")
    parser.add_argument("--by", default="", help="who locks the protocol (goes into the register)")
    parser.add_argument(
        "--on", default=date.today().isoformat(), help="day of the lock, YYYY-MM-DD (default: today)"
    )
    parser.add_argument(
        "--timestamp-request",
        metavar="FILE.tsq",
        help="also write a request for a time stamp of the lock (RFC 3161), for a service of your choice",
    )
    parser.add_argument(
        "--timestamp-response",
        metavar="FILE.tsr",
        help="lock nothing: tell which entry the response of a time-stamping service is about, and its time",
    )


def run(arguments: argparse.Namespace) -> None:
    """Add a lock to the study's register and say what to deposit where; nothing is added twice."""
    study = load_study(arguments.configfile)
    if arguments.timestamp_response:
        entries = read_register(register_of(study.study), study.study)
        path = arguments.timestamp_response
        print_lines(stamp_report(path, study.study, *stamped(path, entries)).split("\n"))
        return
    _check_day(arguments.on)
    if arguments.timestamp_request:
        refuse_taken(arguments.timestamp_request)
    entries, new, state = _lock(study, arguments)
    print_lines(lock_report(entries, new, state, study, arguments.configfile).split("\n"))
    if arguments.timestamp_request:
        write_request(arguments.timestamp_request, newest_lock(entries))
        print_lines(REQUESTED.format(path=arguments.timestamp_request).rstrip().split("\n"))


def _lock(study: Study, arguments: argparse.Namespace) -> tuple[list[Entry], bool, State]:
    """Return the register with the lock, whether it is new, and the state that is locked."""
    data = data_files(study, load_mapping_of(study))
    state, register = state_of(study, arguments.configfile), register_of(study.study)
    with alone_in(Path(register).parent):
        entries = read_register(register, study.study)
        refuse_other_records(register, entries, state)
        elsewhere = opened_elsewhere(state, data, register, study.results_dir)
        state = replace(state, elsewhere=elsewhere)
        note_owner(register, state)
        if has_outcomes(study.results_dir) and not any(entry["kind"] == OPENED for entry in entries):
            entries = append(register, entries, opened(state))
        new = not _is_locked(entries, state)
        if new:
            manifest = _manifest_print(study.results_dir)
            entries = append(register, entries, locked(state, arguments.on, arguments.by, manifest))
    return entries, new, state


def state_of(study: Study, file: str) -> State:
    """Return a study as it is now; raise `Problems` when a file that it names does not exist, or the key is gone."""
    mapping = load_mapping_of(study)
    raise_if_not_ready(study, mapping, file)
    refuse_records_of_others(mapping, study.clinic.raw_folder)
    key = start_key(linkage_of(mapping.clinic), study.results_dir)["key"]
    files = file_prints(data_files(study, mapping), key)
    code = code_print(number_code(Path.cwd()))
    state = State(study.study, choices_of(study), files, wording_of(study), code)
    return state_with_owner(state, mapping.clinic)


def _manifest_print(results: str) -> str:
    """Return the SHA-256 of the manifest of the results that are there; empty where there is none.

    What it says of patients' data are keyed fingerprints, so that nothing can be guessed from it.
    """
    manifest = Path(results, "manifest.json")
    return str(fingerprint(manifest)["sha256"]) if manifest.is_file() else ""


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
