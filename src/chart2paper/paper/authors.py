"""Author lists: the short forms that Quarto allows in front matter, brought into the form its templates use."""

from typing import Any


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
        names = _affiliations(entry.get("affiliation") or entry.get("affiliations"))
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


def _affiliations(given: Any) -> list[str]:
    listed = given if isinstance(given, list) else [given] if given else []
    return [item["name"] if isinstance(item, dict) else str(item) for item in listed]
