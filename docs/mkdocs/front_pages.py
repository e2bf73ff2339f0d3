"""Put the pages that lie at the root of the project into the site, with their links as seen from docs/."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[2]
# File at the root of the project: its place in the site. What is no page is copied as it is.
PLACES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CITATION.cff": "CITATION.cff",
}


def on_page_markdown(markdown: str, **_: object) -> str:
    """Return a page of docs/ with its links to pages of the root as links of the site."""
    return re.sub(r"\]\(\.\./([A-Z]+\.md)", lambda link: f"]({PLACES[link[1]]}", markdown)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files of the root to those of docs/."""
    for name, place in PLACES.items():
        # `docs/mapping.md` is `mapping.md` there.
        text = (
            (ROOT / name)
            .read_text(encoding="utf-8")
            .replace("](docs/", "](")
            .replace("](README.md", "](index.md")
        )
        files.append(File.generated(config, place, content=text))
    return files
