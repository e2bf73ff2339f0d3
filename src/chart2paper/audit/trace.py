"""`chart2paper trace`: where a number of the paper comes from, told in a terminal."""

import argparse
import re
from collections.abc import Iterator

from chart2paper.audit.pages_files import job_item, sources_of
from chart2paper.audit.run import Run, read_run
from chart2paper.audit.value_sources import (
    NO_FILES,
    file_of,
    origins,
    ranked,
    rows_behind,
    shown_within,
    used_by,
)
from chart2paper.jobs.prints import shown
from chart2paper.problems import Problem, Problems, did_you_mean
from chart2paper.protocol.load import load_study
from chart2paper.terminal import print_lines
from chart2paper.writing.printed import as_typed

# Of several values that match, so many are listed.
MOST_LISTED = 20
MOST_PRINTED_SO = 200
# A number as printed, alone or with its interval: -1.02, 37.5%, -1.02 (-1.70 to -0.34).
NUMBER = re.compile(r"[-<>]?\d[\d.,]*%?(?: \([^()]*\))?")
# Of the text of another value, so many characters are shown.
LONGEST = 110
MOST_PLACES = 3
MOST_FILES = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the words to look for and the study file."""
    parser.add_argument(
        "words",
        nargs="+",
        help="id of a value, words that its id holds, such as nnt_50, or a number as printed, such as -1.02",
    )
    parser.add_argument("--configfile", default="config.yaml", help="study file (default: config.yaml)")


def run(arguments: argparse.Namespace) -> None:
    """Print where a value comes from; raise `Problems` where there is no run or no such value."""
    finished = read_run(load_study(arguments.configfile).results_dir)
    asked = " ".join(arguments.words)
    most = MOST_PRINTED_SO if NUMBER.fullmatch(as_typed(asked)) else MOST_LISTED
    print_lines(trace_lines(finished, matches(finished, asked), most))


def matches(run: Run, asked: str) -> list[str]:
    """Return the ids of the values asked for, the likeliest first; `Problems` where there is none.

    A whole id is that value alone. Otherwise every word (spaces, dots and underscores part words) must be a word of
    the id. A number finds the values that are printed so, then those that hold it.
    """
    if asked in run.values:
        return [asked]
    words = _words(asked)
    named = [identifier for identifier in ranked(run) if words and words <= _words(identifier)]
    alone, within = _printed_so(run, as_typed(asked))
    found = list(dict.fromkeys([*alone, *named, *within]))
    if found:
        return found
    known = sorted({word for identifier in run.values for word in _words(identifier)})
    hints = "".join(did_you_mean(word, known) for word in sorted(words) if word not in known)
    where = f"{run.results}/paper/values.json"
    if NUMBER.fullmatch(as_typed(asked)):
        what, hints = f'no value is printed as "{asked}"', "."
    else:
        what = f'no value has an id with "{asked}".'
    raise Problems([Problem(where, f"{what}{hints}", "use words of an id, or a number of the paper")])


def _printed_so(run: Run, number: str) -> tuple[list[str], list[str]]:
    """Return the values whose text is this number, and those whose text holds it; none for what is no number."""
    if not NUMBER.fullmatch(number):
        return [], []
    # Neither a part of another number nor without its sign.
    whole = re.compile(rf"(?<![\d.,])(?<!(?<!\d)-){re.escape(number)}(?![\d%]|[.,]\d)")
    texts = {identifier: as_typed(run.values[identifier]["text"] or "") for identifier in ranked(run)}
    alone = [identifier for identifier, text in texts.items() if text == number]
    return alone, [identifier for identifier, text in texts.items() if text != number and whole.search(text)]


def _words(text: str) -> set[str]:
    return set(text.lower().replace("_", " ").replace(".", " ").split())


def trace_lines(run: Run, ids: list[str], most: int = MOST_LISTED) -> list[str]:
    """Return the lines that tell of the first value, and list the others, so many at `most`."""
    lines = [*_value(run, ids[0]), *_made_from(run, ids[0]), *_origin(run, ids[0])]
    others = ids[1:]
    if others:
        lines += ["", f"{len(others)} other value{'s' if len(others) > 1 else ''} with these words:"]
        lines += [f"  {identifier}: {_beginning(_text(run, identifier))}" for identifier in others[:most]]
    if len(others) > most:
        lines.append(f"  ... and {len(others) - most} more; add a word")
    return lines


def _text(run: Run, identifier: str) -> str:
    return run.values[identifier]["text"] or "(empty)"


def _beginning(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _value(run: Run, identifier: str) -> Iterator[str]:
    value = run.values[identifier]
    yield identifier
    yield f"  text:     {_text(run, identifier)}"
    if value["value"] is not None:
        yield f"  value:    {value['value']}"
    yield f"  got by:   {value['rule']}"
    yield from _positions(run, identifier)


def _positions(run: Run, identifier: str) -> Iterator[str]:
    places = [("", place) for place in run.places.get(identifier, [])]
    within = shown_within(run, used_by(run.values), identifier)
    places += [(f" as a part of {user}", run.places[user][0]) for user in within]
    for part, place in places[:MOST_PLACES]:
        where = ", ".join(text for text in (" ".join(place["section"].split()), place["label"]) if text)
        yield f"  in the paper{part} ({where}): {place['text']}"
    if len(places) > MOST_PLACES:
        yield f"  ... and in {len(places) - MOST_PLACES} more places"
    if not places:
        yield "  in the paper: nowhere"


def _made_from(run: Run, identifier: str) -> Iterator[str]:
    sources = run.values[identifier]["sources"]
    if sources:
        yield "  made from:"
        yield from (f"    {source}: {_text(run, source)}" for source in sources if source in run.values)


def _origin(run: Run, identifier: str) -> Iterator[str]:
    """Yield each row that a value comes from, once, then how each of their files was made."""
    ids = origins(run.values, identifier)
    rows = rows_behind(run, ids)
    places: dict[tuple[str, int | None], list[str]] = {}
    for origin in ids:
        value = run.values[origin]
        places.setdefault((file_of(run, value), value["row"]), []).append(origin)
    for (file, row), there in places.items():
        columns = list(dict.fromkeys(run.values[one]["column"] for one in there))
        at = [f"row {row}"] if row else []
        at += [f"column {', '.join(columns)}"] if any(columns) else []
        yield ""
        yield ", ".join([NO_FILES.get(file, file), *at])
        for name, text in rows.get(there[0], []):
            yield f"  {'>' if name in columns else ' '} {name}: {text}"
    for file in dict.fromkeys(file for file, _ in places):
        if file in run.fingerprints:
            yield from _way_back(run, file)


def _way_back(run: Run, file: str) -> Iterator[str]:
    yield ""
    yield f"How {file} was made (fingerprint {shown(run.fingerprints[file])}):"
    keys = run.way_back(file)
    if not keys:
        yield "  by no rule: it is a source of the study"
        return
    job = job_item(run, keys[0])
    yield f"  rule {job['rule']} ({job['rule_file']}:{job['rule_line']}), script {job['script']}"
    yield from (f"    uses {f['name']} ({f['file']}:{f['line']}): {f['does']}" for f in job["functions"])
    yield from (f"    setting {name}: {value}" for name, value in job["params"].items())
    yield "  the way back:"
    for number, key in enumerate(keys, 1):
        yield f"  {number:3d}. {key} read {_listed(run.data_inputs(key))}"
    yield f"  it begins at {_listed(sources_of(run, file))}"


def _listed(files: list[str]) -> str:
    shown = ", ".join(files[:MOST_FILES]) or "nothing but code"
    return shown + (f" and {len(files) - MOST_FILES} more" if len(files) > MOST_FILES else "")
