"""Where everything comes from: the files behind the paper, the code lists, and the software."""

from importlib.metadata import version
from platform import python_version

from chart2paper.paper.material import Material
from chart2paper.paper.tables_md import table
from chart2paper.paper.values import PROGRAM, Values, text_slug

SOFTWARE = ("snakemake", "pandas", "numpy", "scipy", "duckdb", "matplotlib")


def add_software(values: Values) -> None:
    """Add the versions of the software that made the numbers."""
    values.add("software.python", None, python_version(), file=PROGRAM, rule="installed version")
    for name in SOFTWARE:
        values.add(f"software.{name}", None, version(name), file=PROGRAM, rule="installed version")


def software_text(values: Values) -> str:
    """Return the software that made the numbers, and what its estimators were tested against."""
    names = {
        "snakemake": "Snakemake",
        "numpy": "NumPy",
        "scipy": "SciPy",
        "duckdb": "DuckDB",
        "matplotlib": "Matplotlib",
    }
    listed = ", ".join(f"{names.get(name, name)} {values.show(f'software.{name}')}" for name in SOFTWARE)
    return (
        f"Python {values.show('software.python')} with {listed}. Matching and estimation are part of the workflow; "
        "their tests compare them with statsmodels, SciPy, R (MatchIt, clubSandwich) and published examples."
    )


def provenance_table(values: Values, material: Material) -> str:
    """Return the files that the paper rests on and what each says."""
    study, primary = material.study, material.primary
    listed = [
        ("Export, as it came", study["clinic"]["raw_folder"], "Never changed"),
        ("Mapping", study["clinic"]["mapping"], "Which file and column of the export is what"),
        ("Diagnosis codes", study["codelists"]["pain_conditions"], "Pain group and mechanism"),
        ("Drug names", study["codelists"]["drugs"], "Ingredient and class"),
        ("Words for pain", study["codelists"]["pain_words"], "Score of each word"),
        ("Row ledger", material.row_ledger.file, "Rows read, kept and set aside"),
        ("Cleaning", material.cleaning_summary.file, "Values changed, by rule"),
        ("Quarantine", material.quarantine.file, "Rows set aside, and why"),
        ("Attrition", primary.attrition.file, "Who was left out, and why"),
        ("Matched sets", primary.matches.file, "Who is compared with whom"),
        ("Balance", primary.balance.file, "Likeness before and after matching"),
        ("Analysis set", primary.analysis_set.file, "What the estimators saw"),
        ("Estimates", primary.estimates.file, "Every estimate with its status"),
    ]
    if material.truth:
        listed.append(("Truth", material.truth_file, "The simulated effect, read by the paper alone"))
    rows = [[what, _file(values, file), meaning] for what, file, meaning in listed]
    others = ""
    if material.others:
        others = " The other analyses have the same files in folders of their own."
    return table(
        ["What", "File", "Says"],
        rows,
        "Files behind this paper (primary analysis).",
        "suptbl-files",
        [20, 46, 34],
        note=f"Fingerprints (SHA-256), sizes, rules and settings of all files are in the run’s "
        f"manifest.{others}",
    )


def _file(values: Values, file: str) -> str:
    id = f"file.{text_slug(file)}"
    return f"`{values.show(values.add(id, None, file, file=PROGRAM, rule='name of the file'))}`"
