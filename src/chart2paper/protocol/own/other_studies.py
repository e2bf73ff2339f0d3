"""Words of a study file that are printed: do they name another drug, or a study that is not the repeated one?"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from chart2paper.problems import Problem
from chart2paper.protocol.choices import wording_of
from chart2paper.protocol.own.shipped import shipped
from chart2paper.protocol.study import Study
from chart2paper.writing.prose import join

# Settings that are no sentence, or that name other drugs on purpose.
NOT_JUDGED = ("paper.other_drugs", "paper.engine")
# Names of people and places, which may be those of drugs too (Norco is a town).
OF_PEOPLE = "paper.authors"
SHORTEST_NAME = 4
PLACEHOLDER = re.compile(
    r"\[\[.*?\]\]|\b(?:TODO|TBD|TBC|X{3,})\b|(?i:\bplaceholder\b|\blorem ipsum\b|\bnone stated\b|<your\b"
    r"|\bto be (?:stated|written|completed|added|determined|confirmed)\b|\binsert .{1,40} here\b)",
    re.DOTALL,
)
# How a reason speaks of the study that is repeated: "the 2022 study", "as in 2022", "not in the abstract".
YEAR_OF_A_STUDY = re.compile(
    r"\bthe ((?:19|20)\d\d) (?:study|design|abstract|claim|model|paper|cohort|publication)\b"
    r"|\bas in ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
ABSTRACT = re.compile(r"\b(?:the|its|their|in) abstract\b", re.IGNORECASE)


def problems_of_words(study: Study, file: str) -> Iterator[Problem]:
    """Give each printed sentence of a study file that names another drug or study, or waits for its words."""
    drugs = other_drugs(study)
    for path, text in printed_words(study).items():
        named = {} if path == OF_PEOPLE else drugs
        found = [*problems_of_sentence(text, study, named), *_other_studies(text, study.paper.repeats or "")]
        for what, todo in found:
            yield Problem(file, what, todo, column=path)


def printed_words(study: Study) -> dict[str, str]:
    """Return every sentence of a study file that a paper or protocol prints, by its path."""
    words = {path: text for path, text in wording_of(study).items() if path not in NOT_JUDGED}
    words["study"] = study.study.replace("_", " ")
    words |= {f"analyses.{name}": name.replace("_", " ") for name in study.analyses}
    for name, question in study.sensitivity.questions.items():
        labels = "; ".join(question.variations)
        words[f"sensitivity.questions.{name}.variations"] = labels
    return words


def problems_of_sentence(text: str, study: Study, drugs: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give (what, todo) for what is wrong with a printed text; `drugs` as `other_drugs` returns them."""
    found = drugs_named(text, drugs)
    if found:
        own = " or ".join(study.exposure.ingredients.value)
        what = f"this names {join(found)}, and the ingredient of this study is {own}"
        yield what, "write it for your study; a drug that is meant goes into the list paper.other_drugs"
    if PLACEHOLDER.search(text):
        yield "this holds a placeholder", "put your own words in its place"


def _other_studies(text: str, repeats: str) -> Iterator[tuple[str, str]]:
    years = {
        year for found in YEAR_OF_A_STUDY.findall(text) for year in found if year and year not in repeats
    }
    if years or (ABSTRACT.search(text) and not repeats):
        named = f"the study of {', '.join(sorted(years))}" if years else "the abstract of a study"
        what = f"this speaks of {named}, which paper.repeats does not name"
        yield what, "write it for your study, or name the study that you repeat under paper.repeats"


def other_drugs(study: Study) -> dict[str, str]:
    """Return the names of drugs that are not the study's own, in small letters -> the name to show.

    They are the names and ingredients of its drug list, and the treatments of the studies that ship. Not among them
    are the ingredients of the exposure, all their names, compounds that are named after them
    (methylnaltrexone, of naltrexone), and what the study lists under `paper.other_drugs`.
    """
    own = {part.casefold() for name in study.exposure.ingredients.value for part in name.split("+")}
    meant = {name.casefold() for name in study.paper.other_drugs}
    names = {}
    for name, ingredients in [*_listed(study), *_of_shipped_studies()]:
        mine = any(part in ingredient for part in own for ingredient in ingredients)
        if not mine and not meant & {name.casefold(), *ingredients}:
            names[name.casefold()] = name
    return names


def _listed(study: Study) -> list[tuple[str, set[str]]]:
    path = Path(study.codelists.drugs)
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        listed = [(row.get("name") or "", row.get("ingredient") or "") for row in csv.DictReader(rows)]
    names = [(name, set(ingredient.split("+"))) for name, ingredient in listed if len(name) >= SHORTEST_NAME]
    return names + [(part, {part}) for _, ingredient in listed for part in ingredient.split("+") if part]


def _of_shipped_studies() -> list[tuple[str, set[str]]]:
    found = []
    for settings in shipped().studies.values():
        exposure = settings["exposure"]
        ingredients = {part for name in exposure["ingredients"]["value"] for part in name.split("+")}
        found += [(name, ingredients) for name in (exposure["name"], exposure["short_name"], *ingredients)]
    return found


def drugs_named(text: str, drugs: dict[str, str]) -> list[str]:
    """Return the drugs that a text names, each once, sorted."""
    if not drugs:
        return []
    longest_first = sorted(drugs, key=lambda name: (-len(name), name))
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    return sorted({drugs[name] for name in re.findall(pattern, text.casefold())})
