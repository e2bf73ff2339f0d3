"""Pieces of a static page in the look of the paper: everything that comes from data is escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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


def region(label: str, kind: str, inside: str) -> str:
    """Return a named region of the page around HTML."""
    return f'<div class="{kind}" role="region" aria-label="{escape(label)}">{inside}</div>'


def html_table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: str,
    more: str,
    file: str,
    numbers: set[int],
) -> str:
    """Return a table that can be scrolled by keyboard; `numbers` are the columns set to the right.

    At most MOST_ROWS rows are shown; `file` names the CSV that holds all of them, and `more` stands before its name.
    """
    widths = [min(max(map(len, column)), 30) for column in zip(head, *rows, strict=True)]
    characters = 3 * len(head) + sum(widths)
    shown = "".join(f"<tr>{_cells('td', row, numbers)}</tr>" for row in rows[:MOST_ROWS])
    return (
        f'<div class="table-figure"><p class="table-caption">{escape(caption)}</p>'
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{escape(caption)}" '
        f'style="--characters: {characters}"><table><thead><tr>{_cells("th", head, numbers)}</tr></thead>'
        f"<tbody>{shown}</tbody></table></div>"
        f'<p class="more">{escape(more)} <a href="{escape(file)}">{escape(file)}</a></p></div>'
    )


def _cells(tag: str, cells: Sequence[str], right: set[int]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    kinds = [' class="number"' if column in right else "" for column in range(len(cells))]
    return "".join(
        f"<{tag}{kind}{scope}>{escape(cell)}</{tag}>" for cell, kind in zip(cells, kinds, strict=True)
    )


@dataclass(frozen=True)
class Section:
    """A part of the page: its anchor, its heading, and its paragraphs and tables (HTML)."""

    anchor: str
    title: str
    parts: list[str]

    def html(self) -> str:
        """Return the section with its heading."""
        return (
            f'<section id="{self.anchor}" aria-labelledby="{self.anchor}-title">'
            f'<h2 id="{self.anchor}-title">{escape(self.title)}</h2>' + "".join([*self.parts, "</section>"])
        )


def page(labels: dict[str, str], banner: str, style: str, sections: Sequence[Section], top: str) -> str:
    """Return a whole page. labels: its `title`, and what readers aloud hear of the link `skip` and of `contents`."""
    title, skip, contents = (escape(labels[name]) for name in ("title", "skip", "contents"))
    links = "".join(f'<a href="#{part.anchor}">{escape(part.title)}</a>' for part in sections)
    simulated = f'<div class="data-banner" role="note"><p>{escape(banner)}</p></div>' if banner else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_RUNS}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip-link" href="#main">{skip}</a>\n{simulated}\n'
        f'<div class="page"><main id="main">\n'
        f'<h1 class="title">{title}</h1>\n{top}\n<nav class="jump" aria-label="{contents}">{links}</nav>\n'
        + "\n".join(part.html() for part in sections)
        + "\n</main></div>\n</body>\n</html>\n"
    )
