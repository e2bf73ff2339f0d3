"""Rules of the tables of parts of an analysis's people: bands of dose, and the two kinds of each subgroup."""

from chart2paper.release.counts import Counts
from chart2paper.release.kinds import NOT_RELEASED, between_arms, of_arm, p_beside, p_times
from chart2paper.release.rules import names
from chart2paper.release.rules.rule import Namer, Rests, Row, TableRule, number_in
from chart2paper.tables.closed_lists import ROLES


def _band(analysis: str, row: Row) -> str:
    return names.dose_band(analysis, row["band"])


def _relate_doses(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    bands = [_band(analysis, row) for row in rows]
    total = names.with_outcome(analysis, "exposed")
    counts.part_of(total, bands, f"{total}/dose not known", file)


DOSE_RESPONSE = TableRule(
    labels=("band", "dose_from", "dose_below"),
    counts={"n": _band},
    statistics={"change": of_arm(0.5), "ci_low": NOT_RELEASED, "ci_high": NOT_RELEASED},
    words=("status",),
    rests=lambda analysis, row, counts: Rests((_band(analysis, row),)),
    relate=_relate_doses,
)


HALVES = ("first", "second")
EFFECTS = {"first": "difference_first", "second": "difference_second", "interaction": "interaction"}


def _half(which: str) -> Namer:
    def name(analysis: str, row: Row) -> str:
        return names.subgroup(analysis, row["subgroup"], row[which])

    return name


def _relate_subgroups(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Both halves lie within the people with an outcome, and each within the matched people at that level."""
    for row in rows:
        total, covariate = names.both(analysis, names.WITH_OUTCOME), row["subgroup"]
        halves = [_half(which)(analysis, row) for which in HALVES]
        counts.part_of(total, halves, f"{total}/{covariate} neither", file)
        for name, value in zip(halves, (row[which] for which in HALVES), strict=True):
            by_arm = [names.level(analysis, role, covariate, value) for role in ROLES]
            if all(one in counts.numbers for one in by_arm):
                everyone = f"{names.both(analysis, names.MATCHED)}/{covariate}={value}"
                counts.hidden.add(counts.add(everyone, sum(counts.numbers[one] for one in by_arm), file))
                counts.whole(everyone, by_arm, file)
                counts.part_of(everyone, [name], f"{name}: without outcome", file)
            counts.whole(name, [names.subgroup(analysis, covariate, value, role) for role in ROLES], file)


def _subgroup_rests(analysis: str, row: Row, counts: Counts) -> Rests:
    """Each arm of each half must be many; a table that does not tell how many has no released effects."""
    of_exposed = [(number_in(row, f"n_{which}"), number_in(row, f"n_{which}_exposed")) for which in HALVES]
    arms = [(exposed or 0, (both or 0) - (exposed or 0)) for both, exposed in of_exposed]
    return Rests((), tuple(people for pair in arms for people in pair))


def _of_half(which: str) -> tuple[str, str]:
    return f"{which}_low", f"{which}_high"


P_OF_INTERACTION = p_beside("interaction", *_of_half("interaction"))
SUBGROUPS = TableRule(
    labels=("subgroup", "first", "second"),
    counts={"n_first": _half("first"), "n_second": _half("second")},
    statistics={
        **{
            column: between_arms(*_of_half(which))
            for which, estimate in EFFECTS.items()
            for column in (estimate, *_of_half(which))
        },
        "p_value": P_OF_INTERACTION,
        "p_holm": p_times(P_OF_INTERACTION, "p_value"),
    },
    words=("status",),
    rests=_subgroup_rests,
    relate=_relate_subgroups,
)
