"""The watch log in order: the ids of the viewings as they are wished for, group by group, without reading what they show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import peewee

from desktop.core.log_order import ALL, TRASH, UNDATED, Column, Group, Grouping, Wish
from desktop.core.text import fold

_BEGINS = {
    Grouping.NONE: "''",
    Grouping.WEEK: "iif(length(seen_on) < 10, substr(seen_on, 1, 7), date(seen_on, '-6 days', 'weekday 1'))",
    Grouping.MONTH: "substr(seen_on, 1, 7)",
    Grouping.YEAR: "substr(seen_on, 1, 4)",
}
_WORDS = {
    Column.WHERE: ("viewing.venue", "''"),
    Column.FORMAT: ("viewing.format", "''"),
    Column.FESTIVAL: ("viewing.festival", "viewing.section"),
}
"""The columns of plain words: they are in order of the words as they are compared, which SQLite does not know."""

_WRITTEN = "EXISTS (SELECT 1 FROM review AS other WHERE other.work_id = viewing.work_id AND other.trashed_at IS NULL)"
"""Whether the film of a viewing was written up; such viewings stand between those that were not and those with a review."""

_KEYS = {
    Column.DATE: "seen_on {way}",
    Column.FILM: "work.sort_title {way}, coalesce(work.year, 0) {way}, seen_on DESC",
    **dict.fromkeys(_WORDS, "rank.place {way}, seen_on DESC"),
    Column.SEEN: "nth {way}, seen_on DESC",
    Column.REVIEW: f"coalesce(review.status, iif({_WRITTEN}, ' ', '')) {{way}}, seen_on DESC",
}
_RANK = "JOIN rank ON rank.first = {} AND rank.second = {}"
_JOINS = {
    Column.FILM: "CROSS JOIN work ON work.id = viewing.work_id",
    **{column: _RANK.format(*words) for column, words in _WORDS.items()},
    Column.REVIEW: "LEFT JOIN review ON review.id = viewing.review_id AND review.trashed_at IS NULL",
}

_READ = "id, work_id, review_id, seen_on, start, venue, format, festival, section, number"
_NUMBERED = f"""
    SELECT *, place - coalesce(told >> 32, 0) + coalesce(told & 0xffffffff, 0) AS nth FROM (
        SELECT *, max(CASE WHEN number IS NOT NULL THEN (place << 32) | number END)
            OVER (PARTITION BY work_id ORDER BY place) AS told
        FROM (SELECT {_READ}, row_number() OVER (PARTITION BY work_id ORDER BY seen_on, start, created, id) AS place
            FROM viewing WHERE (trashed_at IS NULL) = ?)
    )
"""  # noqa: S608 - own constants, as below
"""The viewings that are (1) or are not (0) outside the trash; ``nth`` says which of its work each is."""

_UNWRITTEN = f"""
    NOT {_WRITTEN}
    AND viewing.place = (SELECT count(*) FROM viewing AS other WHERE other.work_id = viewing.work_id AND other.trashed_at IS NULL)
"""  # noqa: S608
"""A film that was never written up is one thing to be done, however often it was seen: it is listed as it was seen last."""


@dataclass(frozen=True, slots=True)
class LogOrder:
    """The viewings of a wish in their order, group by group, and the years there are outside the trash, newest first.

    ``undated`` says whether there are viewings without a date outside the trash.
    """

    groups: tuple[Group, ...] = ()
    years: tuple[str, ...] = ()
    undated: bool = False


def log_order(database: peewee.Database, wish: Wish) -> LogOrder:
    """Return what is wished for: last seen first, or in the order of a column and then last seen first."""
    column = Column(wish.column)
    rank, ranked = _ranked(database, column)
    condition, meant = _condition(wish)
    question = f"""
        WITH rank(first, second, place) AS MATERIALIZED ({rank}),
        numbered AS ({_NUMBERED}),
        wanted AS (
            SELECT viewing.id, {_BEGINS[wish.groups]} AS begins, row_number() OVER (ORDER BY {_order(wish)}) AS place
            FROM numbered AS viewing {_JOINS.get(column, "")} WHERE {condition}
        ),
        begun AS (SELECT *, begins IS NOT lag(begins) OVER (ORDER BY place) AS begun FROM wanted),
        grouped AS (SELECT *, sum(begun) OVER (ORDER BY place) AS run FROM begun)
        SELECT begins, group_concat(id, ' ' ORDER BY place) FROM grouped GROUP BY run ORDER BY run
    """  # noqa: S608
    rows = database.execute_sql(question, (*ranked, wish.year != TRASH, *meant)).fetchall()
    groups = tuple(Group(begins, tuple(ids.split(" "))) for begins, ids in rows)
    years = database.execute_sql("SELECT DISTINCT substr(seen_on, 1, 4) FROM viewing WHERE trashed_at IS NULL ORDER BY 1 DESC")
    known = [year for (year,) in years.fetchall()]
    return LogOrder(groups, tuple(filter(None, known)), "" in known)


def _order(wish: Wish) -> str:
    way = "DESC" if wish.descending else "ASC"
    recent = way if wish.column == Column.DATE else "DESC"
    ends = (f"{key} {recent}" for key in ("start", "nth", "viewing.id"))
    return ", ".join((_KEYS[Column(wish.column)].format(way=way), *ends))


def _condition(wish: Wish) -> tuple[str, tuple[Any, ...]]:
    if wish.year == TRASH:
        return "1", ()
    unwritten = f" AND {_UNWRITTEN}" if wish.unwritten else ""
    if wish.year == ALL:
        return f"1{unwritten}", ()
    if wish.year == UNDATED:
        return f"seen_on = ''{unwritten}", ()
    return f"substr(seen_on, 1, ?) = ?{unwritten}", (len(wish.year), wish.year)


def _ranked(database: peewee.Database, column: Column) -> tuple[str, tuple[Any, ...]]:
    """Return a query of words with their places among each other, and what it is given; those that compare alike share one."""
    if column not in _WORDS:
        return "SELECT '', '', 0", ()
    first, second = _WORDS[column]
    pairs = database.execute_sql(f"SELECT DISTINCT {first}, {second} FROM viewing").fetchall()  # noqa: S608
    compared = {pair: tuple(map(fold, pair)) for pair in pairs}
    places = {folded: at for at, folded in enumerate(sorted(set(compared.values())))}
    placed = json.dumps([(*pair, places[folded]) for pair, folded in compared.items()], ensure_ascii=False)
    return "SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)", (placed,)
