"""What a run found, in the few plain lines that a terminal shows last: from the paper's values, nothing computed."""

from collections.abc import Iterator
from typing import Any

from chart2paper.clean.drug_reading import NOT_LISTED
from chart2paper.reading.rules import NOT_UNDERSTOOD
from chart2paper.writing.values import Values

# The content of `values.json`.
Printed = dict[str, dict[str, Any]]
WORDS = "report/ending"
WIDTH = 12


def ending(words: Values, printed: Printed, results: str, simulated: bool, manifest_print: str) -> str:
    """Return what was found, what was set aside, what the gate says, and what stands in the way of sending it.

    words: the passages. printed: the values of the paper. manifest_print: the SHA-256 of the manifest. All that is told
    of the results stands in the paper too; nothing is about one person.
    """
    found = {
        "people": [_people(words, printed)],
        "result": [_text(printed, "primary.say.effect.text"), _text(printed, "primary.say.precision")],
        "gate": [_text(printed, "primary.gate")],
        "set_aside": [*_aside(words, printed, results), *_unread(words, printed, results)],
        "protocol": [_text(printed, "lock.say.when")],
        "not_ready": [*_not_ready(words, printed, simulated)],
        "paper": [words.words(f"{WORDS}#paper", results=results)],
        "manifest": [words.words(f"{WORDS}#manifest", results=results, hash=manifest_print)],
    }
    lines = [
        text
        for line, texts in found.items()
        for text in _block(words.words(f"{WORDS}#title", {"line": line}), [text for text in texts if text])
    ]
    return "\n".join(["", *lines, ""])


def _block(title: str, texts: list[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield f"{title if number == 0 else '':<{WIDTH}}{text}"


def _text(printed: Printed, name: str) -> str:
    return str(printed.get(name, {}).get("text") or "")


def _people(words: Values, printed: Printed) -> str:
    names = {"read": "records.people", "files": "records.files", "counts": "primary.say.counts"}
    return words.words(f"{WORDS}#people", **{name: _text(printed, of) for name, of in names.items()})


def _aside(words: Values, printed: Printed, results: str) -> Iterator[str]:
    if printed.get("records.aside", {}).get("value"):
        names = {
            "rows": "records.aside",
            "read": "records.extract.rows_read",
            "share": "records.aside_percent",
            "reason": "records.main_reason",
        }
        texts = {name: _text(printed, of) for name, of in names.items()}
        yield words.words(f"{WORDS}#set_aside", results=results, **texts)


def _unread(words: Values, printed: Printed, results: str) -> Iterator[str]:
    """Say what was kept but not understood: which column, how many values."""
    rows: dict[int, dict[str, str]] = {}
    for value in printed.values():
        if value.get("file") == f"{results}/clean/cleaning_summary.csv" and value["row"] is not None:
            rows.setdefault(value["row"], {})[value["column"]] = str(value["text"])
    counts = [
        words.words(f"{WORDS}#one_column", **{name: row[name] for name in ("count", "column", "table")})
        for row in rows.values()
        if row["rule"] in (NOT_UNDERSTOOD, NOT_LISTED)
    ]
    if counts:
        yield words.words(f"{WORDS}#not_understood", columns="; ".join(counts), results=results)


def _not_ready(words: Values, printed: Printed, simulated: bool) -> Iterator[str]:
    if simulated:
        yield words.words(f"{WORDS}#simulated")
    failed = printed.get("diagnostics.failed", {}).get("value")
    if failed:
        texts = {"failed": str(failed), "failures": _text(printed, "diagnostics.failures")}
        yield words.words(f"{WORDS}#failed", **texts)
    yield words.words(f"{WORDS}#private")
