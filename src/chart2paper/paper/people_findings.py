"""What was found about who was compared: sentences as values."""

from chart2paper.paper import people_facts as s
from chart2paper.paper.balance_findings import add_balance_finding
from chart2paper.writing.about import About
from chart2paper.writing.material import Analysis
from chart2paper.writing.values import Values


def add_people_findings(values: Values, prefix: str, analysis: Analysis) -> None:
    """Add the sentences on numbers, missing outcomes, baseline scores and balance of one analysis."""
    _people(values, prefix, analysis)
    add_balance_finding(values, prefix, analysis)


def _people(values: Values, prefix: str, analysis: Analysis) -> None:
    people, about = f"people.{analysis.name}", About("finding", analysis=analysis.name)
    counts = {role: int(values.get(f"{people}.{role}.n").value) for role in ("exposed", "comparator")}
    names = {"exposed": f"{people}.exposed.n", "comparator": f"{people}.comparator.n"}
    matched = "none" if s.size(**counts) == "none" else "some"
    values.sentence(f"{prefix}.counts", "people#counts", {"matched": matched}, **names)
    scored = {role: f"{people}.{role}.with_outcome" for role in counts}
    how_many = s.size(*(int(values.get(identifier).value) for identifier in scored.values()))
    for name, only_when_few in (("size", False), ("small", True)):
        choice = {"scored": how_many, "only_when_few": only_when_few}
        values.sentence(f"{prefix}.{name}", "people#size", choice, about, **scored)
    unmatched = int(values.get(f"{people}.unmatched").value)
    found = "some" if unmatched else "none" if counts["exposed"] else "nobody"
    choice = {"unmatched_are": found}
    shown = {"unmatched": f"{people}.unmatched"}
    values.sentence(f"{prefix}.unmatched", "people#unmatched", choice, about, **shown)
    missing = int(values.get(f"{people}.missing").value)
    fits = s.missing_outcomes(
        missing, sum(counts.values()), analysis.choice("eligibility", "outcome_required")
    )
    values.sentence(
        f"{prefix}.missing",
        "people#missing",
        {"missing": fits},
        about,
        exposed=f"{people}.exposed.missing",
        n_exposed=names["exposed"],
        comparator=f"{people}.comparator.missing",
        n_comparator=names["comparator"],
    )
    shares = {role: f"{people}.{role}.missing_percent" for role in counts}
    fits = s.responder_caution(*(values.get(identifier).value for identifier in shares.values()))
    choice, names = {"shares": fits}, {"drug": "study.short", **shares}
    values.sentence(f"{prefix}.responder_caution", "people#responder_caution", choice, about, **names)
    means = {role: f"{people}.{role}.baseline_score.mean" for role in counts}
    exposed, comparator = (values.get(identifier).value for identifier in means.values())
    fits = s.baseline_difference(exposed, comparator, values.outcome)
    values.sentence(f"{prefix}.baseline", "people#baseline", {"baseline": fits}, drug="study.short", **means)
