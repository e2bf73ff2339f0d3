"""The release with noise: its tables, what was spent, and what it promises, in a folder."""

import json
from collections.abc import Mapping
from fractions import Fraction
from math import exp
from pathlib import Path
from typing import Any

from chart2paper.release.draft import write_rows
from chart2paper.release.private.answers import rows_of, spending
from chart2paper.release.private.questions import PRIVATE_TABLES
from chart2paper.writing.literal import literal


def write_answers(
    entry: Mapping[str, Any], settings: Mapping[str, Any], mechanism: str, folder: Path
) -> None:
    """Write the tables, `spending.csv` and `privacy.json` of a set of answers.

    entry: as the register has it. settings: plain values of `release.differential_privacy`. mechanism: what made the
    noise, in which version.
    """
    for name, answers in entry["tables"].items():
        write_rows(rows_of(name, answers), folder / "tables" / f"{name}.csv")
    write_rows(spending(entry["tables"]), folder / "spending.csv")
    public = {name: entry[name] for name in ("id", "epsilon", "spent_with_it")}
    content = {**public, "budget": str(settings["budget"]), "mechanism": mechanism, "tables": entry["tables"]}
    (folder / "privacy.json").write_text(
        json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def readme(title: str, entry: Mapping[str, Any], simulated: bool) -> str:
    """Return the README for who receives the release."""
    line = "All people in it are simulated; it says nothing about any drug.\n\n" if simulated else ""
    tables = "\n".join(f"| `tables/{name}.csv` | {PRIVATE_TABLES[name].title} |" for name in entry["tables"])
    return f"""# {literal(title)}

Numbers of a study of a clinic's records, with noise added so that nobody in the records can be told from them
(differential privacy). {line}No number here is exact, and no exact number of the study is here.

| File | What is in it |
| :--- | :--- |
{tables}
| `spending.csv` | every question, how far one person can move its answer, and what it spent |
| `privacy.json` | the same for programs, with the noisy numbers as they were drawn |
| `protocol/` | the protocol and the study file: every choice, its basis and its reason |
| `DISCLOSURE.md` | what is promised, and what is not |
| `code_version.json`, `manifest.json` | versions of code and tools; SHA-256 and size of each file |

## How to read the tables

- They are about the people who took the drug and were eligible by their own records, matched or not. Comparators,
  effects and the paper are not released in this way: who is compared with whom depends on everybody.
- `noise_95`: in 95 of 100 draws the noise of a number lies within this many people. Numbers below zero are set to 0, so
  that tables need not add up, nor agree with each other.
- `low` and `high`: where the number or mean of these very people lies in 95 of 100 draws of noise. They say nothing of
  how far it would differ in other people (sampling error comes on top).
"""


def disclosure(entry: Mapping[str, Any], settings: Mapping[str, Any], mechanism: str, ordinary: int) -> str:
    """Return what is promised and what it cost; `ordinary` counts earlier releases of the study without noise."""
    lines = [
        "# What this release promises",
        "",
        f"Whoever sees it learns almost the same, whether or not any one person is in the records: whatever they "
        f"conclude, its odds change by a factor of at most {exp(settings['epsilon']):.3g} (e to the power of epsilon, "
        f"{settings['epsilon']:g}) when one person is added or removed. This is pure differential privacy. Noise: "
        f"{mechanism}.",
        "",
        "| | epsilon |",
        "| :--- | ---: |",
        f"| spent by this release | {settings['epsilon']:g} |",
        f"| spent by all such releases of this clinic up to this one | {_number(entry['spent_with_it'])} |",
        f"| budget of the clinic | {settings['budget']:g} |",
        "",
        f"Set of answers: `{entry['id']}`. It is repeated as it is when the same is asked again, which spends nothing.",
        "",
        "The promise covers the tables, `spending.csv` and `privacy.json`; all other files are made from the protocol "
        "and from the program alone. It begins at the cleaned records, since a few checks of cleaning look at several "
        "people at once (docs/differential_privacy.md). It says nothing of releases without noise.",
        "",
        _ordinary(ordinary),
        "",
        "| Table | Question | Numbers | One person moves it by at most | epsilon |",
        "| :--- | :--- | ---: | ---: | ---: |",
        *(
            f"| {row['table']} | {row['question']} | {row['numbers']} | {row['sensitivity']} | "
            f"{_number(row['epsilon'])} |"
            for row in spending(entry["tables"])
        ),
    ]
    return "\n".join(lines) + "\n"


def _number(fraction: str) -> str:
    return f"{float(Fraction(fraction)):.4g}"


def _ordinary(ordinary: int) -> str:
    if not ordinary:
        return "The register of this study knows no release without noise."
    return (
        f"**The register of this study knows {ordinary} releases without noise.** They are about the same people, and "
        "the promise does not hold for who has both."
    )
