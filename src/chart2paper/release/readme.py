"""The README of a release and its disclosure report: for the person who receives it, and for who answers for it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from chart2paper.release.cell import AGAIN, AS_IT_STANDS, COARSE, HELD, MANY, ROUNDED
from chart2paper.release.kinds import KINDS
from chart2paper.writing.literal import literal

REASONS = {
    "small": "small: from 1 to the threshold",
    "protects another": "would let a small count be worked out by adding or subtracting",
    "zero of a withheld whole": "zero, but the group it is counted in is withheld",
    "near an earlier release": "differs by a small number from what an earlier release shows",
}
STATES = {
    AS_IT_STANDS: "as they stand",
    ROUNDED: "rounded counts",
    AGAIN: "worked out again from rounded counts",
    COARSE: "with fewer digits, so that the number of people stays open",
    MANY: "only said to be above the threshold",
    HELD: "withheld",
}


def readme(title: str, decision: Mapping[str, Any], simulated: bool) -> str:
    """Return the README for who receives the release."""
    threshold, base = decision["threshold"], decision["base"]
    simulated_line = (
        "All people in it are simulated; it says nothing about any drug.\n\n" if simulated else ""
    )
    kinds = "\n".join(f"| {name} | {how} |" for name, how in KINDS.items())
    return f"""# {literal(title)}

Results of a study of a clinic's records, made by chart2paper for sharing. {simulated_line}It holds aggregates only:
no row of a person, no study ids, no dates of single people.

| Folder | What is in it |
| :--- | :--- |
| `paper/` | the paper as HTML, PDF and DOCX; `numbers.csv` lists every value in it and what was done to it |
| `tables/` | result tables by analysis, and what happened to the rows of the export (`records/`) |
| `diagnostics/` | balance, overlap and the checks on which the primary estimate is judged |
| `figures/` | each figure as SVG and PNG, with the numbers it shows as CSV |
| `protocol/` | the study file: every choice, its basis and its reason |
| `code_version.json` | commit of the code, lock file and versions of the tools |
| `manifest.json` | SHA-256 and size of each file |
| `DISCLOSURE.md` | what was withheld, and why |

## How to read it

- `[withheld]`: a count from 1 to {threshold}, a count that would give one away, or what rests on such a count.
- Other counts are rounded to the nearest multiple of {base}, none to {threshold} or less: sums need not add up.
  Percentages, risks, crude differences and ratios of responders with their intervals, the curve of treatment
  and the chance limits are worked out from the rounded counts. They can be a good deal off where counts are small.
- `over {threshold}`: a number of people that is not printed, only that it is larger.
- Other estimates come from models fitted to the exact data. They have so few digits that they leave the number of
  people open: see below.
- An empty cell: there is no such number in that row.

| A number that is ... | leaves ... |
| :--- | :--- |
{kinds}

Adjusted effects on responders (risk differences, risk ratios, odds ratios, numbers needed to treat), E-values of these,
intervals of the mean of one arm, and differences of shares between the groups in standard deviations stay in the
clinic: together with what is printed they would give counts exactly.

## How to check that it is complete and unchanged

    cd release && python3 -c "
    import hashlib, json
    for name, file in json.load(open('manifest.json'))['files'].items():
        same = hashlib.sha256(open(name, 'rb').read()).hexdigest() == file['sha256']
        print('ok     ' if same else 'CHANGED', name)"

A number cannot be traced to raw rows from here. That is possible in the clinic alone, with the audit pages.
Please do not try to find out who is in it, nor link it with other data for that purpose.
"""


def disclosure_report(decision: Mapping[str, Any], earlier: int) -> str:
    """Return what was withheld and why, in counts; `earlier` is the number of earlier releases it was compared with."""
    threshold, base = decision["threshold"], decision["base"]
    reasons = Counter(decision["withheld"].values())
    lines = [
        "# Disclosure report",
        "",
        f"Threshold: counts from 1 to {threshold} are withheld. Rounding: multiples of {base}. The control cannot be "
        "switched off.",
        "",
        "Every count that leaves, or that follows from others by subtraction, is one unknown in one system of "
        f"equations across all tables, figures and the paper. {len(decision['shown']):,} counts are shown and "
        f"{sum(reasons.values()):,} withheld. For somebody who knows all that are shown, exactly and not rounded, each "
        f"withheld small count can still lie in a range wider than {threshold}; this was computed again, by linear "
        "programming, before anything was written.",
        "",
        "| Why counts are withheld | Counts |",
        "| :--- | ---: |",
        *(f"| {REASONS[reason]} | {count} |" for reason, count in sorted(reasons.items())),
        "",
        *_compared(earlier, decision),
        *_lost(len(decision["lost"])),
        "",
        "| Values in the text and tables of the paper | Number |",
        "| :--- | ---: |",
        *(f"| {STATES[state]} | {count:,} |" for state, count in decision["values"].items()),
        "",
        "| Table | Cells withheld | Cells shown |",
        "| :--- | ---: | ---: |",
        *(_line(name, states) for name, states in decision["cells"].items()),
        "",
        "Not released at all: every table with a row per person or per record; minima and maxima; single people's "
        "lines; examples of cleaned values; weights; fingerprints of the clinic's own result files (a small table can "
        "be guessed until its fingerprint fits).",
    ]
    return "\n".join(lines) + "\n"


def _compared(earlier: int, decision: Mapping[str, Any]) -> list[str]:
    """Say with which releases this one was compared, which it could not be compared with, and what that withholds."""
    none = (
        " If you have sent any, do not send this one: the register is not complete." if earlier == 0 else ""
    )
    groups, few = len(decision["groups_near"]), f"1 to {decision['threshold']}"
    lines = [
        f"Earlier releases in the register that are not this one, each of which it was compared with: {earlier}.{none}",
        "",
        f"Groups of people whose means, effects and curves are withheld, because they differ by {few} people, "
        f"or corrected values, from a group whose numbers are shown here or in an earlier release: {groups}.",
    ]
    if decision["moved"]:
        lines += [
            "",
            f"**In {len(decision['moved'])} analyses {few} people came, left or were corrected since an earlier "
            "release. No number of these analyses is shown, and no count of the whole export. Share again when more "
            "have come.**",
        ]
    if decision["with_noise"]:
        lines += [
            "",
            f"**The register knows {decision['with_noise']} releases with noise.** Their promise does not hold for who "
            "has this one too: it is about the same people. Share one kind or the other.",
        ]
    for lost in decision["lost_registers"]:
        lines += [
            "",
            f"**The release with SHA-256 `{lost['sha256_of_zip']}` could not be compared: the register was lost.** "
            f"Released all the same, because: {literal(lost['lost'])}",
        ]
    return lines


def _lost(lost: int) -> list[str]:
    if not lost:
        return []
    return [
        "",
        f"**{lost} small counts follow from what earlier releases show and cannot be protected any more.** They are "
        "not shown here. Ask who received the earlier releases before sharing this one.",
    ]


def _line(name: str, states: Mapping[str, int]) -> str:
    held = states.get("withheld", 0)
    return f"| `{name}` | {held} | {sum(states.values()) - held} |"
