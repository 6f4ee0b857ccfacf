"""Where reviews stand in an order, and which stand where: what a list asks that holds a few of its rows only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import peewee

from desktop.core.finding import By, Order, Query
from desktop.storage.finding import SORTED_BY, lines_in_order, used_order
from desktop.storage.search import RANKING
from desktop.storage.whole_names import asked_of

_IDS = "SELECT review_id FROM json_each(?) AS wanted CROSS JOIN listed ON listed.id = wanted.value ORDER BY wanted.key"


def ids(database: peewee.Database, query: Query, order: Order, limit: int, offset: int) -> list[str]:
    """Return the ids of the reviews that fit from ``offset`` on, in ``order``."""
    found = lines_in_order(database, query, order, limit, offset)
    return [review_id for (review_id,) in database.execute_sql(_IDS, (json.dumps(found),)).fetchall()]


def places(database: peewee.Database, query: Query, order: Order, review_ids: Sequence[str]) -> dict[str, int]:
    """Return the numbers, from 0, of the rows where reviews stand; those that do not fit are left out."""
    line, values = numbered(database, query, order)
    wanted = "SELECT value FROM json_each(?)"
    question = f"SELECT review_id, place - 1 FROM ({line}) WHERE review_id IN ({wanted})"  # noqa: S608 - own constants
    return dict(database.execute_sql(question, (*values, json.dumps(list(review_ids)))).fetchall())


def numbered(database: peewee.Database, query: Query, order: Order) -> tuple[str, tuple[Any, ...]]:
    """Return the question for all that fit, each with its number in the order, and its values."""
    match, condition = asked_of(database, query)
    used = used_order(database, query, match, order)
    ranked, direction = used.by is By.BEST, "DESC" if used.descending else "ASC"
    standing = "search.rank" if ranked else f"l.{SORTED_BY[used.by]} {direction}, l.id {direction}"
    source = "search CROSS JOIN listed AS l ON l.id = search.rowid" if match else "listed AS l"
    ranking = f"rank MATCH '{RANKING}' AND " if ranked else ""
    asked = f"search MATCH ? AND {ranking}" if match else ""
    line = f"""SELECT l.review_id, row_number() OVER (ORDER BY {standing}) AS place
        FROM {source} WHERE {asked}{condition.sql}"""  # noqa: S608 - own constants
    return line, ((match, *condition.values) if match else condition.values)
