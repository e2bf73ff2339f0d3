"""Where everything comes from: the files behind the paper, the code lists, and the software."""

from importlib.metadata import version
from platform import python_version

from chart2paper.writing.material import Material
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import PROGRAM, Values, slug

WORDS = "tables/files"
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
    files = {
        "export": clinic["raw_folder"],
        "mapping": clinic["mapping"],
        **{name: lists[name] for name in ("pain_conditions", "drugs", "score_words")},
        "row_ledger": material.row_ledger.file,
        "cleaning_summary": material.cleaning_summary.file,
        "quarantine": material.quarantine.file,
        "attrition": primary.attrition.file,
        "matches": primary.matches.file,
        "balance": primary.balance.file,
        "analysis_set": primary.analysis_set.file,
        "estimates": primary.estimates.file,
    }
    if material.truth:
        files["truth"] = material.truth_file
    rows = [
        values.markdown(f"{WORDS}#row", {"kept_in": name}, {}, file=add_file(values, name, file)).split(" | ")
        for name, file in files.items()
    ]
    words = table_words(values, WORDS, {"other_analyses": bool(material.others)})
    return words.table("suptbl-files", [20, 46, 34], rows)


def add_file(values: Values, name: str, file: str) -> str:
    """Add the path of a file and return its id. `name` says what the file is: the id holds no path."""
    return values.add(f"file.{slug(name)}", None, file, file=PROGRAM, rule="name of the file", made="file")
