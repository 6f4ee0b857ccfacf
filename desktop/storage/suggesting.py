"""“Did you mean”: the nearest names and titles for words that stand in none.

The candidates are the folded words of all spellings and titles that begin with the same letter, or that differ in their first
letter only, read from one index in order; how near each is, is told by :func:`desktop.core.nearness.distance`, and of equals the
one that more people and works have is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import peewee

from desktop.core.finding import Piece, Query, Term, Word
from desktop.core.finding_values import Key
from desktop.core.nearness import distance, slips_allowed
from desktop.core.text import fold

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NAMED = frozenset({Key.TITLE, Key.PERSON, Key.ACTOR, Key.DIRECTOR})
_ESTABLISHED = 3
"""A word that stands in so many reviews is meant as it is."""
_END = "\U0010ffff"

_CANDIDATES = """
SELECT word, count(*) FROM name_word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ? GROUP BY word
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant: the query to ask instead, and what to call it: a name or title as it is spelled, else the query."""

    query: Query
    label: str


def suggestion(database: peewee.Database, query: Query) -> Suggestion | None:
    """Return what may be meant by a query whose words stand in no name and in hardly a review; None where all are known."""
    pieces = tuple(_mended(database, piece) for piece in query.pieces)
    if pieces == query.pieces:
        return None
    mended = Query(pieces)
    return Suggestion(mended, _name(database, mended) or str(mended).strip())


def _mended(database: peewee.Database, piece: Piece) -> Piece:
    if piece.negated or (isinstance(piece, Term) and piece.key not in _NAMED):
        return piece
    text = piece.text if isinstance(piece, Word) else piece.value
    words = fold(text).split()
    nearest = [word if _is_known(database, word) else _nearest(database, word) or word for word in words]
    if nearest == words:
        return piece
    text = " ".join(nearest)
    if isinstance(piece, Term):
        return replace(piece, value=text)
    return replace(piece, text=text, together=piece.together or len(nearest) > 1, begun=piece.begun and len(nearest) == 1)


def _is_known(database: peewee.Database, word: str) -> bool:
    """Say whether some name begins so, or the word stands in some reviews; ``word`` is folded."""
    ends = (word, word + _END)
    if database.execute_sql("SELECT 1 FROM name_word WHERE word >= ? AND word < ? LIMIT 1", ends).fetchone() is not None:
        return True
    phrase = '"' + word.replace('"', " ") + '"'
    question = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return bool(database.execute_sql(question, (phrase, _ESTABLISHED)).fetchone()[0] >= _ESTABLISHED)


def _nearest(database: peewee.Database, word: str) -> str | None:
    most = slips_allowed(word)
    if not most:
        return None
    best: tuple[int, int, str] | None = None
    for first, last in _ranges(word):
        lengths = (len(word) - most, len(word) + most)
        for other, often in database.execute_sql(_CANDIDATES, (first, last, *lengths)).fetchall():
            far = distance(word, other, most)
            if far <= most and (best is None or (far, -often, other) < best):
                best = (far, -often, other)
    return best[2] if best is not None else None


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
