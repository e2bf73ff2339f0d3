"""The release with noise: its tables, what was spent, and what it promises, in a folder."""

import json
from collections.abc import Mapping
from fractions import Fraction
from math import exp
from pathlib import Path
from typing import Any

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.release.draft import write_rows
from chart2paper.release.private.answers import rows_of, spending
from chart2paper.writing.literal import literal
from chart2paper.writing.values import Values


def write_answers(
    entry: Mapping[str, Any], settings: Mapping[str, Any], mechanism: str, outcome: Outcome, folder: Path
) -> None:
    """Write the tables, `spending.csv` and `privacy.json` of a set of answers.

    entry: as the register has it. settings: plain values of `release.differential_privacy`. mechanism: what made the
    noise, in which version.
    """
    for name, answers in entry["tables"].items():
        write_rows(rows_of(name, answers, outcome), folder / "tables" / f"{name}.csv")
    write_rows(spending(entry["tables"]), folder / "spending.csv")
    public = {name: entry[name] for name in ("id", "epsilon", "spent_with_it")}
    content = {**public, "budget": str(settings["budget"]), "mechanism": mechanism, "tables": entry["tables"]}
    (folder / "privacy.json").write_text(
        json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def readme(words: Values, title: str, entry: Mapping[str, Any], simulated: bool) -> str:
    """Return the README for who receives the release. words: the passages."""
    tables = "\n".join(
        f"| `tables/{name}.csv` | {words.words(f'release/private/tables#{name}')} |"
        for name in entry["tables"]
    )
    texts = {"title": literal(title), "tables": tables}
    return words.markdown("release/private/readme", {"simulated": simulated}, texts) + "\n"


def disclosure(
    words: Values, entry: Mapping[str, Any], settings: Mapping[str, Any], mechanism: str, ordinary: int
) -> str:
    """Return what is promised and what it cost; `ordinary` counts earlier releases of the study without noise."""
    rows = (
        (row["table"], row["question"], row["numbers"], row["sensitivity"], _number(row["epsilon"]))
        for row in spending(entry["tables"])
    )
    texts = {
        "factor": f"{exp(settings['epsilon']):.3g}",
        "epsilon": f"{settings['epsilon']:g}",
        "mechanism": mechanism,
        "spent": _number(entry["spent_with_it"]),
        "budget": f"{settings['budget']:g}",
        "answers": entry["id"],
        "releases": str(ordinary),
        "rows": "\n".join(f"| {' | '.join(row)} |" for row in rows),
    }
    choice = {"ordinary": "some" if ordinary else "none"}
    return words.markdown("release/private/disclosure", choice, texts) + "\n"


def _number(fraction: str) -> str:
    return f"{float(Fraction(fraction)):.4g}"
