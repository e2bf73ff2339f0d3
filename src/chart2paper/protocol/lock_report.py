"""What `chart2paper lock` prints: what was locked, what was opened before, what to deposit, and what that shows."""

from datetime import datetime

from chart2paper.protocol.lock_status import State
from chart2paper.protocol.register import LOCKED, OPENED, Entry
from chart2paper.protocol.sources import register_of
from chart2paper.protocol.study import Study

AFTER = """
Outcomes had been opened before this lock ({openings}). The paper will call the results exploratory.
"""
DEPOSIT = """
What to deposit, so that others can check the lock:
  1. {results}/protocol/protocol.pdf (made by: snakemake protocol) and the study file {file};
  2. this line, copied as it is:
     {line}
Where: a place that gives a date of its own and that you cannot change later, such as OSF Registries, the HMA-EMA
Catalogue of real-world data studies, ClinicalTrials.gov, Zenodo, or an e-mail to your ethics committee. Or let a
time-stamping service sign the entry's hash (RFC 3161): chart2paper lock --timestamp-request lock.tsq
Without a deposit the register shows the order of its entries to those who trust whoever holds the folder, and no
more. With one it shows everybody that this plan existed on that day. Neither shows that nobody had looked at outcomes
in another place.
"""
REQUESTED = """
The request for a time stamp is in {path}. Send it to a service of your choice, for example:
  curl -H "Content-Type: application/timestamp-query" --data-binary @{path} <address of the service> > lock.tsr
Then look at what came back: chart2paper lock --timestamp-response lock.tsr
"""
STAMPED = """The time stamp in {path} is of entry {entry} of {register}:
  hash  {hash}
  time  {time} (as the service gives it)
Whether the service signed it is checked with its certificate:
  openssl ts -verify -digest {hash} -in {path} -CAfile <certificates of the service>
It shows that this entry existed then, and so its protocol, data and code; not what anybody knew of the outcomes."""


def lock_line(study: str, entry: Entry) -> str:
    """Return the line to deposit."""
    return f"chart2paper lock, study {study}, entry {entry['entry']}, {entry['hash']}"


def newest_lock(entries: list[Entry]) -> Entry:
    """Return the newest lock of a register that has one."""
    return [entry for entry in entries if entry["kind"] == LOCKED][-1]


def lock_report(entries: list[Entry], new: bool, state: State, study: Study, file: str) -> str:
    """Return what the command prints after a lock; `new`: whether it was added now; `file`: the study file."""
    lock = newest_lock(entries)
    head = "Locked" if new else "Already locked, and nothing has changed since"
    by = f", by {lock['by']}" if lock["by"] else ""
    lines = [
        f"{head}: entry {lock['entry']} of {register_of(study.study)}, {lock['on']}{by}.",
        f"  protocol  {lock['protocol']}  ({len(state.choices)} choices)",
        f"  data      {lock['data']}  ({len(state.files)} files, with the clinic's key)",
        f"  code      {lock['code']}",
        f"  results   {lock['manifest']}  (their manifest)"
        if lock["manifest"]
        else "  results   none were there",
        f"  entry     {lock['hash']}",
    ]
    openings = _opened_before(entries, lock)
    after = AFTER.format(openings="; ".join(openings)) if openings else ""
    line = lock_line(study.study, lock)
    deposit = DEPOSIT.format(results=study.results_dir, file=file, line=line)
    return "\n".join(lines) + "\n" + after + deposit.rstrip()


def _opened_before(entries: list[Entry], lock: Entry) -> list[str]:
    openings = [entry for entry in entries[: lock["entry"]] if entry["kind"] == OPENED]
    return [*(f"entry {entry['entry']}" for entry in openings[:1]), *lock["elsewhere"]]


def stamp_report(path: str, study: str, entry: Entry, time: datetime) -> str:
    """Return what the command prints of a time-stamping service's response."""
    names = {"register": register_of(study), "entry": entry["entry"], "hash": entry["hash"]}
    return STAMPED.format(path=path, time=f"{time:%Y-%m-%d %H:%M:%S} UTC", **names)
