"""Author lists: who wrote a study and where they work, as Quarto's front matter and its templates want them."""

from typing import Any

import yaml

from chart2paper.writing.literal import literal


def authors_file(authors: list[dict[str, Any]]) -> str:
    """Return the YAML that gives a manuscript its authors, each with the own affiliations.

    `authors` is `paper.authors` of a study: {name, affiliation}. Names are shown literally.
    """
    listed = [
        {
            "name": literal(author["name"]),
            "affiliation": [literal(place) for place in affiliations(author.get("affiliation"))],
        }
        for author in authors
    ]
    return yaml.safe_dump({"author": listed}, allow_unicode=True, sort_keys=False, width=10**9)


def in_one_line(authors: list[dict[str, Any]]) -> str:
    """Return the authors as a table prints them: A (X; Y), B (Y)."""
    lines = []
    for author in authors:
        places = "; ".join(affiliations(author.get("affiliation")))
        lines.append(f"{author['name']} ({places})" if places else author["name"])
    return ", ".join(lines)


def normalise_authors(authors: Any) -> dict[str, list[dict[str, Any]]]:
    """Return `by-author` and `by-affiliation` as Quarto's templates know them.

    `authors` is a name, or a list of names or of {name, affiliation, email, orcid}; an affiliation is a
    text, {name}, or a list of these. Affiliations are numbered in the order they first appear.
    """
    listed = authors if isinstance(authors, list) else [authors] if authors else []
    numbers: dict[str, int] = {}
    by_author = []
    for author in listed:
        entry = author if isinstance(author, dict) else {"name": author}
        names = affiliations(entry.get("affiliation") or entry.get("affiliations"))
        for name in names:
            numbers.setdefault(name, len(numbers) + 1)
        by_author.append(
            {
                "name": {"literal": entry["name"]},
                "affiliations": [{"number": str(numbers[name]), "name": name} for name in names],
                **{key: entry[key] for key in ("email", "orcid") if entry.get(key)},
            }
        )
    by_affiliation = [{"number": str(number), "name": name} for name, number in numbers.items()]
    return {"by-author": by_author, "by-affiliation": by_affiliation}


def affiliations(given: Any) -> list[str]:
    """Return one or several affiliations, each a text or {name}, as a list of texts."""
    listed = given if isinstance(given, list) else [given] if given else []
    return [item["name"] if isinstance(item, dict) else str(item) for item in listed]
