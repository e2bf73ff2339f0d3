"""Values of a made-up paper about people, as `values.json` has them."""

from chart2paper.writing.about import About

FILE = "results/tt/model/analysis_set.csv"


def value_of(number: float, text: str, kind: str, group: str = "", role: str = "", **more: str) -> dict:
    """Return a number of people, or a mean or an SD, of the analysis tt."""
    told = About(kind, group, "tt", role, **more).as_json()
    blank = {"file": FILE, "row": None, "column": "", "rule": "", "sources": [], "template": ""}
    return {"value": number, "text": text, **blank, "about": told}


def counts_of_arm(role: str, people: int, with_outcome: int) -> dict:
    """Return the numbers of an arm's matched people, of those with an outcome and of those without, by id."""
    numbers = {"n": ("matched", people), "with_outcome": ("with outcome", with_outcome)}
    numbers["missing"] = ("missing", people - with_outcome)
    return {
        f"people.tt.{role}.{name}": value_of(number, f"{number:,}", "count", group, role)
        for name, (group, number) in numbers.items()
    }


def counts_of_both(people: int, missing: int) -> dict:
    """Return the numbers of both arms' matched people, and of those without an outcome, by id."""
    numbers = {"n": ("matched", people), "missing": ("missing", missing)}
    return {
        f"people.tt.{name}": value_of(number, f"{number:,}", "count", group)
        for name, (group, number) in numbers.items()
    }


def statistics_of(role: str, covariate: str, texts: dict[str, tuple[float, str]]) -> dict:
    """Return n, mean and SD of a covariate in an arm (number and text of each), by id."""
    kinds = {"n": "count", "mean": "mean", "sd": "sd"}
    return {
        f"people.tt.{role}.{covariate}.{name}": value_of(
            number, text, kinds[name], "known", role, covariate=covariate
        )
        for name, (number, text) in texts.items()
    }
