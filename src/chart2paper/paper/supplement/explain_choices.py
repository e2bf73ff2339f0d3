"""The protocol's choices on what could explain the result away, with basis and reason."""

from chart2paper.paper.material import Material
from chart2paper.paper.study_values import PROTOCOL, choice_text
from chart2paper.paper.tables_md import table
from chart2paper.paper.values import Values

CHOICES = {
    "placebo_window_days": "Placebo window, days",
    "placebo_target_day": "Placebo target day",
    "negative_controls": "Negative controls",
    "largest_gamma": "Largest hidden bias tried",
}


def choices_table(values: Values, material: Material) -> str:
    """Return the protocol's choices of this section with their basis and reason."""
    rows = []
    for name, label in CHOICES.items():
        choice, column = material.study["explanations"][name], f"explanations.{name}"
        ids = [
            values.add(f"protocol.{column}.{part}", choice[part], text, file=PROTOCOL, column=column)
            for part, text in (("value", choice_text(choice["value"])), ("why", choice["why"]))
        ]
        rows.append([label, values.show(ids[0]), choice["basis"], values.show(ids[1])])
    return table(
        ["Element", "Choice", "Basis", "Why"],
        rows,
        "Choices and reasons: what could explain the result away.",
        "suptbl-reasons-explanations",
        [18, 34, 12, 36],
    )
