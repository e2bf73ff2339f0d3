"""Is every file of the export there, readable, and shaped as the mapping says? All problems at once."""

import csv
import itertools
import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from chart2paper.named_files import problem_of_export
from chart2paper.problems import Problem, did_you_mean, raise_if_any
from chart2paper.reading.formats.csv.byte_checks import problem_in_bytes, row_of_bad_bytes
from chart2paper.reading.formats.csv.header_checks import header_problems
from chart2paper.reading.formats.csv.records import open_text, records, too_long
from chart2paper.reading.mapping import CANONICAL_WORDS, FileMapping, Mapping, TableMapping
from chart2paper.reading.mapping.births import no_births


def check_files(mapping: Mapping, folder: str | Path) -> None:
    """Raise `Problems` with everything that would keep the export in `folder` from being read.

    Looks at every file whole: missing or empty files, workbooks and databases, bytes that the declared encoding
    does not know or would read as other characters, quotation marks that never close (they would swallow the rows
    that follow), another delimiter, missing, unnamed and repeated columns, files without rows, and columns whose
    texts `values` does not list.
    """
    problems = [problem for file in mapping.files for problem in _file_problems(Path(folder), file)]
    raise_if_any([*problems, *_unlisted_words(mapping), *_no_births(mapping)])


def _file_problems(folder: Path, file: FileMapping) -> list[Problem]:
    path = folder / file.file
    misplaced = problem_of_export(folder, file.file)
    if misplaced:
        return [misplaced]
    if not path.is_file():
        others = sorted(item.name for item in folder.glob("*")) if folder.is_dir() else []
        hint = did_you_mean(file.file, others)
        return [Problem(file.file, f"the file is not in {folder}.{hint}", "check the name in the mapping")]
    if not os.access(path, os.R_OK):
        return [
            Problem(file.file, "the file may not be read", "ask its owner for permission, or copy it again")
        ]
    if path.stat().st_size == 0:
        return [Problem(file.file, "the file is empty", "export it again")]
    problem = problem_in_bytes(path, file) or _unreadable(path, file)
    return [problem] if problem else list(header_problems(path, file))


def _unreadable(path: Path, file: FileMapping) -> Problem | None:
    """Read the whole file strictly; return the first thing that cannot be read.

    The fast reader is lenient: after a quotation mark that never closes it takes the rest of the file
    for one cell. Python's own reader, in strict mode, tells.
    """
    row = itertools.count(1)
    try:
        with open_text(path, file) as text:
            deque(zip(records(text, file), row, strict=False), maxlen=0)
    except UnicodeError:
        what = f"a character is not {file.encoding}"
        todo = "set the encoding in the mapping to that of the export (often cp1252 or latin-1)"
        return Problem(file.file, what, todo, row=row_of_bad_bytes(path, file))
    except csv.Error as error:
        if "field larger than field limit" in str(error):
            return too_long(file)
        what = "a quotation mark is not closed, or stands inside a quoted cell without being doubled"
        if "unexpected end of data" in str(error):
            what = "a quotation mark is not closed: the rest of the file would be one cell"
        return Problem(file.file, what, "correct the row, or export the file again", row=next(row))
    return None


def _unlisted_words(mapping: Mapping) -> Iterator[Problem]:
    """Texts that `values` does not list are set aside: a whole column of them is a mistake."""
    for file in mapping.files:
        for table in file.tables:
            for column in sorted(table.filled & set(CANONICAL_WORDS)):
                listed = {text.strip().casefold() for text in mapping.values.get(column, {})}
                todo = f"list them in the mapping: values: {column}: {{text: word}}"
                if not listed:
                    source = table.sources.get(column)
                    yield Problem(file.file, f"the texts of {column} are not listed", todo, column=source)
                    continue
                for text in _texts_in_mapping(table, column):
                    if text.strip().casefold() not in listed:
                        yield Problem(file.file, f'"{text}" is not listed for {column}', todo)


def _no_births(mapping: Mapping) -> Iterator[Problem]:
    """Without any birth date or age nobody could be shown to be old enough, and the whole cohort would be empty."""
    births = any("birth_date" in part.filled for _, part in mapping.filling("person"))
    if not births and not any(
        "age_source_value" in part.filled for _, part in mapping.filling("visit_occurrence")
    ):
        yield no_births(mapping)


def _texts_in_mapping(table: TableMapping, column: str) -> list[str]:
    """Texts of a canonical column that stand in the mapping itself rather than in the file."""
    if column in table.constants:
        return [table.constants[column]]
    return table.unpivot if column == "measurement_source_value" else []
