"""What a search line may not say as it was meant: terms that are read as words, and terms that nothing can fit.

Nothing typed is a mistake, and everything typed is looked for; a doubt only says how it was understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from desktop.core.dates import parse_iso
from desktop.core.finding import Query, Term, Word, parse_query
from desktop.core.finding_values import KEYS, Key, Operator, after, names_of, read_values, stars_of, years_of
from desktop.core.nearness import distance

_TYPED = re.compile(r'(?:^|(?<=\s))-*([A-Za-z]+):(?:"([^"]*)"?|(\S+))')
_PARTED = re.compile(r"(?:^|(?<=\s))-*(([A-Za-z]+)(?::\s+|(?=[<>=])))([^\s\"]+)")
"""A key and what may be its value, with a blank behind the colon or without a colon."""
_MOMENTS = frozenset({Key.SEEN, Key.PUBLISHED, Key.CREATED, Key.CHANGED, Key.DUE})
_SHORTEST = 3
"""Letters of what is taken for a mistyped key at least."""


class Why(Enum):
    """Why a term does not say what was meant."""

    VALUE = "value"
    """Its key cannot have such a value, so that it is read as words."""
    KEY = "key"
    """There is no such key, but one that is nearly called so."""
    COLON = "colon"
    """Its value does not stand right behind a colon, so that it is read as words."""
    ORDER = "order"
    """The range begins after its end."""
    BEYOND = "beyond"
    """It lies beyond what the key can have, such as a rating above five stars."""
    BOTH = "both"
    """It asks for a value where another term asks for another one, and a review has one only."""
    OPEN = "open"
    """It has no value yet, and nothing else is looked for."""
    MARKS = "marks"
    """It has neither letters nor numbers, and nothing else is found by words."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was ``typed``, why it is doubted, the key that it has or that may have been meant, and the term that was."""

    typed: str
    why: Why
    key: Key | None = None
    meant: str = ""


def doubts_of(text: str) -> tuple[Doubt, ...]:
    """Return what in a query's text may not be meant so: first what is read as words, then what cannot be."""
    query = parse_query(text)
    return (*_unread(text), *_parted(text), *_impossible(query), *_unsaid(query))


def _unread(text: str) -> Iterator[Doubt]:
    for match in _TYPED.finditer(text):
        name, quoted, bare = match.groups()
        value = quoted if bare is None else bare
        if not any(map(str.isalnum, value)):
            continue
        key = KEYS.get(name.lower())
        if key is not None:
            if read_values(name, value, quoted=bare is None) is None:
                yield Doubt(match[0], Why.VALUE, key)
        elif (near := _nearly(name.lower())) and read_values(near.value, value, quoted=bare is None) is not None:
            yield Doubt(match[0], Why.KEY, near)


def _parted(text: str) -> Iterator[Doubt]:
    """Yield keys and values that would be understood with nothing but a colon between them."""
    for match in _PARTED.finditer(text):
        key = KEYS.get(match[2].lower())
        value = match[3].removeprefix("=")
        if key is not None and any(map(str.isalnum, value)) and read_values(match[2], value, quoted=False) is not None:
            yield Doubt(match[0], Why.COLON, key, f"{match[0][: match.start(2) - match.start(0)]}{match[2]}:{value}")


def _unsaid(query: Query) -> Iterator[Doubt]:
    """Yield what says nothing: marks that are no word, and terms without a value where nothing else is looked for."""
    for piece in query.pieces:
        if isinstance(piece, Term) and not query.asks:
            yield Doubt(str(piece).removesuffix('""'), Why.OPEN, piece.key)
        elif isinstance(piece, Word) and not piece.is_heard:
            yield Doubt(piece.text, Why.MARKS)


def _nearly(name: str) -> Key | None:
    if len(name) < _SHORTEST:
        return None
    return next((key for known, key in KEYS.items() if distance(name, known, 1) == 1), None)


def _impossible(query: Query) -> Iterator[Doubt]:
    for term in query.terms:
        if not term.negated and term.operator is Operator.BETWEEN and not _rises(term):
            yield Doubt(str(term), Why.ORDER, term.key)
        elif not term.negated and _is_beyond(term):
            yield Doubt(str(term), Why.BEYOND, term.key)
    yield from _contradictions([term for term in query.terms if term.key is Key.STATUS and not term.negated])


def _contradictions(states: Sequence[Term]) -> Iterator[Doubt]:
    for before, term in pairwise(states):
        if not set(names_of(Key.STATUS, before.value)) & set(names_of(Key.STATUS, term.value)):
            yield Doubt(f"{before} {term}", Why.BOTH, term.key)
            return


def _rises(term: Term) -> bool:
    """Say whether a range begins at or before its end."""
    match term.key:
        case Key.RATING:
            return (stars_of(term.value) or 0) <= (stars_of(term.upto) or 0)
        case Key.YEAR:
            return years_of(term.value)[0] <= years_of(term.upto)[1]
        case key if key in _MOMENTS:
            return str(parse_iso(term.value)) < after(term.upto)
        case _:
            return int(term.value) <= int(term.upto)


def _is_beyond(term: Term) -> bool:
    bounds = {Operator.ABOVE: 5.0, Operator.BELOW: 0.0}
    return term.key is Key.RATING and term.operator in bounds and stars_of(term.value) == bounds[term.operator]
