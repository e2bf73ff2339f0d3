"""Every setting that a clinic changes in its copy of the shipped study file, in the order of the file."""

from collections.abc import Iterator

# Setting -> what to write there. README.md and docs/protocol.md print it; a test holds it against what is refused.
TO_CHANGE = {
    "study": "a short name of your study; its register of locks and its releases are kept under it",
    "results_dir": "a results folder of its own, such as `results_my_clinic`",
    "data_lock_date": "the last day whose records count",
    "clinic.mapping": "your mapping; in it, `clinic` is the name of your clinic, under which the linkage log is kept",
    "clinic.raw_folder": "the folder with your export",
    "clinic.simulated": "`false`",
    "clinic.truth": "delete the line",
    "exposure": "the treatment: its names, its ingredients as the drug list writes them, routes, highest dose",
    "outcome": "what is measured: `pain`, or `function`",
    "score": "which question about the outcome counts",
    "analyses": "per analysis the title and the question, and every choice; delete an analysis that is not yours",
    "primary_analysis": "the analysis that is your answer",
    "subgroups": "the groups that you compare",
    "harms": "days and doses for your drug",
    "diagnostics": "keep the limits, or give a reason for others",
    "balance": "keep the limits, or give a reason for others",
    "missing_data": "choices and their reasons",
    "explanations": "choices and their reasons; what is known to your prescribers",
    "weighting": "keep it, or give a reason for another value",
    "resampling": "keep the numbers of draws, or give a reason for others",
    "sensitivity": "the other answers that a reader would ask for, such as other doses",
    "release": "keep it, or choose stricter numbers",
    "paper.title": "the title of your paper",
    "paper.short_title": "its running header",
    "paper.repeats": "the published study that you repeat; delete the line if there is none",
    "paper.other_drugs": "other drugs that your reasons and texts name on purpose",
    "paper.authors": "who answers for the study, with affiliations",
    "paper.text_folder": "your copy of `reports/studies/template`, with its questions answered",
    "paper.references": "the `references.bib` in that folder",
    "paper.literature": "published results on your drug, or delete the line",
    "paper.reported": "what the repeated study reported, or delete the line",
}


def settings_table() -> Iterator[str]:
    """Give the lines of a Markdown table of the settings to change."""
    yield from ("| setting | what to write |", "|---|---|")
    yield from (f"| `{setting}` | {what} |" for setting, what in TO_CHANGE.items())


BEGIN, END = "    <!-- settings to change: written by `make docs` -->\n\n", "\n    <!-- end -->\n"


def with_settings(page: str) -> str:
    """Return README.md with the table of the settings to change between its two marks, indented as its step is."""
    before, rest = page.split(BEGIN)
    after = rest.split(END, 1)[1]
    table = "".join(f"    {line}\n" for line in settings_table())
    return f"{before}{BEGIN}{table}{END}{after}"
