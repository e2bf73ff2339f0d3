"""Nothing that a text says is done: pandoc reads no file for it, no page runs it, no link or picture leads out."""

import http.server
import json
import threading
import zipfile
from collections.abc import Iterator

import pytest
import yaml

from attacks.injection import tries
from browser import chromium
from chart2paper.changes.html import Section, page
from chart2paper.problems import Problems
from chart2paper.writing.engines import render
from chart2paper.writing.engines.allowed import not_allowed
from chart2paper.writing.engines.pandoc import MARKDOWN, cite, read_document, read_markdown, run_pandoc
from chart2paper.writing.engines.pandoc_ast import nodes, plain_text
from writing.sample_manuscript import REPORTS, outputs, prepared

SECRET = "secret of another file"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def test_the_random_attacker_of_make_attack_never_succeeds():
    assert not any(got_through for seed in range(5) for got_through in tries(seed))


def test_the_random_attacker_would_notice_a_text_that_is_not_escaped(monkeypatch):
    monkeypatch.setattr("attacks.injection.literal", lambda text: " ".join(text.split()))
    assert any(got_through for seed in range(3) for got_through in tries(seed))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("rst", ".. include:: {file}"),
        ("org", "#+include: {file}"),
        ("latex", "\\input{{{file}}}"),
        ("markdown", "![x]({file})"),
    ],
)
@pytest.mark.parametrize("output", ["html", "docx"])
def test_pandoc_reads_no_file_of_its_own_accord(tmp_path, form, text, output):
    file, made = tmp_path / "secret.png", tmp_path / "made"
    file.write_text(SECRET, encoding="utf-8")
    arguments = [
        "--from",
        form,
        "--to",
        output,
        "--standalone",
        "--output",
        str(made),
        "--metadata",
        "title=x",
    ]
    try:
        run_pandoc([*arguments, "--embed-resources"], text.format(file=file), tmp_path)
    except Problems as problems:
        assert "could not render" in str(problems) and SECRET not in str(problems)
        return
    archive = zipfile.ZipFile(made) if output == "docx" else None
    inside = [archive.read(name) for name in archive.namelist()] if archive else [made.read_bytes()]
    assert not [part for part in inside if SECRET.encode() in part or b"c2VjcmV0" in part]


def test_words_of_pandoc_that_quote_the_text_are_withheld(tmp_path):
    with pytest.raises(Problems) as raised:
        run_pandoc(
            ["--from", "markdown", "--to", "html", "--citeproc", "--fail-if-warnings"], "[@secret]", tmp_path
        )
    assert "secret" not in raised.value.report()


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert%281%29)",
        "<javascript:alert(1)>",
        "[x](data:text/html,x)",
        "[x](file:///etc/passwd)",
        "[x](../audit/index.html)",
        "[x](//example.org/x)",
        "[x][y]\n\n[y]: vbscript:x",
        "![x](/etc/passwd)",
        "![x](https://example.org/a.png)",
        "![x](_generated/../../../../etc/passwd.png)",
        "![x](data:image/svg+xml;base64,eA==)",
        "[x]{onclick=alert(1)}",
        "[x]{style='display:none'}",
        "::: {srcdoc=x}\nx\n:::",
        "# A {onfocus=x}",
        "`x`{formaction=x}",
        "![x](_generated/a.svg){width='1, x: read(\"/etc/passwd\")'}",
        "![x](_generated/a.svg){#fig-a>#panic()}",
    ],
)
def test_a_text_of_the_study_that_could_run_or_read_something_is_refused_with_its_row(tmp_path, text):
    reports, generated = prepared(tmp_path)
    with (reports / "paper.qmd").open("a", encoding="utf-8") as file:
        file.write(f"\nHarmless.\n\n{text}\n")
    with pytest.raises(Problems) as raised:
        render.render_paper(reports, generated, outputs(tmp_path / "out"), "embedded")
    assert any(problem.todo and problem.file == "paper.qmd" for problem in raised.value.problems)
    assert not (tmp_path / "out").exists()


def test_what_papers_are_made_of_is_allowed(tmp_path):
    links = "[x](https://example.org) [m](mailto:a@b.org) [s](#sec-a)"
    text = f"# A {{#sec-a}}\n\n{links} ![c](_generated/a.svg){{width=70%}}\n"
    assert list(not_allowed(read_markdown(text, tmp_path))) == []


def test_quarto_reads_the_same_markdown():
    settings = yaml.safe_load((REPORTS / "_quarto.yml").read_text(encoding="utf-8"))
    assert settings["from"] == MARKDOWN


@pytest.mark.parametrize("text", ["<b onclick=x>b</b>", "`<b>`{=html}", "\\input{x}", "<div>\n\nx\n\n</div>"])
def test_source_of_another_format_is_printed_as_words(tmp_path, text):
    tree = read_markdown(text, tmp_path)
    assert {node["t"] for node in nodes(tree["blocks"])} <= {"Para", "Str", "Space", "Code"}
    assert "<b" not in run_pandoc(["--from", "json", "--to", "html"], json.dumps(tree), tmp_path)


@pytest.mark.parametrize("before", ["x\n\n", "", "% title\n% author\n\n"])
def test_a_text_cannot_add_to_the_front_matter(tmp_path, before):
    body = f"{before}---\nbibliography: /etc/passwd\nheader-includes: <script>\n---\n\ny\n"
    tree = read_document("title: A\n", body, tmp_path)
    assert list(tree["meta"]) == ["title"]
    assert "header-includes" in plain_text(tree["blocks"])


@pytest.mark.parametrize(
    "field", ["title = {\\href{javascript:alert(1)}{A}}", "title = {A}, url = {file:///etc/passwd}"]
)
def test_a_reference_whose_address_would_run_or_read_something_is_refused(tmp_path, field):
    (tmp_path / "a.bib").write_text(f"@misc{{a, {field}, year = 2020}}", encoding="utf-8")
    with pytest.raises(Problems, match="a link leads neither"):
        cite(read_document("bibliography: a.bib\n", "[@a]\n", tmp_path), tmp_path)


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, str]:
    """Return a rendered paper and a changes page, both with scripts planted behind the run's back."""
    folder = tmp_path_factory.mktemp("pages")
    render.render_paper(*prepared(folder), outputs(folder / "out"), "embedded")
    papers = {
        "paper": (folder / "out" / "paper.html").read_text(encoding="utf-8"),
        "changes": page(
            dict.fromkeys(("title", "skip", "contents"), "Changes"), "", "", [Section("rows", "Rows", [])], ""
        ),
    }
    planted = (
        "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\">"
        "<a id=run href=\"javascript:void(document.title = 'ran')\">x</a><iframe src='javascript:1'></iframe>"
        "<img src='https://example.org/x.png'><form action='https://example.org'></form>"
    )
    return {name: html.replace("</main>", f"{planted}</main>") for name, html in papers.items()}


@pytest.fixture
def network() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of a small server on this machine, and what it was asked for."""
    asked: list[str] = []

    class Listens(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Listens) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.mark.parametrize("name", ["paper", "changes"])
def test_in_a_browser_nothing_planted_in_a_page_runs_or_asks_the_network(pages, tmp_path, network, name):
    file, (address, asked) = tmp_path / "page.html", network
    assert f'content="{POLICY}"' in pages[name]
    for policy, runs in ((POLICY, False), ("default-src * 'unsafe-inline'", True)):
        planted = pages[name].replace(POLICY, policy).replace("https://example.org", address)
        file.write_text(planted, encoding="utf-8")
        with chromium() as browser:
            window = browser.new_page()
            window.goto(file.as_uri())
            window.evaluate("document.getElementById('run').click()")
            assert (window.title() == "ran", bool(asked)) == (runs, runs)
