"""A slip in a study's text is told before the analysis, with its file and row, and nothing else is."""

from dataclasses import replace

import pandas as pd
import pytest

from chart2paper.paper.generate import write_paper
from chart2paper.paper.rehearsal import Known, rehearsed, text_problems
from chart2paper.protocol.choices import choices_of
from chart2paper.protocol.text.plan import without_results
from chart2paper.writing.material import Sheet
from chart2paper.writing.study_texts import works_in
from paper.hostile import hostile_material
from paper.paper_material import PASSAGES, ROOT, TRUTH, material, texts
from paper.test_references import CHANGES, LABEL, MANUSCRIPT, study

STUDIES = ("config.yaml", "studies/mimic3_demo.yaml", "studies/function_demo.yaml")


def known(made_study) -> Known:
    plain = made_study.model_dump(mode="json")
    empty = without_results(plain, list(made_study.analyses), choices_of(made_study), {}, PASSAGES)
    facts = {
        name: Sheet(pd.read_csv(ROOT / path, dtype="string", keep_default_na=False, na_values=[""]), path)
        for name in ("literature", "reported")
        if (path := getattr(made_study.paper, name))
    }
    truth = TRUTH if made_study.clinic.truth else {}
    keys = [
        key
        for path in ("reports/methods.bib", made_study.paper.references)
        for key in works_in((ROOT / path).read_text(encoding="utf-8"))
    ]
    return rehearsed(replace(empty, truth=truth, truth_file="truth.json", **facts), MANUSCRIPT, keys)


@pytest.fixture(scope="module")
def demo() -> Known:
    return known(study())


def problems(line: str, demo: Known, name: str = "introduction.md") -> list[str]:
    return [f"{p.row}: {p.what}" for p in text_problems({name: f"First.\n{line}\n"}, "reports/x", demo)]


@pytest.mark.parametrize("config", STUDIES)
def test_the_texts_of_a_shipped_study_pass(config):
    made = study(config=config)
    assert list(text_problems(texts(material(made)), "f", known(made))) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (
            "as others found [@yunger2013].",
            'the citation @yunger2013 points to nothing. Did you mean "younger',
        ),
        ("see [-@nobody; @nobody2, p. 3]", "the citation @nobody points to nothing."),
        ("@nobody.", "the citation @nobody points to nothing."),
        (
            "in @suptbl-trail.",
            'the cross-reference @suptbl-trail points to nothing. Did you mean "suptbl-trial"?',
        ),
        ("with {{< var study.shrt >}}", 'there is no variable "study.shrt". Did you mean "study.short"?'),
        (
            "{{< var literature.younger_2014.effect >}}",
            'there is no variable "literature.younger_2014.effect".',
        ),
        ("{{< var estimates.target_trail.final_score.x >}}", 'there is no variable "estimates.target_trail'),
    ],
)
def test_a_name_that_the_paper_will_not_have_is_told_with_its_row(line, what, demo):
    assert problems(line, demo)[0].startswith(f"2: {what}")


@pytest.mark.parametrize(
    "line",
    [
        "Write to a.person@clinic.org.",
        r"An escaped \@sign, `@code` and 50 @ 3.",
        "{{< var estimates.target_trial.final_score.adjusted_difference.ancova_cr2.ci_low >}} in @suptbl-outcomes",
        "{{< var people.replication.exposed.n >}}, {{< var harms.adverse_effect.nausea.exposed.text >}}",
        "@sec-overlap and @suptbl-missing-outcomes",
    ],
)
def test_what_only_results_bring_and_what_is_no_reference_passes(line, demo):
    assert problems(line, demo) == []


def test_a_plain_text_has_no_citations_but_may_hold_values(demo):
    assert problems("at @night", demo, "abstract_background.md") == []
    assert problems("{{< var study.shrt >}}", demo, "abstract_background.md") != []


def test_a_study_without_a_target_trial_is_told_that_it_has_no_such_table():
    old = known(study(CHANGES["one design at the first score"]))
    assert problems("as @suptbl-trial says", old)[0].startswith("2: the cross-reference @suptbl-trial points")


def test_everything_that_a_paper_has_is_known_before_its_results(demo):
    """A text that names what the paper will have is never refused."""
    made = hostile_material()[0]
    values, _ = write_paper(made, dict.fromkeys(texts(made), ""), "f")
    shown = [f"{{{{< var {value.id} >}}}}" for value in values.all() if not value.id.startswith("reported.")]
    plain = material()
    _, parts = write_paper(plain, dict.fromkeys(texts(plain), ""), "f")
    labels = [f"@{label}" for text in parts.values() for label in LABEL.findall(text)]
    assert [line for line in [*shown, *labels] if problems(line, demo)] == []
