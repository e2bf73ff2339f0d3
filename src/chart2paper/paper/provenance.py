"""Where everything comes from: the files behind the paper, the code lists, and the software."""

from importlib.metadata import version
from platform import python_version

from chart2paper.writing.material import Material
from chart2paper.writing.tables import table, table_words
from chart2paper.writing.values import FILE_NAME, PROGRAM, Values, slug

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
    return values.markdown("software", {}, {"listed": listed}, python="software.python")


def provenance_table(values: Values, material: Material) -> str:
    """Return the files that the paper rests on and what each says."""
    study, primary = material.study, material.primary
    clinic, lists = study["clinic"], study["codelists"]
    listed = [
        ("export", "Export, as it came", clinic["raw_folder"], "Never changed"),
        ("mapping", "Mapping", clinic["mapping"], "Which file and column of the export is what"),
        ("pain_conditions", "Diagnosis codes", lists["pain_conditions"], "Pain group and mechanism"),
        ("drugs", "Drug names", lists["drugs"], "Ingredient and class"),
        ("pain_words", "Words for pain", lists["pain_words"], "Score of each word"),
        ("row_ledger", "Row ledger", material.row_ledger.file, "Rows read, kept and set aside"),
        ("cleaning_summary", "Cleaning", material.cleaning_summary.file, "Values changed, by rule"),
        ("quarantine", "Quarantine", material.quarantine.file, "Rows set aside, and why"),
        ("attrition", "Attrition", primary.attrition.file, "Who was left out, and why"),
        ("matches", "Matched sets", primary.matches.file, "Who is compared with whom"),
        ("balance", "Balance", primary.balance.file, "Likeness before and after matching"),
        ("analysis_set", "Analysis set", primary.analysis_set.file, "What the estimators saw"),
        ("estimates", "Estimates", primary.estimates.file, "Every estimate with its status"),
    ]
    if material.truth:
        truth = "The simulated effect, read by the paper alone"
        listed.append(("truth", "Truth", material.truth_file, truth))
    rows = [
        [what, f"`{values.show(add_file(values, name, file))}`", meaning]
        for name, what, file, meaning in listed
    ]
    words = table_words(values, "tables/files", {"other_analyses": bool(material.others)})
    return table(words.head, rows, words.caption, "suptbl-files", [20, 46, 34], note=words.note)


def add_file(values: Values, name: str, file: str) -> str:
    """Add the path of a file and return its id. `name` says what the file is: the id holds no path."""
    return values.add(f"file.{slug(name)}", None, file, file=PROGRAM, rule=FILE_NAME)
