"""The words of a rendered paper, from its file: HTML, PDF or Word."""

import html
import re
import unicodedata
import zipfile
from pathlib import Path

# Words and numbers without what only sets them: spaces, hyphens, quotes, brackets, full stops between sentences.
NOT_WORDS = re.compile(r"[^\w.,%−+∞≤≥<>=±]|_|[.,](?!\d)")
# Typst sets the hyphen of a negative number as a minus sign.
NEGATIVE = re.compile(r"(?<!\w)-(?=\d)")
TAG = re.compile(r"<[^>]+>")
NOT_SHOWN = re.compile(r"<(annotation|script|style|head|nav)\b.*?</\1>", re.DOTALL)
PAGE_NUMBER = re.compile(r"\s*Page \d+ of \d+\s*$")


def squeezed(text: str) -> str:
    """Return the words of a text in a row, so that line breaks and typography do not matter."""
    return NOT_WORDS.sub("", NEGATIVE.sub("−", unicodedata.normalize("NFKC", text)))


def printed_text(path: Path, running: str) -> str:
    """Return the squeezed words of a paper in the order of its file, without running header and page numbers.

    running: the words of the running header of the PDF.
    """
    return _READERS[path.suffix](path, running)


def _of_html(path: Path, running: str) -> str:
    text = path.read_text(encoding="utf-8")
    return squeezed(html.unescape(TAG.sub("", NOT_SHOWN.sub("", text))))


def _of_docx(path: Path, running: str) -> str:
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    # Cells follow one another without a space: the full stop of one is no decimal point of the next.
    return squeezed(html.unescape(TAG.sub("", text.replace("</w:p>", "\n"))))


def _of_pdf(path: Path, running: str) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    words = [squeezed(PAGE_NUMBER.sub("", page)) for page in pages]
    return "".join(page.removeprefix(squeezed(running)) for page in words)


_READERS = {".html": _of_html, ".docx": _of_docx, ".pdf": _of_pdf}
