"""What the figure of docs/extending.md does in a copy of the project that has it (see test_adding_a_figure)."""

import pandas as pd
import pytest

from chart2paper.catalogue.figures import FIGURES
from chart2paper.figures.drawn import drawn
from chart2paper.figures.save import Files, save
from chart2paper.tables.harms import HARMS
from chart2paper.tables.read_write import shape
from shipped_words import WORDS

SETTINGS = {"title": "Target trial emulation", "banner": "", "short_name": "LDN"}


def harms(*rows: tuple[str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["event", "role", "share"])
    ends = {"ci_low": table["share"] / 2, "ci_high": table["share"] * 2}
    return shape(table.assign(kind="adverse_effect", persons=1, n=10, **ends), HARMS)


FOUND = harms(
    ("nausea", "comparator", 0.1),
    ("nausea", "exposed", 0.1),
    ("headache", "exposed", 0.3),
    ("headache", "comparator", 0),
)


def figure(table: pd.DataFrame):
    return drawn(FIGURES["adverse_effects"], [table], SETTINGS, WORDS)


def test_the_most_frequent_effect_stands_on_top_and_each_arm_has_a_point():
    made = figure(FOUND)
    assert made.frame.drop_duplicates("row")["event"].tolist() == ["headache", "nausea"]
    (axes,) = made.figure.axes
    points = {line.get_gid(): line.get_xdata().tolist() for line in axes.lines}
    assert points == {"exposed": [30.0, 10.0], "comparator": [0.0, 10.0]}
    assert "headache, LDN: 30%" in made.description


@pytest.mark.parametrize("table", [FOUND, harms()], ids=["some", "none"])
def test_it_is_saved_as_picture_and_table_whether_or_not_there_is_any(table, tmp_path):
    paths = Files(*(str(tmp_path / f"figure.{kind}") for kind in ("svg", "png", "csv")))
    save(*figure(table), paths)
    assert len(pd.read_csv(paths.csv)) == len(table)
