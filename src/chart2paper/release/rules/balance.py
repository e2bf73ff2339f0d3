"""Rules of the tables that compare the arms: balance, overlap, diagnostics, what could explain a difference."""

from chart2paper.dictionary.words import ROLES
from chart2paper.release.counts import Counts
from chart2paper.release.rules import names
from chart2paper.release.rules.rule import NEVER, Namer, Rests, Row, TableRule


def _people(analysis: str, counts: Counts) -> tuple[int, ...]:
    return tuple(counts.numbers.get(names.matched(analysis, role), 0) for role in ROLES)


def _covariate(analysis: str, row: Row, counts: Counts) -> Rests:
    """A share at a level rests on the people at that level in both arms; a mean on those in whom it is known."""
    name, value = row["covariate"], row["level"]
    if value is None:
        yes = tuple(names.level(analysis, role, name, "1") for role in ROLES)
        if all(one in counts.numbers for one in yes):
            return Rests(yes, _people(analysis, counts))
        known = tuple(names.known(analysis, role, name) for role in ROLES)
        return Rests(known, _people(analysis, counts)) if all(k in counts.numbers for k in known) else NEVER
    if value == "missing":
        value = "not recorded"
    at_level = tuple(names.level(analysis, role, name, str(value)) for role in ROLES)
    return Rests(at_level, _people(analysis, counts)) if all(a in counts.numbers for a in at_level) else NEVER


BALANCE = TableRule(
    labels=("covariate", "level", "sample"),
    statistics=("smd", "smd_ci_low", "smd_ci_high", "smd_flagged", "chance_limit", "variance_ratio"),
    rests=_covariate,
    labels_rest=True,
)

WEIGHTED_BALANCE = TableRule(
    labels=("scheme", "covariate", "level"),
    statistics=("smd_before", "smd_after"),
    rests=_covariate,
)


def _not_matched(analysis: str, row: Row, counts: Counts) -> Rests:
    """A mean of those left out rests on how many they are; a share at a level of so few is never shown."""
    means = row["level"] is None
    needed = (names.unmatched(analysis, "exposed"), names.matched(analysis, "exposed"))
    return Rests(needed) if means and not str(row["covariate"]).startswith("on_") else NEVER


def _of_kept(role: str) -> Namer:
    def name(analysis: str, row: Row) -> str:
        return names.matched(analysis, "exposed") if role == "kept" else names.unmatched(analysis, "exposed")

    return name


KEPT_DROPPED = TableRule(
    labels=("covariate", "level"),
    counts={"n_kept": _of_kept("kept"), "n_dropped": _of_kept("dropped")},
    borrowed=("n_kept", "n_dropped"),
    statistics=("kept", "dropped", "smd", "smd_ci_low", "smd_ci_high"),
    rests=_not_matched,
    labels_rest=True,
)


def _confounder(analysis: str, row: Row, counts: Counts) -> Rests:
    """What a covariate with levels could explain rests on its strongest level, and so on all of them."""
    levels = tuple(
        name
        for role in ROLES
        for name in counts.numbers
        if name.startswith(f"{names.matched(analysis, role)}/{row['covariate']}=")
    )
    known = tuple(names.known(analysis, role, row["covariate"]) for role in ROLES)
    needed = levels or tuple(name for name in known if name in counts.numbers)
    return Rests(needed, _people(analysis, counts)) if needed else NEVER


MEASURED_CONFOUNDERS = TableRule(
    labels=("covariate", "adjusted"),
    statistics=(
        *("difference", "risk_ratio_exposure", "risk_ratio_outcome", "bounding_factor", "strength"),
        *("times_estimate", "times_limit", "estimate_changed"),
    ),
    words=("status",),
    rests=_confounder,
    labels_rest=True,
)


def _check(analysis: str, row: Row, counts: Counts) -> Rests:
    """The number of a check, and whether it passed, warned or failed: the limits are known, so that the word
    narrows the number."""
    eligible = names.eligible(analysis, "exposed")
    missing = tuple(names.missing(analysis, role) for role in ROLES)
    by_check = {
        "equipoise": Rests((eligible,)),
        "exposed_kept": Rests((eligible, names.unmatched(analysis, "exposed"))),
        "missing_outcome": Rests(missing),
        "missing_difference": Rests(missing),
    }
    return by_check.get(row["check"], Rests((), _people(analysis, counts)))


DIAGNOSTICS = TableRule(
    labels=("place", "check", "unit", "worse_when", "warn_at", "fail_at"),
    statistics=("number", "judgement"),
    rests=_check,
)


def in_place(analysis: str, row: Row) -> str:
    """The matched exposed people in equipoise, or within the range of the comparators."""
    return f"{names.matched(analysis, 'exposed')}/{row['measure']}"


def _is_share_of_matched(row: Row) -> bool:
    return (row["sample"], row["role"]) == ("after", "exposed") and str(row["measure"]).startswith("in_")


def _relate_overlap(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    total = names.matched(analysis, "exposed")
    for row in rows:
        if _is_share_of_matched(row) and total in counts.numbers and row["value"] is not None:
            name = counts.add(in_place(analysis, row), round(row["value"] * counts.numbers[total]), file)
            counts.part_of(total, [name], f"{name}: not", file)


def _overlap(analysis: str, row: Row, counts: Counts) -> Rests:
    """Shares of everyone else are weighted or rest on the eligible; limits of scores are single people's."""
    if not _is_share_of_matched(row):
        return NEVER
    return Rests((in_place(analysis, row), names.matched(analysis, "exposed")))


OVERLAP_SUMMARY = TableRule(
    labels=("measure", "sample", "role"),
    statistics=("value",),
    words=("status",),
    rests=_overlap,
    relate=_relate_overlap,
)
