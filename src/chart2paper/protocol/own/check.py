"""Everything that a study of real records must not say, all at once."""

from collections.abc import Iterator, Sequence

from chart2paper.problems import Problem, raise_if_any
from chart2paper.protocol.files import missing_files
from chart2paper.protocol.study import Study
from chart2paper.reading.mapping import Mapping

# An export may be checked before the study's texts are written.
CHECK = "check_export"


def raise_if_not_ready(
    study: Study, mapping: Mapping, file: str, command: Sequence[str] = ()
) -> list[Problem]:
    """Raise `Problems` with every file that is missing and all that a study of real records must not say.

    `command` is the command line. When it asks for nothing but a check of the export, what the study must not say is
    returned instead, to be told with what is wrong with the export.
    """
    missing, own = missing_files(study, mapping, file), list(problems_of_own_study(study, mapping, file))
    if CHECK in {word.rstrip(":") for word in command}:
        raise_if_any(missing)
        return own
    raise_if_any([*missing, *own])
    return []


def problems_of_own_study(study: Study, mapping: Mapping, file: str) -> Iterator[Problem]:
    """Give what would make a study of real records say something false.

    `file` is the study file. Nothing is asked of simulated records, nor of a study that ships, on the records that
    it ships for.
    """
    if study.clinic.simulated:
        return
    # Loaded only where they are asked: this is looked at whenever a run starts.
    from chart2paper.protocol.own.choices import problems_of_choices
    from chart2paper.protocol.own.names import problems_of_names
    from chart2paper.protocol.own.other_studies import problems_of_words
    from chart2paper.protocol.own.shipped import is_shipped
    from chart2paper.protocol.own.texts import problems_of_texts

    if is_shipped(study):
        return
    yield from problems_of_names(study, mapping, file)
    yield from problems_of_choices(study, file)
    yield from problems_of_words(study, file)
    yield from problems_of_texts(study)
