"""The pages of the project: links lead somewhere, and GitHub and the site of `make docs` show the same."""

import ast
import re
from pathlib import Path

import pytest
import yaml

AT_THE_ROOT = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
NEVER_COMMITTED = ("data/linkage/",)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def pages(root: Path) -> list[Path]:
    return [*(root / name for name in AT_THE_ROOT), *sorted((root / "docs").rglob("*.md"))]


def prose(page: Path) -> str:
    """The text of a page without its blocks of code, in which a bracket is no link and a # no heading."""
    return re.sub(r"^ *```.*?^ *```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(page: Path) -> list[str]:
    """The anchors of a page's headings, as GitHub and the site make them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    plain = [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower() for heading in headings]
    return [re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading).strip()) for heading in plain]


def broken(page: Path) -> list[str]:
    """The links of a page that lead nowhere: no such file, or no heading, or several, of that name."""
    text = re.sub(r"`[^`\n]*`", "", prose(page))
    relative = [link for link in LINK.findall(text) if not re.match(r"https?:|mailto:", link)]
    wrong = []
    for link in relative:
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.is_file() or (anchor and anchors(target).count(anchor) != 1):
            wrong.append(link)
    return wrong


def misplaced(page: Path) -> list[str]:
    """The lines that start a block neither at the margin nor four spaces in, as the site needs it."""
    wrong, before, fenced = [], "", False
    for line in page.read_text(encoding="utf-8").splitlines():
        indent, fence = len(line) - len(line.lstrip()), line.lstrip().startswith("```")
        starts = not before or re.match(r" *([-*]|\d+\.) ", line) or (fence and not fenced)
        if line and not fenced and starts and indent % 4:
            wrong.append(line)
        fenced ^= fence
        before = line
    return wrong


def test_every_link_of_every_page_leads_to_a_file_and_a_heading(root):
    assert {page.name: links for page in pages(root) if (links := broken(page))} == {}


@pytest.mark.parametrize(
    ("link", "is_broken"),
    [
        ("b.md", False),
        ("none.md", True),
        ("b.md#two-words-it-has", False),
        ("b.md#twice", True),
        ("#none", True),
    ],
)
def test_a_link_that_leads_nowhere_is_found(tmp_path, link, is_broken):
    (tmp_path / "b.md").write_text("# Two `words` it has\n## Twice\n## Twice\n```\n# none\n```\n")
    (tmp_path / "a.md").write_text(f"See [this]({link}) and [that](https://example.org/none).\n")
    assert broken(tmp_path / "a.md") == ([link] if is_broken else [])


def test_what_belongs_to_a_list_item_is_four_spaces_in(root):
    assert {page.name: lines for page in pages(root) if (lines := misplaced(page))} == {}


def test_a_block_that_the_site_would_tear_from_its_list_item_is_found(tmp_path):
    (tmp_path / "a.md").write_text(
        "1. One\n   goes on.\n\n   a table\n\n    right\n  - nested\n   ```\n  x\n   ```\n"
    )
    assert misplaced(tmp_path / "a.md") == ["   a table", "  - nested", "   ```"]


def test_the_site_lists_every_page_once(root):
    site = yaml.safe_load((root / "docs/mkdocs/mkdocs.yml").read_text(encoding="utf-8"))
    listed = [page for part in site["nav"] for page in listed_in(part)]
    docs = [page.relative_to(root / "docs").as_posix() for page in (root / "docs").rglob("*.md")]
    assert sorted(listed) == sorted([*docs, *places_of_root_pages(root)])


def listed_in(part: str | list | dict) -> list[str]:
    if isinstance(part, str):
        return [part]
    inner = part.values() if isinstance(part, dict) else part
    return [page for each in inner for page in listed_in(each)]


def places_of_root_pages(root: Path) -> list[str]:
    """The pages of the root in the site, read from the code of the site without importing it: it needs mkdocs."""
    code = ast.parse((root / "docs/mkdocs/front_pages.py").read_text(encoding="utf-8"))
    (places,) = [
        ast.literal_eval(node.value)
        for node in code.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PLACES"
    ]
    assert set(AT_THE_ROOT) == {name for name in places if name.endswith(".md")}
    return [place for place in places.values() if place.endswith(".md")]


def test_every_file_that_contributing_names_is_there(root):
    named = re.findall(r"`([\w./*-]+)`", (root / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    tops = ("src", "scripts", "rules", "tests", "docs", "reports", "data", "envs", "studies")
    paths = [name for name in named if name.split("/")[0] in tops and "/" in name]
    assert len(paths) > 20
    # What is identifiable is in nobody's checkout.
    assert [
        path for path in paths if path not in NEVER_COMMITTED and not [*root.glob(path.rstrip("/"))]
    ] == []
