"""What is known of simulated records alone: the true effects, and how far each design lands from them."""

from chart2paper.writing.literal import literal
from chart2paper.writing.material import Material
from chart2paper.writing.numbers import number
from chart2paper.writing.values import Values, text_slug


def truth_box(values: Values, material: Material, sentences: list[str]) -> str:
    """Return the box that tells how far each design lands from the truth; empty for real records."""
    if not material.truth:
        return ""
    by_mechanism = material.truth.get("att_day_90_by_mechanism") or {}
    known = [name for name, value in by_mechanism.items() if value is not None]
    made = {
        "designs": "\n".join(f"- {values.show(identifier)}" for identifier in sentences)
        or values.markdown("truth#no_design"),
        "effects": ", ".join(
            f"{literal(name)} {values.show(f'truth.by_mechanism.{text_slug(name)}')}" for name in known
        ),
    }
    true = {"truth": "truth.att_day_90", "per_protocol": "truth.per_protocol_day_90"}
    choice = {"by_mechanism": bool(known)}
    return values.markdown("truth#box", choice, made, drug="study.short", **true) + "\n"


def true_interaction(values: Values, material: Material) -> str:
    """Add how the true effects at two levels of a covariate differ, in points; empty where one is not known."""
    _, first, second = material.primary.choice("estimation", "subgroups")
    true = material.truth.get("att_day_90_by_mechanism") or {}
    if true.get(first) is None or true.get(second) is None:
        return ""
    difference = float(true[first]) - float(true[second])
    return values.add(
        "truth.interaction",
        difference,
        f"{number(difference, 'difference')} points",
        rule=f"effect in {first} minus effect in {second} pain",
        sources=tuple(f"truth.by_mechanism.{text_slug(name)}" for name in (first, second)),
    )
