"""A study's folder of texts holds its own texts and, by the same names, passages in place of those that ship."""

from dataclasses import replace
from types import SimpleNamespace

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.paper.generate import write_paper
from chart2paper.writing.passages import Passages
from chart2paper.writing.text_files import passages_of
from paper.paper_material import material, texts
from shipped_words import FOLDER


def test_a_file_of_the_same_name_in_a_study_s_folder_is_printed_in_its_paper(tmp_path):
    (tmp_path / "simulated.md").write_text("Erfundene Daten.\n", encoding="utf-8")
    (tmp_path / "limitations.md").write_text("Few people.\n", encoding="utf-8")
    inputs = SimpleNamespace(words=[*FOLDER.rglob("*.md")], texts=[*tmp_path.rglob("*.md")])
    params = SimpleNamespace(words=FOLDER, study={"paper": {"text_folder": str(tmp_path)}})
    shipped, own = passages_of(inputs, params)
    assert list(own) == ["simulated"]
    made = replace(material(), passages=Passages(shipped, own, outcome=PAIN))
    _, parts = write_paper(made, texts(made), "texts")
    assert parts["texts/simulated.md"] == "Erfundene Daten.\n"
