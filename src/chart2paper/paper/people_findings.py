"""What was found about who was compared: sentences as values."""

from typing import Any

from chart2paper.paper import people_sentences as s
from chart2paper.paper.material import Analysis
from chart2paper.paper.numbers import number
from chart2paper.paper.values import Values
from chart2paper.paper.words import IN_PROSE, level_in_prose


def add_people_findings(values: Values, prefix: str, analysis: Analysis) -> None:
    """Add the sentences on numbers, missing outcomes, baseline pain and balance of one analysis."""
    _people(values, prefix, analysis)
    _balance(values, prefix, analysis)


def _people(values: Values, prefix: str, analysis: Analysis) -> None:
    people = f"people.{analysis.name}"
    counts = {role: int(values.get(f"{people}.{role}.n").value) for role in ("exposed", "comparator")}
    names = {"exposed": f"{people}.exposed.n", "comparator": f"{people}.comparator.n"}
    values.say(f"{prefix}.counts", s.COUNTS[s.size(counts["exposed"], counts["comparator"])], **names)
    scored = {role: f"{people}.{role}.with_outcome" for role in counts}
    how_many = s.size(*(int(values.get(id).value) for id in scored.values()))
    values.say(f"{prefix}.size", s.SIZE[how_many], **scored)
    values.say(f"{prefix}.small", s.SIZE[how_many] if how_many == "few" else "", **scored)
    unmatched = int(values.get(f"{people}.unmatched").value)
    found = "some" if unmatched else "none" if counts["exposed"] else "nobody"
    values.say(f"{prefix}.unmatched", s.UNMATCHED[found], unmatched=f"{people}.unmatched")
    missing = int(values.get(f"{people}.missing").value)
    fits = s.missing_outcomes(
        missing, sum(counts.values()), analysis.choice("eligibility", "outcome_required")
    )
    values.say(
        f"{prefix}.missing",
        s.MISSING[fits],
        exposed=f"{people}.exposed.missing",
        n_exposed=names["exposed"],
        comparator=f"{people}.comparator.missing",
        n_comparator=names["comparator"],
    )
    shares = {role: f"{people}.{role}.missing_percent" for role in counts}
    fits = s.responder_caution(*(values.get(id).value for id in shares.values()))
    values.say(f"{prefix}.responder_caution", s.RESPONDER_CAUTION[fits], drug="study.short", **shares)
    means = {role: f"{people}.{role}.baseline_score.mean" for role in counts}
    fits = s.baseline_difference(*(values.get(id).value for id in means.values()))
    values.say(f"{prefix}.baseline", s.BASELINE[fits], drug="study.short", **means)


def _balance(values: Values, prefix: str, analysis: Analysis) -> None:
    frame = analysis.balance.frame
    file = analysis.balance.file
    after = frame[frame["sample"].eq("after") & frame["smd"].notna()]
    if after.empty:
        values.say(f"{prefix}.balance.text", s.BALANCE["none"])
        return
    size = after["smd"].abs()
    beyond = int((size > s.BALANCED_SMD).sum())
    position = int(after.index[int(size.to_numpy().argmax())])
    worst = {str(name): cell for name, cell in frame.iloc[position].items()}
    row = position + 2
    smd = float(worst["smd"])
    rule = "rows after matching"
    people = f"people.{analysis.name}"
    exposed, comparator = (values.get(f"{people}.{role}.n").value for role in ("exposed", "comparator"))
    chance = (1 / max(exposed, 1) + 1 / max(comparator, 1)) ** 0.5
    names = {
        "limit": "constant.balanced",
        "exposed": f"{people}.exposed.n",
        "comparator": f"{people}.comparator.n",
        "count": values.add(
            f"{prefix}.balance.count",
            beyond,
            str(beyond),
            file=file,
            column="smd",
            rule=f"count of {rule} beyond 0.1",
        ),
        "all": values.add(
            f"{prefix}.balance.all",
            len(after),
            str(len(after)),
            file=file,
            column="smd",
            rule=f"count of {rule}",
        ),
        "smd": values.add(f"{prefix}.balance.smd", smd, number(smd, "smd"), file=file, row=row, column="smd"),
        "largest": values.add(
            f"{prefix}.balance.largest", None, _covariate(worst), file=file, row=row, column="covariate"
        ),
        "chance": values.add(
            f"{prefix}.balance.chance",
            chance,
            number(chance, "smd"),
            rule="square root of 1/n exposed + 1/n comparators",
            sources=(f"{people}.exposed.n", f"{people}.comparator.n"),
        ),
    }
    fits = "good" if not beyond else "by_chance" if abs(smd) < s.CHANCE_SPREAD * chance else "more"
    values.say(f"{prefix}.balance.text", s.BALANCE[fits], **names)


def _covariate(row: dict[str, Any]) -> str:
    name, level = str(row["covariate"]), row["level"]
    words = IN_PROSE.get(name, name.replace("_", " "))
    has_level = isinstance(level, str) and level != "" and level not in ("0", "1")
    return f"{words} ({level_in_prose(name, level)})" if has_level else words
