"""Sections of the supplement about the primary analysis, one file per topic.

A section is a function of the values and the material that returns Markdown: its heading with a reference id,
a short text and its tables. `reports/paper.qmd` includes it as `_generated/supplement/<name>.md`.
"""

from collections.abc import Callable

from chart2paper.paper.material import Material
from chart2paper.paper.supplement.harms import harms_section
from chart2paper.paper.supplement.sensitivity import sensitivity_section
from chart2paper.paper.supplement.subgroups import subgroups_section
from chart2paper.paper.values import Values

SECTIONS: dict[str, Callable[[Values, Material], str]] = {
    "subgroups": subgroups_section,
    "harms": harms_section,
    "sensitivity": sensitivity_section,
}
