"""What reviews that are chosen together have in common: how many there are of each status, outlet, tag and language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import peewee

from desktop.core.finding import Query
from desktop.core.review import Status
from desktop.storage.filtering import filter_of
from desktop.storage.search import match_of

_STATUSES = tuple(Status)


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
    chosen, values = _chosen(database, review_ids, query)

    def ask(question: str) -> list[tuple[Any, ...]]:
        return list(database.execute_sql(question.format(chosen=chosen), values).fetchall())

    ((count, words, rated, first, last),) = ask(
        "SELECT count(*), coalesce(sum(words), 0), count(stars), min(year), max(year) FROM listed WHERE id IN ({chosen})"
    )
    counted = "SELECT {{column}}, count(*) AS number FROM listed WHERE id IN ({chosen}) GROUP BY 1 ORDER BY number DESC, 1"
    statuses = ask(counted.replace("{{column}}", "status"))
    outlets = ask(
        "SELECT outlet.name, count(*) AS number FROM listed JOIN outlet ON outlet.id = listed.outlet_id"
        " WHERE listed.id IN ({chosen}) GROUP BY outlet.id ORDER BY number DESC, 1"
    )
    tags = ask(
        "SELECT tag, count(*) AS number FROM listed CROSS JOIN review_tag USING (review_id)"
        " WHERE listed.id IN ({chosen}) GROUP BY tag ORDER BY number DESC, 1 LIMIT 200"
    )
    return Shares(
        count,
        words,
        rated,
        (first, last) if first is not None else None,
        tuple((_STATUSES[place], number) for place, number in statuses),
        tuple((name, number) for name, number in outlets),
        tuple((tag, number) for tag, number in ask(counted.replace("{{column}}", "language"))),
        tuple((tag, number) for tag, number in tags),
    )


def _chosen(database: peewee.Database, review_ids: Sequence[str], query: Query | None) -> tuple[str, tuple[Any, ...]]:
    """Return a question for the numbers of the lines that are chosen, and its values."""
    if query is None:
        named = "SELECT id FROM listed WHERE review_id IN (SELECT value FROM json_each(?))"
        return named, (json.dumps(list(review_ids)),)
    match, condition = match_of(query), filter_of(database, query)
    found = " AND l.id IN (SELECT rowid FROM search WHERE search MATCH ?)" if match else ""
    line = f"SELECT l.id FROM listed AS l WHERE {condition.sql}{found}"  # noqa: S608 - own constants
    return line, (*condition.values, *([match] if match else []))


def more_reviews(database: peewee.Database, review_id: str, person_ids: Sequence[str]) -> dict[str, int]:
    """Return in how many reviews, besides one and outside the trash, people are credited; those in none are left out."""
    question = """
        SELECT credit.person_id, count(DISTINCT listed.id) FROM credit CROSS JOIN listed USING (work_id)
        WHERE credit.person_id IN (SELECT value FROM json_each(?)) AND listed.trashed_at IS NULL AND listed.review_id <> ?
        GROUP BY credit.person_id"""
    return dict(database.execute_sql(question, (json.dumps(list(person_ids)), review_id)).fetchall())
