"""Saved figures: the same bytes every time, self-contained, and with their numbers beside them."""

import hashlib
import locale
from types import SimpleNamespace

import matplotlib
import pandas as pd
import pytest
from PIL import Image

from chart2paper.figures.save import save
from chart2paper.tables.read_write import read_table, shape
from figures.cases import drawn, forest_case, trajectories_case


def saved(tmp_path, name, figure, frame, twin, alt):
    outputs = SimpleNamespace(**{kind: tmp_path / f"{name}.{kind}" for kind in ("svg", "png", "csv")})
    save(figure, frame, twin, alt, outputs)
    return outputs


def digests(outputs):
    return {kind: hashlib.sha256(path.read_bytes()).hexdigest() for kind, path in vars(outputs).items()}


@pytest.fixture
def another_locale():
    """Switch to another locale, one that writes 0,5 where the machine has it."""
    before = locale.setlocale(locale.LC_ALL)
    known = [name for name in ("C", "C.UTF-8", "fr_FR.UTF-8", "de_DE.UTF-8") if _set(name)]
    assert known, "a system without any of these locales cannot tell"
    yield
    locale.setlocale(locale.LC_ALL, before)


def _set(name: str) -> bool:
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    return True


@pytest.mark.parametrize("make", [trajectories_case, lambda: forest_case(published=False)])
def test_neither_time_nor_locale_nor_matplotlib_settings_change_a_byte(tmp_path, make, another_locale):
    with matplotlib.rc_context({"font.size": 20, "svg.hashsalt": "other", "axes.grid": True}):
        first = digests(saved(tmp_path, "first", *make()))
    locale.setlocale(locale.LC_ALL, "C")
    assert digests(saved(tmp_path, "second", *make())) == first


def test_letters_are_outlines_the_alt_text_is_inside_and_there_is_no_date(tmp_path):
    figure, frame, twin, alt = drawn("forest, no publications")
    outputs = saved(tmp_path, "forest", figure, frame, twin, alt)
    svg = outputs.svg.read_text(encoding="utf-8")
    assert "<text" not in svg
    assert "<dc:date>" not in svg
    assert alt.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in svg
    with Image.open(outputs.png) as image:
        assert image.info["Description"] == alt
        assert round(image.info["dpi"][0]) == 300
        assert image.width == pytest.approx(170 / 25.4 * 300, abs=1)


def test_the_csv_twin_reads_back_as_the_plotted_frame(tmp_path):
    figure, frame, twin, alt = drawn("balance")
    outputs = saved(tmp_path, "balance", figure, frame, twin, alt)
    pd.testing.assert_frame_equal(read_table(twin, outputs.csv), shape(frame, twin), rtol=1e-9)


def test_a_figure_of_thousands_of_people_stays_small(tmp_path):
    outputs = saved(tmp_path, "many", *drawn("trajectories, 3000 exposed"))
    assert outputs.svg.stat().st_size < 500_000
    assert outputs.png.stat().st_size < 2_000_000
    assert outputs.csv.stat().st_size < 500_000
