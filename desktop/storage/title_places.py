"""Where the next title stands that begins with some letters: typing in a list goes there, however many rows it has."""

from __future__ import annotations

from typing import Any

import peewee

from desktop.core.finding import By, Order, Query
from desktop.storage.filtering import Filter
from desktop.storage.finding import SORTED_BY, used_order
from desktop.storage.picking import ends_of
from desktop.storage.rows import sort_title
from desktop.storage.standing import numbered
from desktop.storage.whole_names import asked_of

_NULLABLE = frozenset({By.YEAR, By.RATING, By.TRASHED})
_BELOW_ALL = -1


def next_title(
    database: peewee.Database, query: Query, order: Order, begun: str, current: str, *, onward: bool
) -> tuple[int, str] | None:
    """Return the row, from 0, and the id of the next review that fits and whose title begins with ``begun``, as it is sorted.

    It is looked for from the review ``current`` on, ``onward`` only behind it, and from the top where there is none; a list by
    title is looked through from its top unless ``onward``. None where no title begins so.
    """
    ends = ends_of(sort_title(begun))
    if not ends[0]:
        return None
    match, condition = asked_of(database, query)
    used = used_order(database, query, match, order)
    start = current if onward or used.by is not By.TITLE else ""
    if match and used.by is By.BEST:
        return _by_number(database, query, order, ends, start, onward=onward)
    if match:
        found = f"{condition.sql} AND l.id IN (SELECT rowid FROM search WHERE search MATCH ?)"  # noqa: S608 - own constants
        condition = Filter(found, (*condition.values, match))
    return _by_key(database, condition, used, ends, start, onward=onward)


def _by_key(
    database: peewee.Database, condition: Filter, order: Order, ends: tuple[str, ...], current: str, *, onward: bool
) -> tuple[int, str] | None:
    """Find it by what the list is sorted by, and count what stands before it."""
    column = f"l.{SORTED_BY[order.by]}"
    key = f"coalesce({column}, {_BELOW_ALL})" if order.by in _NULLABLE else column
    direction, before, behind = ("DESC", ">", "<") if order.descending else ("ASC", "<", ">")
    begins = f"{condition.sql} AND l.sort_title >= ? AND l.sort_title < ?"
    here = f"SELECT {key}, l.id FROM listed AS l WHERE l.review_id = ?"  # noqa: S608 - own constants
    ahead = f"({key}, l.id) {behind}{'' if onward else '='} ({here})"
    question = f"""
        SELECT {key}, l.id, l.review_id FROM listed AS l WHERE {begins}
        ORDER BY coalesce({ahead}, 0) DESC, {key} {direction}, l.id {direction} LIMIT 1"""  # noqa: S608 - own constants
    asked: tuple[Any, ...] = (*condition.values, *ends, current)
    found = database.execute_sql(question, asked).fetchone()
    if found is None:
        return None
    place = f"SELECT count(*) FROM listed AS l WHERE {condition.sql} AND ({key}, l.id) {before} (?, ?)"  # noqa: S608
    return int(database.execute_sql(place, (*condition.values, *found[:2])).fetchone()[0]), str(found[2])


def _by_number(
    database: peewee.Database, query: Query, order: Order, ends: tuple[str, ...], current: str, *, onward: bool
) -> tuple[int, str] | None:
    """Find it among what is ranked, where each has its number only."""
    line, given = numbered(database, query, order)
    question = f"""
        WITH line AS MATERIALIZED ({line})
        SELECT line.place - 1, line.review_id FROM line JOIN listed AS l ON l.review_id = line.review_id
        WHERE l.sort_title >= ? AND l.sort_title < ?
        ORDER BY coalesce(line.place >{"" if onward else "="} (SELECT place FROM line WHERE review_id = ?), 0) DESC, line.place
        LIMIT 1"""  # noqa: S608 - own constants
    found = database.execute_sql(question, (*given, *ends, current)).fetchone()
    return (int(found[0]), str(found[1])) if found is not None else None
