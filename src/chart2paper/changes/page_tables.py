"""A table of the changes page: its words come from the passages, and the CSV beside the page has all of its rows."""

from collections.abc import Iterable, Sequence

from chart2paper.changes.html import MOST_ROWS, html_table
from chart2paper.writing.passage_declared import Choice
from chart2paper.writing.values import Values

# The passage that holds heads and captions.
TABLES = "changes/tables"


def table(
    words: Values,
    name: str,
    rows: Sequence[Sequence[str]],
    file: str,
    numbers: Iterable[int] = (),
    total: int | None = None,
    more_columns: Sequence[str] = (),
    choice: Choice | None = None,
    **texts: str,
) -> str:
    """Return a table with the head and the caption `name` of the passage; `numbers`: columns set to the right.

    At most MOST_ROWS rows are shown; `total` says how many there are where not all are given. `more_columns` follow
    those of the head; `choice` and `texts` are the facts and values of the caption.
    """
    head = [part.strip() for part in words.words(f"{TABLES}#{name}_head").split("|")]
    caption = words.words(f"{TABLES}#{name}_caption", choice, **texts)
    count = total or len(rows)
    more = words.words("changes/page#all_rows")
    if count > MOST_ROWS:
        first = words.words("changes/page#first_rows", shown=f"{MOST_ROWS:,}", rows=f"{count:,}")
        more = f"{first} {more}"
    return html_table([*head, *more_columns], rows, caption, more, file, set(numbers))
