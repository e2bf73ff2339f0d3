"""Write every page and comment that is made from the code: run `make docs` after changing the models."""

from pathlib import Path

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.rule_book import cleaning_page
from chart2paper.demo_clinic import reference as demo_clinic
from chart2paper.demo_clinic.export import read_export
from chart2paper.extract.mapping_page import with_reference
from chart2paper.paper.report_captions import captions
from chart2paper.protocol.document import commented, heading_of, reference_page
from chart2paper.protocol.own.shipped import RECORD, STUDY_FILES, record
from chart2paper.protocol.own.to_change import with_settings
from chart2paper.tables.dictionary_page import dictionary_page
from chart2paper.tables.figures import TWINS
from chart2paper.writing.passages import Passages, passages_in
from chart2paper.writing.values import Values
from chart2paper.yaml_file import read_yaml

PAGES = {
    "docs/protocol.md": reference_page,
    "docs/data_dictionary.md": lambda: dictionary_page(tuple(TWINS.values())),
    "docs/cleaning.md": cleaning_page,
}

WORDS = "reports/text"


def write_docs() -> None:
    """Write the generated pages and the comments of all study files, from the folder above this one."""
    for path, page in PAGES.items():
        Path(path).write_text(page(), encoding="utf-8")
    mapping = Path("docs/mapping.md")
    mapping.write_text(with_reference(mapping.read_text(encoding="utf-8")), encoding="utf-8")
    demo, export = Path("docs/demo_clinic.md"), read_export("data/raw/demo_clinic")
    demo.write_text(demo_clinic.with_reference(demo.read_text(encoding="utf-8"), export), encoding="utf-8")
    files = [str(path) for path in Path(WORDS).rglob("*.md")]
    words = Values(Passages(passages_in(WORDS, files), outcome=PAIN))
    for name, caption in captions(words).items():
        Path(f"reports/captions/{name}.rst").write_text(caption + "\n", encoding="utf-8")
    for study in STUDY_FILES:
        text = Path(study).read_text(encoding="utf-8")
        Path(study).write_text(commented(read_yaml(study), heading_of(text)), encoding="utf-8")
    RECORD.write_text(record(Path.cwd()), encoding="utf-8")
    readme = Path("README.md")
    readme.write_text(with_settings(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write_docs()
