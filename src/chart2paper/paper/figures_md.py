"""The figures as the paper shows them: picture, caption and a description for people who cannot see it."""

import re
from collections.abc import Mapping

from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.values import Values

CAPTIONS = {
    "flow": "Study flow, from everyone in the export to everyone with an outcome score",
    "balance": "Standardised mean differences between the groups before and after matching; dashed lines "
    "mark the conventional limit of good balance, dotted lines what chance alone explains with this many people",
    "overlap": "Preference scores of both groups before and after matching: how likely the treatment is for people "
    "like these, were it given to half of all",
    "trajectories": "Pain scores of each matched person over time (thin lines) and group means (thick lines)",
    "responders": "Share of people whose pain fell by at least a given percentage and, beneath, the difference "
    "between the groups, with 95% intervals at each threshold on its own; people without an outcome score count "
    "as not having responded",
    "time_on_treatment": "Share of exposed people still taking the exposure drug (Kaplan–Meier), with 95% interval "
    "and the number of people at risk",
    "tipping": "Adjusted difference by how far the imputed scores are shifted in one group or in both; "
    "bands are 95% intervals, and hollow points those whose interval includes no difference",
    "specification_curve": "Specification curve: every analysis of the sensitivity grid that is in points, sorted by "
    "its estimate (points with 95% intervals), and beneath it the settings in which each differs from the primary "
    "analysis",
    "forest": "Estimates by analysis and subgroup, with 95% intervals",
}
PRIMARY_FIGURES = ("flow", "balance", "responders")


def figure_parts(values: Values, material: Material) -> dict[str, str]:
    """Return the Markdown of every figure by file name: those of the primary analysis, the forest plot, and one
    file with the rest."""
    primary = material.primary
    parts = {
        f"{name}.md": figure(values, material, primary, name, f"supfig-{name}") for name in PRIMARY_FIGURES
    }
    parts["forest.md"] = figure(values, material, None, "forest", "fig-forest")
    rest = [figure(values, material, primary, "trajectories", _id(primary, "trajectories"))]
    for analysis in material.others:
        rest += [
            figure(values, material, analysis, name, _id(analysis, name))
            for name in (*PRIMARY_FIGURES, "trajectories")
        ]
    parts["supplement.md"] = "\n".join(rest)
    return parts


def _id(analysis: Analysis, name: str) -> str:
    return f"supfig-{name}-{analysis.name.replace('_', '-')}"


def figure(values: Values, material: Material, analysis: Analysis | None, name: str, identifier: str) -> str:
    """Return one figure; those of the supplement (`supfig-`) are divisions with their caption last."""
    stem = f"{analysis.name}_{name}" if analysis else name
    parts = [CAPTIONS[name]]
    if name == "forest" and material.literature is not None:
        parts[0] += ", and published results on the same scales"
    if analysis is not None:
        parts.append(f"Analysis: {values.show(f'protocol.analyses.{analysis.name}.title')}")
    caption = ". ".join([*parts, "Simulated data" if material.simulated else ""]).removesuffix(". ") + "."
    alt = material.alt_texts.get(stem, "") or CAPTIONS[name]
    id_of_alt = values.add(
        f"figure.{stem}.alt", None, alt, file=f"{stem}.svg", rule="description in the figure"
    )
    quoted = values.show(id_of_alt)
    path = f"_generated/figures/{stem}.svg"
    if identifier.startswith("supfig-"):
        return f'::: {{#{identifier}}}\n![]({path}){{fig-alt="{quoted}"}}\n\n{caption}\n:::\n'
    return f'![{caption}]({path}){{#{identifier} fig-alt="{quoted}"}}\n'


# A figure of the supplement as it is written above: its file's name is its key.
OF_SUPPLEMENT = re.compile(
    r'(?P<picture>!\[\]\(_generated/figures/(?P<stem>\w+)\.svg\)\{fig-alt="[^"]*"\}\n\n).+(?=\n:::)'
)


def with_captions(text: str, captions: Mapping[str, str]) -> str:
    """Return a text whose figures of the supplement have other captions, by the names of their files."""
    return OF_SUPPLEMENT.sub(
        lambda figure: (
            figure["picture"] + captions[figure["stem"]] if figure["stem"] in captions else figure[0]
        ),
        text,
    )
