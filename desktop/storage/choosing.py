"""What reviews that are chosen together have in common: how many there are of each status, outlet, tag and language."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from desktop.core.finding import Query
from desktop.core.review import Status
from desktop.storage.models import OutletTable
from desktop.storage.tags import first_spellings
from desktop.storage.whole_names import asked_of

_STATUSES = tuple(Status)
_TAGS_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Shares:
    """Of several reviews: how many they are, their words in all, and how many there are of each value, the commonest first.

    ``years`` are the first and last year of their works, None where none has one; ``rated`` is how many print a rating.
    """

    count: int = 0
    words: int = 0
    rated: int = 0
    years: tuple[int, int] | None = None
    statuses: tuple[tuple[Status, int], ...] = ()
    outlets: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()


def shares(database: peewee.Database, review_ids: Sequence[str], query: Query | None) -> Shares:
    """Return what reviews share: those with these ids, or all that fit a query."""
    condition, values = _condition(database, review_ids, query)

    def ask(what: str, source: str, rest: str = "") -> list[tuple[Any, ...]]:
        question = f"SELECT {what} FROM listed AS l {source} WHERE {condition} {rest}"  # noqa: S608 - own constants
        return list(database.execute_sql(question, values).fetchall())

    def counted(column: str, source: str = "", most: int = -1) -> list[tuple[Any, int]]:
        rows = ask(f"{column}, count(*) AS number", source, f"GROUP BY 1 ORDER BY number DESC, 1 LIMIT {most}")
        return [(value, number) for value, number in rows]

    ((count, words, rated, first, last),) = ask("count(*), coalesce(sum(words), 0), count(stars), min(year), max(year)", "")
    names = dict(OutletTable.select(OutletTable.id, OutletTable.name).tuples().execute(database))
    return Shares(
        count,
        words,
        rated,
        (first, last) if first is not None else None,
        tuple((_STATUSES[place], number) for place, number in counted("status")),
        tuple((names[outlet_id], number) for outlet_id, number in counted("outlet_id")),
        tuple(counted("language")),
        _named_once(database, counted("tag", "CROSS JOIN review_tag USING (review_id)", _TAGS_AT_MOST), count),
    )


def _named_once(database: peewee.Database, tags: Sequence[tuple[str, int]], most: int) -> tuple[tuple[str, int], ...]:
    """Return tags and their numbers with the spellings of one as one; ``most`` reviews have it."""
    counts: Counter[str] = Counter()
    named = first_spellings(database, [tag for tag, _number in tags])
    for tag, number in tags:
        counts[named[tag]] += number
    return tuple(sorted(((tag, min(number, most)) for tag, number in counts.items()), key=lambda each: (-each[1], each[0])))


def _condition(database: peewee.Database, review_ids: Sequence[str], query: Query | None) -> tuple[str, tuple[Any, ...]]:
    """Return the condition on ``listed AS l`` that holds for what is chosen, and its values."""
    if query is None:
        return "l.review_id IN (SELECT value FROM json_each(?))", (json.dumps(list(review_ids)),)
    match, condition = asked_of(database, query)
    found = " AND l.id IN (SELECT rowid FROM search WHERE search MATCH ?)" if match else ""
    return condition.sql + found, (*condition.values, *([match] if match else []))


def more_reviews(database: peewee.Database, review_id: str, person_ids: Sequence[str]) -> dict[str, int]:
    """Return in how many reviews, besides one and outside the trash, people are credited; those in none are left out."""
    question = """
        SELECT credit.person_id, count(DISTINCT listed.id) FROM credit CROSS JOIN listed USING (work_id)
        WHERE credit.person_id IN (SELECT value FROM json_each(?)) AND listed.trashed_at IS NULL AND listed.review_id <> ?
        GROUP BY credit.person_id"""
    return dict(database.execute_sql(question, (json.dumps(list(person_ids)), review_id)).fetchall())
