"""A first look at a clinic's export: what would a run make of it, and what would stop it?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chart2paper.clean.all_tables import Settings
from chart2paper.cohort.design import Design
from chart2paper.data_quality.gate import notes_of, problems_of
from chart2paper.data_quality.text import column_lines, exposed_lines, left_lines, unread_lines
from chart2paper.data_quality.whole_export import WholeExport, read_whole_export
from chart2paper.extract.file_checks import check_files
from chart2paper.extract.identifier_checks import identifier_problems
from chart2paper.problems import Problem
from chart2paper.reading.formats.csv.records import read_header
from chart2paper.reading.mapping import FileMapping, Mapping, TableMapping
from chart2paper.tables.extract import EXTRACT_TABLES


@dataclass(frozen=True)
class Checked:
    """The report as text, and everything that would stop the run."""

    text: str
    problems: list[Problem]


def check_export(
    folder: str | Path,
    settings: Settings,
    designs: dict[str, Design],
    mapping_file: str,
    tell: Callable[[str], None] = lambda _: None,
) -> Checked:
    """Run the readers on the whole export in `folder` and return a plain report. Writes nothing.

    What was not understood comes first, then each file with its columns, then who has the exposure and who would
    be left. It shows counts, and texts that at least 11 people share. Raises `Problems` when a file cannot be read.
    """
    check_files(settings.mapping, folder)
    found = read_whole_export(folder, settings, designs, tell)
    problems = [
        *identifier_problems(settings.mapping, folder),
        *problems_of(found.losses, settings.mapping, mapping_file),
        *found.problems,
    ]
    lines = [*_report(found, folder, settings.mapping, designs, problems)]
    return Checked("\n".join(lines) + "\n", problems)


def _report(
    found: WholeExport,
    folder: str | Path,
    mapping: Mapping,
    designs: dict[str, Design],
    problems: list[Problem],
) -> Iterator[str]:
    yield from _head(problems)
    yield from (
        "Not understood or on no list, the most frequent first",
        *unread_lines(found.report.unread),
        "",
    )
    for file in mapping.files:
        for part in file.tables:
            yield from _file_lines(found, file, part)
        yield from _unused_line(folder, file)
        yield ""
    empty = [name for name in EXTRACT_TABLES if not mapping.filling(name)]
    yield from ([f"No file fills: {', '.join(empty)}", ""] if empty else [])
    if found.report.exposed:
        drug = next(iter(designs.values())).drug
        yield from ("Exposure", *exposed_lines(found.report.exposed, drug), "")
    yield f"Eligible, of {found.people:,} people (whether a score follows is not looked at before the run)"
    for name, left in found.left.items():
        yield from left_lines(name, left)
    if not found.left:
        yield "    not counted: a table that it needs cannot be cleaned, see the problems"
    notes = list(notes_of(found.losses))
    if notes:
        yield from ("", "Losses that the mapping accepts", *(f"    {note}" for note in notes))


def _head(problems: list[Problem]) -> Iterator[str]:
    if not problems:
        yield from ("Nothing in this export would stop the run.", "")
        return
    yield f"{len(problems)} problem{'s' * (len(problems) != 1)} would stop the run (what to do is said at the end):"
    for problem in problems:
        yield f"    {problem.file}: {problem.what}"
    yield ""


def _file_lines(found: WholeExport, file: FileMapping, part: TableMapping) -> Iterator[str]:
    ledger, aside = (
        rows[rows["source_file"].eq(file.file) & rows["table"].eq(part.table)]
        for rows in (found.ledger, found.quarantine)
    )
    read, kept, left_out = (int(ledger[f"rows_{what}"].sum()) for what in ("read", "kept", "quarantined"))
    yield f"{file.file} -> {part.table}: {read:,} rows, {kept:,} kept, {left_out:,} set aside"
    yield f"    {part.record_number} -> study id"
    for reason, count in sorted(aside["reason"].value_counts().items()):
        yield f"    set aside: {count:,} rows, {reason}"
    rows = found.report.readings
    rows = rows[rows["source_file"].eq(file.file) & rows["table"].eq(part.table)]
    formats = {column: counts for (name, column), counts in found.formats.items() if name == file.file}
    yield from column_lines(rows, _sources(part), formats)
    if part.same_person:
        yield f"    {', '.join(part.same_person)}: used to find one person under several record numbers"


def _sources(part: TableMapping) -> dict[str, str]:
    """Return where each canonical column of a table comes from, as the report shows it."""
    visit = {name: f"{source} of the visit" for name, source in part.from_visit.items()}
    constant = {name: f'always "{text}"' for name, text in part.constants.items()}
    columns = {
        name: f"{source} (where blank: {part.where_blank[name]})" if name in part.where_blank else source
        for name, source in part.sources.items()
    }
    side = {"value_source_value": ", ".join(part.unpivot)} if part.unpivot else {}
    return {**columns, **visit, **constant, **side}


def _unused_line(folder: str | Path, file: FileMapping) -> Iterator[str]:
    header, _ = read_header(Path(folder) / file.file, file)
    unused = [name for name in header if name not in file.export_columns]
    if unused:
        yield f"    not used: {', '.join(unused)}"
