"""“Did you mean”: the nearest names and titles for words that stand in none, where these find something.

The candidates are the folded words of all spellings and titles that begin with the same letter, or that differ in their first
letter only, read from one index in order; how near each is, is told by :func:`desktop.core.nearness.distance`, and of equals the
one that more people and works have is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

import peewee

from desktop.core.finding import Piece, Query, Term, Word
from desktop.core.finding_values import Key, Operator
from desktop.core.nearness import distance, slips_allowed
from desktop.core.text import fold
from desktop.storage import finding
from desktop.storage.filtering import every_tag
from desktop.storage.models import OutletTable

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NAMED = frozenset({Key.TITLE, Key.PERSON, Key.ACTOR, Key.DIRECTOR})
_ESTABLISHED = 3
"""A word that stands in so many reviews is meant as it is."""
_NEAREST = 3
"""Words that one may be meant for, the nearest first."""
_TRIED = 9
"""Ways to read a query that are counted at most."""
_END = "\U0010ffff"

_CANDIDATES = """
SELECT word, count(*) FROM name_word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ? GROUP BY word
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant: the query to ask instead, what to call it, and how many reviews fit.

    It is called by the name or title that it is, as that is spelled, else by its own text.
    """

    query: Query
    label: str
    count: int


def suggestion(database: peewee.Database, query: Query, within: Query) -> Suggestion | None:
    """Return what may be meant by a query whose words stand in no name and in hardly a review.

    What is looked for ``within`` another query must fit both; None where all words are known, and where nothing near is found.
    """
    ways = product(*(_mended(database, piece) for piece in query.pieces))
    for pieces in islice(ways, _TRIED):
        mended = Query(pieces)
        if pieces != query.pieces and (count := finding.count(database, Query((*within.pieces, *pieces)))):
            return Suggestion(mended, _name(database, mended) or str(mended).strip(), count)
    return None


def _mended(database: peewee.Database, piece: Piece) -> list[Piece]:
    """Return what a piece may have been meant as, the likeliest first; the piece alone where it is known."""
    if isinstance(piece, Term) and piece.key in (Key.TAG, Key.OUTLET) and not piece.negated:
        return _like(database, piece)
    if piece.negated or (isinstance(piece, Term) and piece.key not in _NAMED):
        return [piece]
    text = piece.text if isinstance(piece, Word) else piece.value
    words = fold(text).split()
    begun = piece.begun if isinstance(piece, Word) else piece.operator is Operator.BEGINS
    ends = [begun and at == len(words) - 1 for at in range(len(words))]
    ways = product(
        *(
            [word] if _is_known(database, word, begun=unfinished) else _nearest(database, word) or [word]
            for word, unfinished in zip(words, ends, strict=True)
        )
    )
    return [piece if list(way) == words else _as_said(piece, way) for way in islice(ways, _NEAREST)] or [piece]


def _like(database: peewee.Database, term: Term) -> list[Piece]:
    """Return terms for the tags or outlets that are called nearly so; the term alone where it finds something."""
    typed = fold(term.value)
    most = slips_allowed(typed)
    if not most or finding.count(database, Query((term,))):
        return [term]
    outlets = (name for (name,) in OutletTable.select(OutletTable.name).tuples().execute(database))
    names = every_tag(database) if term.key is Key.TAG else outlets
    near = sorted((far, name) for name in names if (far := distance(typed, fold(name), most)) <= most)
    return [replace(term, operator=Operator.IS, value=name) for _far, name in near[:_NEAREST]] or [term]


def _as_said(piece: Piece, words: Sequence[str]) -> Piece:
    text = " ".join(words)
    if isinstance(piece, Term):
        return replace(piece, value=text)
    return replace(piece, text=text, together=piece.together or len(words) > 1, begun=piece.begun and len(words) == 1)


def _is_known(database: peewee.Database, word: str, *, begun: bool) -> bool:
    """Say whether a name has the word, or begins so, or it stands in some reviews; ``word`` is folded, and may be only begun."""
    ends = (word, word + (_END if begun else "\0"))
    if database.execute_sql("SELECT 1 FROM name_word WHERE word >= ? AND word < ? LIMIT 1", ends).fetchone() is not None:
        return True
    phrase = '"' + word.replace('"', " ") + '"'
    question = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return bool(database.execute_sql(question, (phrase, _ESTABLISHED)).fetchone()[0] >= _ESTABLISHED)


def _nearest(database: peewee.Database, word: str) -> list[str]:
    """Return the words that are nearest, of equals those that more have first; none where all are too far."""
    most = slips_allowed(word)
    if not most:
        return []
    near: set[tuple[int, int, str]] = set()
    for first, last in _ranges(word):
        lengths = (len(word) - most, len(word) + most)
        for other, often in database.execute_sql(_CANDIDATES, (first, last, *lengths)).fetchall():
            far = distance(word, other, most)
            if far <= most:
                near.add((far, -often, other))
    return [other for _far, _often, other in sorted(near)[:_NEAREST]]


def _ranges(word: str) -> Iterator[tuple[str, str]]:
    """Yield the ranges of words to look through: those with the same first letter, and those where only that one slipped."""
    yield word[0], word[0] + _END
    starts = {
        word[1:3],
        word[1] + word[0],
        *(f"{letter}{word[1:3]}" for letter in _LETTERS),
        *(f"{letter}{word[:2]}" for letter in _LETTERS),
    }
    for start in sorted(starts):
        if not start.startswith(word[0]):
            yield start, start + _END


def _name(database: peewee.Database, query: Query) -> str:
    """Return the name or title that has all the words of a query that asks for nothing else; empty where there is none."""
    if not all(isinstance(piece, Word) and not piece.negated for piece in query.pieces):
        return ""
    words = [word for piece in query.words for word in fold(piece.text).split()]
    places = ", ".join("?" * len(words))
    question = f"""
        SELECT coalesce(person.name, work.title) FROM
            (SELECT owner FROM name_word WHERE word IN ({places}) GROUP BY owner HAVING count(*) = ? ORDER BY owner LIMIT 1)
            LEFT JOIN person ON person.id = owner LEFT JOIN work ON work.id = owner"""  # noqa: S608 - own constants
    row = database.execute_sql(question, (*words, len(set(words)))).fetchone()
    return str(row[0]) if row is not None and row[0] else ""
