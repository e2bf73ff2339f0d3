"""What a run found, in the few plain lines that a terminal shows last: from the paper's values, nothing computed."""

from collections.abc import Iterator
from typing import Any

from chart2paper.clean.drug_reading import NOT_LISTED
from chart2paper.reading.rules import NOT_UNDERSTOOD

Values = dict[str, dict[str, Any]]
WIDTH = 12


def ending(values: Values, results: str, simulated: bool, manifest_print: str) -> str:
    """Return what was found, what was set aside, what the gate says, and what stands in the way of sending it.

    values: the paper's (`values.json`). manifest_print: the SHA-256 of the manifest. All that is told of the results
    stands in the paper too; nothing is about one person.
    """
    found = [
        ("People", _people(values)),
        ("Result", [_text(values, "primary.say.effect.text"), _text(values, "primary.say.precision")]),
        ("Gate", [_text(values, "primary.gate")]),
        ("Set aside", [*_aside(values, results), *_unread(values, results)]),
        ("Protocol", [_text(values, "lock.say.when")]),
        ("Not ready", _not_ready(values, simulated)),
        (
            "Paper",
            [f"{results}/paper/paper.html, paper.pdf, paper.docx; to check it: {results}/audit/index.html"],
        ),
        ("Manifest", [f"{results}/manifest.json, SHA-256 {manifest_print}"]),
    ]
    told = [(title, [text for text in texts if text]) for title, texts in found]
    return "\n".join(["", *(line for title, texts in told if texts for line in _block(title, texts)), ""])


def _block(title: str, texts: list[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        yield f"{title if number == 0 else '':<{WIDTH}}{text}"


def _text(values: Values, name: str) -> str:
    return str(values.get(name, {}).get("text") or "")


def _people(values: Values) -> list[str]:
    read, files = _text(values, "records.people"), _text(values, "records.files")
    return [f"{read} people read from {files} files. In the study: {_text(values, 'primary.say.counts')}"]


def _aside(values: Values, results: str) -> Iterator[str]:
    rows, read = _text(values, "records.aside"), _text(values, "records.extract.rows_read")
    if values.get("records.aside", {}).get("value"):
        share, why = _text(values, "records.aside_percent"), _text(values, "records.main_reason")
        yield f"{rows} of {read} rows ({share}%), most often: {why}. See {results}/clean/quarantine.csv"


def _unread(values: Values, results: str) -> Iterator[str]:
    """Say what was kept but not understood: which column, how many values."""
    rows = [
        name.removesuffix(".rule")
        for name in values
        if name.startswith("cleaning.") and name.endswith(".rule")
    ]
    unread = [row for row in rows if _text(values, f"{row}.rule") in (NOT_UNDERSTOOD, NOT_LISTED)]
    counts = [
        f"{_text(values, f'{row}.count')} of {_text(values, f'{row}.column')} in {_text(values, f'{row}.table')}"
        for row in unread
    ]
    if counts:
        yield f"Kept, but not understood: {'; '.join(counts)}. See {results}/clean/cleaning_log.csv"


def _not_ready(values: Values, simulated: bool) -> list[str]:
    failed = values.get("diagnostics.failed", {}).get("value")
    return [
        "The records are simulated: this says nothing about patients." if simulated else "",
        f"{failed} of the checks of the gate failed: {_text(values, 'diagnostics.failures')}."
        if failed
        else "",
        "These results are about single patients. Only what `snakemake release` makes may leave the building.",
    ]
