"""What a manuscript lacks is told before it is rendered."""

from writing.sample_manuscript import EVERY_PROBLEM, break_everything, prepared, report_of


def test_everything_that_is_missing_is_told_at_once_with_its_place(tmp_path):
    reports, generated = prepared(tmp_path)
    rows = (reports / "paper.qmd").read_text(encoding="utf-8").count("\n")
    break_everything(reports, generated)
    report = report_of(reports, generated, tmp_path)
    for words in EVERY_PROBLEM:
        assert words in report
    assert f"{len(EVERY_PROBLEM)} problems" in report
    assert f"paper.qmd, row {rows + 2}: the cross-reference @fig-flwo" in report


def test_a_missing_bibliography_is_told(tmp_path):
    reports, generated = prepared(tmp_path)
    (generated / "references.bib").unlink()
    assert "the bibliography _generated/references.bib does not exist" in report_of(
        reports, generated, tmp_path
    )
