"""The generated parts of `docs/demo_clinic.md`."""

from chart2paper.demo_clinic.mess import Tables
from chart2paper.demo_clinic.mess_registry import mess_table
from chart2paper.demo_clinic.parameters import mechanism_table, parameter_table


def with_reference(page: str, export: Tables) -> str:
    """Return the page with its tables of parameters and its table of mess kinds made anew.

    `export` is the shipped clinic as `read_export` returns it. Each table stands between two comments,
    `<!-- parameters -->` and `<!-- end of parameters -->` (`mechanisms` and `mess` likewise); ValueError where they
    are missing.
    """
    tables = {
        "parameters": parameter_table(),
        "mechanisms": mechanism_table(),
        "mess": mess_table(export),
    }
    for name, table in tables.items():
        before, found, rest = page.partition(f"<!-- {name} -->\n")
        _, found_end, after = rest.partition(f"<!-- end of {name} -->")
        if not found or not found_end:
            raise ValueError(f"the page has no place for its table of {name}")
        page = f"{before}{found}{table}\n{found_end}{after}"
    return page
