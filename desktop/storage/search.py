"""Full-text search over titles, people by every spelling, tags and the critic's own sentences."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import apsw
import peewee

from desktop.core.errors import LibraryError
from desktop.storage.failures import DATABASE_ERRORS, original

_OPEN, _SHUT = "\x02", "\x03"
_TERMS = re.compile(r'"([^"]*)"|(\S+)')
_WEIGHTS = "10.0, 6.0, 4.0, 1.0"
"""How much a hit in titles, people, tags and sentences counts."""

_BEST = f"""
SELECT search.rowid, review.id, work.title, work.year, review.headline
FROM search
JOIN search_text ON search_text.id = search.rowid
JOIN review ON review.id = search_text.review_id
JOIN work ON work.id = review.work_id
WHERE search MATCH ? AND review.trashed_at IS NULL
ORDER BY bm25(search, {_WEIGHTS}), review.modified DESC, review.id
LIMIT ? OFFSET ?
"""  # noqa: S608 - own constants

_SNIPPET = "SELECT snippet(search, -1, ?, ?, '…', 16) FROM search WHERE search MATCH ? AND rowid = ?"
"""Asked for the hits that are shown only: beside the ranking it would be cut for every hit there is."""

_SHORT = 2
"""The start of a word of so few Latin letters is looked for in names only; every text has some word that begins so."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A review that was found: its printed title and year, and a snippet with the places (from, to) of what was found in it."""

    review_id: str
    title: str
    year: int | None
    headline: str
    snippet: str
    marks: tuple[tuple[int, int], ...]


def match_query(text: str) -> str:
    """Return what a person typed as an FTS5 query.

    Every word must be there, words in quotes together; the last may be unfinished. Nothing typed is ever syntax; empty where
    there is no letter or number at all.
    """
    terms = [quoted or word for quoted, word in _TERMS.findall(text.replace("\x00", " "))]
    kept = [term.replace('"', " ") for term in terms if any(_is_token(mark) for mark in term)]
    if not kept:
        return ""
    phrases = [f'"{term}"' for term in kept]
    if _is_token(text.rstrip("\x00")[-1:]):
        last = phrases.pop()
        short = len(kept[-1]) <= _SHORT and kept[-1].isascii()
        phrases.append(f"({last} OR {{titles people tags}} : {last} *)" if short else f"{last} *")
    return " AND ".join(phrases)


def find(database: peewee.Database, text: str, limit: int, offset: int) -> list[SearchHit]:
    """Return the reviews outside the trash that hold every word of ``text``, best first.

    Asked inside a transaction, so that the snippets are of the moment of the ranking. Raises :class:`LibraryError` for a damaged
    index.
    """
    query = match_query(text)
    if not query:
        return []
    try:
        return _hits(database, query, limit, offset)
    except peewee.OperationalError as error:
        if not isinstance(original(error), apsw.SQLError):
            raise
        # Nothing typed is syntax, so what FTS5 cannot make sense of is its own index.
        raise LibraryError("The search index is damaged; it can be made anew.") from error


def _hits(database: peewee.Database, query: str, limit: int, offset: int) -> list[SearchHit]:
    hits = []
    for place, review_id, title, year, headline in database.execute_sql(_BEST, (query, limit, offset)).fetchall():
        (snippet,) = database.execute_sql(_SNIPPET, (_OPEN, _SHUT, query, place)).fetchone()
        plain, marks = _marked(snippet)
        hits.append(SearchHit(review_id, title, year, headline, plain, marks))
    return hits


def is_in_step(database: peewee.Database) -> bool:
    """Say whether the index holds exactly what the records say; ``database`` is the writing connection.

    Only the check with rank 1 compares the index with its content; SQLite's own integrity check does not see that they differ.
    """
    try:
        database.execute_sql("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except DATABASE_ERRORS as error:
        if isinstance(original(error), apsw.CorruptError | apsw.SQLError):
            return False
        raise
    return True


def rebuild(database: peewee.Database) -> None:
    """Make the index anew from its content."""
    database.execute_sql("INSERT INTO search (search) VALUES ('rebuild')")


def _is_token(mark: str) -> bool:
    """Say whether FTS5's ``unicode61`` takes this character for part of a word: letters, numbers, marks and private use."""
    return bool(mark) and unicodedata.category(mark)[0] in "LN"


def _marked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    length = start = 0
    for piece in re.split(f"([{_OPEN}{_SHUT}])", snippet.replace("\n", " ")):
        if piece == _OPEN:
            start = length
        elif piece == _SHUT:
            marks.append((start, length))
        else:
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), tuple(marks)
