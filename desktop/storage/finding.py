"""Finding reviews: a query and an order become one question over the lines of the list and the full-text index."""

from __future__ import annotations

from dataclasses import dataclass

import apsw
import peewee

from desktop.core.errors import LibraryError
from desktop.core.finding import By, Order, Query
from desktop.storage.failures import original
from desktop.storage.filtering import Filter, filter_of
from desktop.storage.listing import ReviewRow, rows_in_order
from desktop.storage.search import RANKING, SENTENCE, Marks, has_beginnings, marked, match_of

RANKED_AT_MOST = 12_000
"""Reviews that are ranked by how well they fit; words that stand in more say little, and the newest of them are shown first."""

_SAMPLE = 1_000
"""How many of the newest reviews are looked at first to see how common a word is."""

SORTED_BY = {
    By.ADDED: "id",
    By.TITLE: "sort_title",
    By.STATUS: "status",
    By.RATING: "stars",
    By.OUTLET: "sort_outlet",
    By.YEAR: "year",
    By.WORDS: "words",
    By.MODIFIED: "modified",
    By.CREATED: "created",
    By.PUBLISHED: "published_on",
    By.TRASHED: "trashed_at",
}
"""The columns of the list that reviews are put in order by."""
_LAST_CHANGED = Order(By.MODIFIED)
_LAST_ADDED = Order(By.ADDED)


@dataclass(frozen=True, slots=True)
class Found:
    """A review that was found: its row, a sentence in which it was found, and the places (from, to) of what was found there.

    Without words to find there is no sentence.
    """

    row: ReviewRow
    sentence: str = ""
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of what was found, and the order that it stands in."""

    found: tuple[Found, ...]
    order: Order


def find(database: peewee.Database, query: Query, order: Order, limit: int, offset: int) -> Page:
    """Return a page of the reviews that fit, in ``order``.

    By ``BEST``, words that stand in most of the archive are shown last added first, and what has no words last changed first.
    Asked inside a transaction, so that the sentences are of the moment of the ranking. Raises :class:`LibraryError` for a damaged
    index.
    """
    try:
        return _find(database, query, order, limit, offset)
    except peewee.OperationalError as error:
        raise _damage(error) from error


def count(database: peewee.Database, query: Query) -> int:
    """Return how many reviews fit; raises :class:`LibraryError` for a damaged index."""
    match, condition = match_of(query), filter_of(database, query)
    source, asked = ("listed AS l", "")
    if match:
        source, asked = ("search CROSS JOIN listed AS l ON l.id = search.rowid", "search MATCH ? AND ")
    question = f"SELECT count(*) FROM {source} WHERE {asked}{condition.sql}"  # noqa: S608 - own constants
    values = (match, *condition.values) if match else condition.values
    try:
        return int(database.execute_sql(question, values).fetchone()[0])
    except peewee.OperationalError as error:
        raise _damage(error) from error


def _damage(error: peewee.OperationalError) -> BaseException:
    # Nothing typed is syntax, so what FTS5 cannot make sense of is its own index.
    if isinstance(original(error), apsw.SQLError):
        return LibraryError("The search index is damaged; it can be made anew.")
    return error


def _find(database: peewee.Database, query: Query, order: Order, limit: int, offset: int) -> Page:
    match, condition = match_of(query), filter_of(database, query)
    used = used_order(database, query, match, order)
    if used.by in {By.BEST, By.ADDED} and match:
        lines = _by_index(database, match, condition, used, (limit, offset))
    else:
        lines = _by_column(database, match, condition, used, (limit, offset))
        if match:
            lines = _with_sentences(database, match, lines, at_once=has_beginnings(query))
    rows = rows_in_order(database, [line_id for line_id, _ in lines])
    return Page(tuple(Found(row, *marked(text)) for row, (_, text) in zip(rows, lines, strict=True)), used)


def used_order(database: peewee.Database, query: Query, match: str, order: Order) -> Order:
    """Return the order that ``order`` comes to for a query, which asks the index for ``match``."""
    if order.by is not By.BEST:
        return order
    if not match:
        return Order(By.TRASHED) if query.in_trash else _LAST_CHANGED
    return _LAST_ADDED if _stands_in_most(database, match) else Order(By.BEST)


def _stands_in_most(database: peewee.Database, match: str) -> bool:
    """Say whether so many reviews fit that ranking them would say little and take long; a look at the newest often is enough."""
    (newest,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM listed").fetchone()
    if newest <= RANKED_AT_MOST:
        return False
    sample = "SELECT count(*) FROM search WHERE search MATCH ? AND rowid > ?"
    if database.execute_sql(sample, (match, newest - _SAMPLE)).fetchone()[0] > _SAMPLE // 2:
        return True
    hits = "SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH ? LIMIT ?)"
    return bool(database.execute_sql(hits, (match, RANKED_AT_MOST + 1)).fetchone()[0] > RANKED_AT_MOST)


Lines = list[tuple[int, str]]
"""Ids of lines, each with its marked sentence, empty where there is none yet."""


def _by_index(database: peewee.Database, match: str, condition: Filter, order: Order, window: tuple[int, int]) -> Lines:
    """Walk the index in its own order: by rank or by id, so that only sentences that are shown are cut."""
    ranked = order.by is By.BEST
    direction = "DESC" if order.descending else "ASC"
    question = f"""
        SELECT search.rowid, {SENTENCE} FROM search CROSS JOIN listed AS l ON l.id = search.rowid
        WHERE search MATCH ? {f"AND rank MATCH '{RANKING}'" if ranked else ""} AND {condition.sql}
        ORDER BY {"rank" if ranked else f"search.rowid {direction}"} LIMIT ? OFFSET ?"""  # noqa: S608 - own constants
    return list(database.execute_sql(question, (match, *condition.values, *window)).fetchall())


def _by_column(database: peewee.Database, match: str, condition: Filter, order: Order, window: tuple[int, int]) -> Lines:
    column, direction = SORTED_BY[order.by], "DESC" if order.descending else "ASC"
    found = " AND l.id IN (SELECT rowid FROM search WHERE search MATCH ?)" if match else ""
    question = f"""
        SELECT l.id, '' FROM listed AS l WHERE {condition.sql}{found}
        ORDER BY l.{column} {direction}, l.id {direction} LIMIT ? OFFSET ?"""  # noqa: S608 - own constants
    values = (*condition.values, *([match] if match else []), *window)
    return list(database.execute_sql(question, values).fetchall())


def _with_sentences(database: peewee.Database, match: str, lines: Lines, *, at_once: bool) -> Lines:
    """Cut the sentences of lines; ``at_once`` goes over all hits, for beginnings of words are gathered for each question anew."""
    if not lines:
        return []
    places, plus = ", ".join("?" * len(lines)), "+" if at_once else ""
    question = f"SELECT rowid, {SENTENCE} FROM search WHERE search MATCH ? AND {plus}rowid IN ({places})"  # noqa: S608
    cut = dict(database.execute_sql(question, (match, *(line_id for line_id, _ in lines))).fetchall())
    return [(line_id, cut[line_id]) for line_id, _ in lines]
