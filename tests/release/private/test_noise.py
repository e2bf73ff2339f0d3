"""The noise is the one that the promise needs: its distribution, its size, and who may make it."""

import math
import re
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from chart2paper.problems import Problems
from chart2paper.release.private.noise import below, library, mechanism_of, noise_within, with_noise

# True noise is drawn, so that a test may fail by chance: once in a thousand million runs.
FALSE_ALARM = 1e-9
DRAWS = 20_000


def probability(k, rate):
    """P(noise = k) of the discrete Laplace distribution (Inusah and Kozubowski 2006, eq. 2.1), with a = exp(-rate)."""
    a = math.exp(-rate)
    return (1 - a) / (1 + a) * a ** abs(k)


def misfit(noise, rate):
    """The p value of Pearson's chi-squared test that whole numbers have this noise; ends are joined."""
    end = next(k for k in range(1000) if DRAWS * probability(k + 1, rate) < 20)
    inner = [DRAWS * probability(k, rate) for k in range(-end, end + 1)]
    expected = [*inner, DRAWS - sum(inner)]
    found = Counter(k if abs(k) <= end else "beyond" for k in noise)
    observed = [*(found[k] for k in range(-end, end + 1)), found["beyond"]]
    statistic = sum((o - e) ** 2 / e for o, e in zip(observed, expected, strict=True))
    return chi2.sf(statistic, len(expected) - 1)


@pytest.mark.parametrize("epsilon, sensitivity", [("1", 1), ("1/10", 1), ("1/2", 3), ("3", 1)])
def test_the_noise_has_the_distribution_of_the_analytic_formula(epsilon, sensitivity):
    epsilon = Fraction(epsilon)
    noise = with_noise([0] * DRAWS, sensitivity, epsilon)
    assert misfit(noise, float(epsilon) / sensitivity) > FALSE_ALARM


def test_noise_of_another_size_is_told_apart():
    noise = with_noise([0] * DRAWS, 1, Fraction(1, 2))
    assert misfit(noise, 0.6) < FALSE_ALARM


def test_noise_is_added_to_the_exact_numbers_and_each_has_its_own():
    exact = [1000 * place for place in range(200)]
    noise = np.subtract(with_noise(exact, 1, Fraction(1)), exact)
    assert abs(noise).max() < 100
    assert len(set(noise)) > 3


def test_two_draws_differ_so_that_no_seed_repeats_them():
    first, second = (with_noise([0] * 200, 1, Fraction(1, 10)) for _ in range(2))
    assert first != second


@settings(max_examples=25, deadline=None)
@given(st.fractions("1/100", 10), st.integers(1, 500))
def test_the_library_certifies_no_more_than_epsilon(epsilon, sensitivity):
    certified = mechanism_of(3, sensitivity, epsilon).map(sensitivity)
    assert 0.999 * float(epsilon) <= certified
    assert Fraction(certified) <= epsilon


@given(st.fractions("1/1000", 10))
def test_a_binary_fraction_is_never_above_the_part_that_it_stands_for(epsilon):
    assert 0 <= epsilon - Fraction(below(epsilon)) < Fraction(1, 10**12)


@settings(max_examples=50)
@given(st.fractions("1/20", 5), st.integers(1, 50))
def test_the_printed_range_of_the_noise_is_the_smallest_that_holds_95_of_100(epsilon, sensitivity):
    rate, k = float(epsilon) / sensitivity, noise_within(sensitivity, epsilon)
    assert sum(probability(j, rate) for j in range(-k, k + 1)) >= 0.95 - 1e-9
    if k:
        assert sum(probability(j, rate) for j in range(-k + 1, k)) < 0.95 + 1e-9


@pytest.mark.parametrize("epsilon", [Fraction(1, 2), Fraction(2)])
def test_no_answer_is_more_likely_by_more_than_the_promised_factor_with_a_person_than_without(epsilon):
    """Whatever set of answers somebody looks for: here, counts of at least k. The bound is the promise itself, and the
    slack is what 20,000 draws leave open (Hoeffding 1963, each of 60 comparisons at a ten-thousand-millionth)."""
    without, with_one = (np.array(with_noise([n] * DRAWS, 1, epsilon)) for n in (10, 11))
    slack = math.sqrt(math.log(2 / 1e-10) / (2 * DRAWS))
    for k in range(-5, 25):
        for one, other in ((without, with_one), (with_one, without)):
            assert (one >= k).mean() - slack <= math.exp(epsilon) * ((other >= k).mean() + slack)


def test_a_study_that_does_not_ask_for_it_never_loads_the_library():
    code = (
        "import sys; from pathlib import Path; import chart2paper.release.rules; "
        "[__import__('chart2paper.release.' + '.'.join(p.relative_to('src/chart2paper/release').with_suffix('').parts))"
        " for p in sorted(Path('src/chart2paper/release').rglob('*.py')) if p.stem != '__init__']; "
        "from chart2paper.protocol.load import load_study; "
        "assert load_study('config.yaml').release.differential_privacy is None; "
        "print('opendp' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_missing_library_is_told_in_plain_words(monkeypatch):
    monkeypatch.setitem(sys.modules, "opendp", None)
    monkeypatch.setitem(sys.modules, "opendp.prelude", None)
    with pytest.raises(Problems) as told:
        library()
    assert "opendp" in told.value.report()
    assert "pip install" in told.value.report()


def test_the_table_of_epsilon_in_the_documentation_is_worked_out_from_the_formulas():
    page = Path("docs/differential_privacy.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d.]+) \| (?:more than )?([\d.]+) % \| (\d+) \|$", page, re.MULTILINE)
    assert len(rows) == 5
    for epsilon, odds, within in rows:
        certain = 100 * math.exp(float(epsilon)) / (1 + math.exp(float(epsilon)))
        assert certain == pytest.approx(float(odds), abs=0.5 if float(odds) < 99 else 0.01)
        assert noise_within(1, Fraction(epsilon)) == int(within)
