"""From a text to tokens: numbers, and the longest phrase of the vocabulary that starts at each word."""

import re
from collections.abc import Iterator
from functools import cache

from chart2paper.clean.sig import harmless as h
from chart2paper.clean.sig import vocabulary as v
from chart2paper.clean.sig.clock import with_times_of_day
from chart2paper.clean.sig.numbers import NUMBER, NUMBER_WORDS, UNCLEAR_COMMA, Number, number_of, plain_digits
from chart2paper.clean.sig.phrases import PHRASES
from chart2paper.clean.sig.tokens import Token

# Letters with dots between them are an abbreviation: q.i.d., p.o., b.i.d
_DOTTED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.){1,3}[^\W\d_](?![^\W_])\.?")
_EVERY_DOT = re.compile(r"\bq\.(?= ?[0-9])")
_ORDINAL = re.compile(r"(?<![0-9./-])([0-9]{1,2})(?:st|nd|rd|th)\b")
_ORDINALS = {"1": "first", "2": "second", "3": "third"}
_OPTIONAL_S = re.compile(r"(?<=[a-z])\((?:s|es)\)")
_THOUSANDS = re.compile(r"(?<![0-9,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_PIECE = re.compile(rf"{NUMBER.pattern}|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<sign>\S|\n)")
# British charts end with `on` for every night (omni nocte); `1 on` is no preposition there.
_OMNI_NOCTE = re.compile(
    r"((?<!wk )(?<!week )(?<!day )[0-9]|\b(?:one|two|tabs?|caps?|tablets?|capsules?|taken)) on\.?$"
)


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Token]]]:
    """Return the phrases of the vocabulary by their first piece, the longest first; later meanings win."""
    table = {_pieces(phrase): token for phrase, token in (*_plain_words(), *_units(), *_times())}
    by_first: dict[str, list[tuple[tuple[str, ...], Token]]] = {}
    for pieces in sorted(table, key=lambda pieces: (-len(pieces), pieces)):
        by_first.setdefault(pieces[0], []).append((pieces, table[pieces]))
    return by_first


def _plain_words() -> Iterator[tuple[str, Token]]:
    for text in (h.PRODUCT, h.SMALL, h.REASONS, h.ROUTES, h.WITH_FOOD, h.SENTENCES):
        yield from ((phrase, Token("_", None, phrase)) for phrase in v.listed(text))
    yield from ((word, Token("V", None, word)) for word in v.listed(h.VERBS))
    for kind, text in PHRASES.items():
        yield from ((phrase, Token(kind, None, phrase)) for phrase in v.listed(text))


def _units() -> Iterator[tuple[str, Token]]:
    for kind, units in v.UNITS.items():
        for factor, text in units.items():
            yield from ((word, Token(kind, factor, word)) for word in v.listed(text))
    for kind, text in (("f", v.FORMS), ("d", v.DROPS), ("u", v.OTHER_UNITS)):
        yield from ((word, Token(kind, None, word)) for word in v.listed(text))


def _times() -> Iterator[tuple[str, Token]]:
    for times, text in v.TIMES_A_DAY.items():
        yield from (
            (phrase, Token("F", times, "weak" if times == 1 else phrase)) for phrase in v.listed(text)
        )
    for share, text in v.SHARES:
        yield from ((phrase, Token("P", share, phrase)) for phrase in v.listed(text))
    for time, text in v.TIMES_OF_DAY.items():
        yield from ((phrase, Token("s", frozenset([time]), phrase)) for phrase in v.listed(text))
    yield from ((phrase, Token("E", 3.0, phrase)) for phrase in v.listed(v.MEALS))
    yield from ((word, Token("y", frozenset([word[:3]]), word)) for word in v.listed(v.WEEKDAYS))
    for days, text in v.WEEKDAY_GROUPS.items():
        yield from ((phrase, Token("y", frozenset(days), phrase)) for phrase in v.listed(text))
    yield from ((word, Token("X", Number(n, n), word)) for n, word in v.COUNTED_TIMES.items())
    yield from ((word, Token("n", number, word)) for word, number in NUMBER_WORDS.items())


def _pieces(phrase: str) -> tuple[str, ...]:
    return tuple(match.group() for match in _PIECE.finditer(phrase))


def tokenise(text: str) -> list[Token]:
    """Return the tokens of a text; an unknown word has kind `?`."""
    plain = _OMNI_NOCTE.sub(r"\1 nocte", _OPTIONAL_S.sub("s", plain_digits(text)))
    plain = _ORDINAL.sub(lambda match: _ORDINALS.get(match[1], match[1]) + " ", _EVERY_DOT.sub("q ", plain))
    plain = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", plain)
    if UNCLEAR_COMMA.search(_THOUSANDS.sub("", plain)):
        return [Token("!", None, "comma between digits")]
    timed = with_times_of_day(plain)
    if timed is None:
        return [Token("!", None, "a time, or so many in the morning")]
    pieces = [_piece(match) for match in _PIECE.finditer(timed)]
    return _longest_phrases(pieces)


def _piece(match: re.Match[str]) -> str | Number:
    return match.group() if match["word"] or match["sign"] else number_of(match)


def _longest_phrases(pieces: list[str | Number]) -> list[Token]:
    tokens: list[Token] = []
    phrases = _phrases()
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, Number):
            tokens.append(Token("n", piece))
            at += 1
            continue
        for words, token in phrases.get(piece, ()):
            if tuple(pieces[at : at + len(words)]) == words:
                tokens.append(token)
                at += len(words)
                break
        else:
            tokens.append(Token("?", None, piece))
            at += 1
    return tokens
