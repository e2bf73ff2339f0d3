"""Pieces of a static page in the look of the paper: everything that comes from data is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from chart2paper.writing.engines.inlined import style_with_fonts

# Rows of a table that the page shows; the CSV beside it has all of them.
MOST_ROWS = 60
# A page that runs no script, asks no network and shows no other page; the papers' template says the same.
NOTHING_RUNS = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_STYLE = """
main { max-width: 60rem; }
.page { display: block; }
td.number, th.number { text-align: right; white-space: nowrap; }
ul.summary { margin: 0; padding-left: 1.1rem; }
.summary li { margin-bottom: .5rem; }
.summary li:first-child { font-weight: 700; }
.table-scroll { margin: 0 0 .6rem; }
.table-scroll table { min-width: min(calc(var(--characters) * .5em), 62em); }
.more { font: .88rem/1.45 var(--sans); color: var(--grey); }
@media (max-width: 46rem) {
  td:first-child, th:first-child { min-width: 6.5rem; max-width: 42vw; }
  td, th { padding: .35rem .4rem; }
}
nav.jump { font: .95rem/1.6 var(--sans); display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: 1rem 0 0; }
"""


def style_of(css: str, fonts: Path) -> str:
    """Return the paper's style sheet with its fonts inside, so that the page is one file."""
    return style_with_fonts(css, fonts) + _STYLE


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph."""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def listing(texts: Iterable[str], kind: str = "") -> str:
    """Return a list with a bullet per text."""
    return f'<ul class="{kind}">' + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: str,
    file: str = "",
    numbers: Iterable[int] = (),
    total: int | None = None,
) -> str:
    """Return a table that can be scrolled by keyboard; `numbers` are the columns set to the right.

    At most MOST_ROWS rows are shown; `file` names the CSV that holds all of them, `total` says how many they are
    where not all are given.
    """
    right = set(numbers)
    widths = [min(max(map(len, column)), 30) for column in zip(head, *rows, strict=True)]
    characters = 3 * len(head) + sum(widths)
    shown = "".join(f"<tr>{_cells('td', row, right)}</tr>" for row in rows[:MOST_ROWS])
    return (
        f'<div class="table-figure"><p class="table-caption">{escape(caption)}</p>'
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(caption)}" '
        f'style="--characters: {characters}"><table><thead><tr>{_cells("th", head, right)}</tr></thead>'
        f"<tbody>{shown}</tbody></table></div>{_more(total or len(rows), file)}</div>"
    )


def _cells(tag: str, cells: Sequence[str], right: set[int]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    kinds = [' class="number"' if place in right else "" for place in range(len(cells))]
    return "".join(
        f"<{tag}{kind}{scope}>{escape(cell)}</{tag}>" for cell, kind in zip(cells, kinds, strict=True)
    )


def _more(count: int, file: str) -> str:
    if not file:
        return ""
    first = f"The first {MOST_ROWS} of {count:,}. " if count > MOST_ROWS else ""
    return f'<p class="more">{first}All of them: <a href="{escape(file)}">{escape(file)}</a></p>'


def section(anchor: str, title: str, *parts: str) -> str:
    """Return a section with its heading."""
    return (
        f'<section id="{anchor}" aria-labelledby="{anchor}-title"><h2 id="{anchor}-title">{escape(title)}</h2>'
        + "".join([*parts, "</section>"])
    )


def page(title: str, banner: str, style: str, sections: dict[str, str], top: str) -> str:
    """Return a whole page. sections: title -> section, whose id is the title's first word in small letters."""
    links = "".join(f'<a href="#{name.split()[0].lower()}">{escape(name)}</a>' for name in sections)
    simulated = f'<div class="data-banner" role="note"><p>{escape(banner)}</p></div>' if banner else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_RUNS}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip-link" href="#main">Skip to the comparison</a>\n{simulated}\n'
        f'<div class="page"><main id="main">\n'
        f'<h1 class="title">{escape(title)}</h1>\n{top}\n<nav class="jump" aria-label="Contents">{links}</nav>\n'
        + "\n".join(sections.values())
        + "\n</main></div>\n</body>\n</html>\n"
    )
