"""Sections of the supplement about the primary analysis and the records, one file per topic.

A section is a function of the values and the material that returns Markdown: its heading with a reference id,
a short text and its tables. `reports/paper.qmd` includes it as `_generated/supplement/<name>.md`.
"""

from collections.abc import Callable

from chart2paper.paper.supplement.balance import balance_section
from chart2paper.paper.supplement.changes import changes_section
from chart2paper.paper.supplement.explain import explain_section
from chart2paper.paper.supplement.harms import harms_section
from chart2paper.paper.supplement.kept_dropped import kept_dropped_section
from chart2paper.paper.supplement.missing import missing_section
from chart2paper.paper.supplement.other_methods import other_methods_section
from chart2paper.paper.supplement.overlap import overlap_section
from chart2paper.paper.supplement.readings import readings_section
from chart2paper.paper.supplement.sensitivity import sensitivity_section
from chart2paper.paper.supplement.subgroups import subgroups_section
from chart2paper.paper.supplement.weighting import weighting_section
from chart2paper.writing.material import Material
from chart2paper.writing.values import Values

SECTIONS: dict[str, Callable[[Values, Material], str]] = {
    "changes": changes_section,
    "balance": balance_section,
    "overlap": overlap_section,
    "kept_dropped": kept_dropped_section,
    "missing": missing_section,
    "subgroups": subgroups_section,
    "harms": harms_section,
    "other_methods": other_methods_section,
    "explain": explain_section,
    "weighting": weighting_section,
    "sensitivity": sensitivity_section,
    "readings": readings_section,
}
