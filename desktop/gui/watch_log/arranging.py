"""How the log is laid out: which viewings, in which order, under which headings; made away from the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from itertools import groupby
from typing import Any

from desktop.core.text import fold
from desktop.services.watch_log import ViewingRow

ALL, UNDATED, TRASH = "all", "undated", "trash"
"""The choices that are no year."""


class Column(IntEnum):
    """The columns of the log, in order."""

    DATE = 0
    FILM = 1
    WHERE = 2
    FORMAT = 3
    FESTIVAL = 4
    SEEN = 5
    REVIEW = 6


class Grouping(StrEnum):
    """What stands under one heading while the log is in order of date."""

    NONE = "none"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def grouping_named(name: str) -> Grouping:
    """Return the grouping of a remembered name; by week for a strange one."""
    return Grouping(name) if name in set(Grouping) else Grouping.WEEK


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be listed: ``year`` is four digits or one of the other choices; the order is that of one column."""

    year: str = ALL
    unwritten: bool = False
    column: int = Column.DATE
    descending: bool = True
    grouping: Grouping = Grouping.WEEK


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a group: its kind, the day, month or year it begins with (empty where no date is known), and how many."""

    grouping: Grouping
    begins: str
    count: int


Line = ViewingRow | Heading


@dataclass(frozen=True, slots=True)
class Arranged:
    """The log as wished: its lines, how many are viewings, and the years there are; ``rows`` is everything that was read."""

    wish: Wish
    rows: tuple[ViewingRow, ...] = ()
    lines: tuple[Line, ...] = ()
    count: int = 0
    years: tuple[str, ...] = ()
    undated: bool = False


def read_log(read: Callable[[bool], Sequence[ViewingRow]], wish: Wish) -> Arranged:
    """Read the log, or its trash (``read(True)``), and arrange it."""
    rows = tuple(read(False))
    return arranged(rows, tuple(read(True)) if wish.year == TRASH else None, wish)


def arranged(rows: tuple[ViewingRow, ...], trashed: tuple[ViewingRow, ...] | None, wish: Wish) -> Arranged:
    """Arrange what was read, the one seen last first; ``trashed`` stands in its place where the trash is wished for."""
    wanted = trashed if trashed is not None else _wanted(rows, wish)
    ordered = _ordered(wanted, wish)
    lines = tuple(_grouped(ordered, wish.grouping)) if wish.column == Column.DATE else tuple(ordered)
    years = tuple(sorted({row.seen_on[:4] for row in rows if row.seen_on}, reverse=True))
    return Arranged(wish, rows, lines, len(ordered), years, not all(row.seen_on for row in rows))


def _wanted(rows: Sequence[ViewingRow], wish: Wish) -> list[ViewingRow]:
    kept = [row for row in rows if not (row.written and wish.unwritten)]
    if wish.year == UNDATED:
        return [row for row in kept if not row.seen_on]
    return kept if wish.year == ALL else [row for row in kept if row.seen_on.startswith(wish.year)]


def _ordered(rows: Sequence[ViewingRow], wish: Wish) -> list[ViewingRow]:
    recent = sorted(rows, key=lambda row: _key(row, Column.DATE), reverse=True)
    if wish.column == Column.DATE:
        return recent if wish.descending else recent[::-1]
    return sorted(recent, key=lambda row: _key(row, wish.column), reverse=wish.descending)


def _key(row: ViewingRow, column: int) -> Any:
    """Return what ``column`` sorts a row by; empty words stand before all others."""
    match column:
        case Column.DATE:
            return (row.seen_on, row.start, row.nth)
        case Column.FILM:
            return (row.sort_title, row.year or 0)
        case Column.WHERE:
            return fold(row.venue)
        case Column.FORMAT:
            return fold(row.format)
        case Column.FESTIVAL:
            return (fold(row.festival), fold(row.section))
        case Column.SEEN:
            return row.nth
        case _:
            return row.status.value if row.status else ""


def _grouped(rows: Sequence[ViewingRow], grouping: Grouping) -> list[Line]:
    if grouping is Grouping.NONE:
        return list(rows)
    lines: list[Line] = []
    for begins, group in groupby(rows, key=lambda row: beginning(row.seen_on, grouping)):
        members = list(group)
        lines += [Heading(grouping, begins, len(members)), *members]
    return lines


def beginning(seen_on: str, grouping: Grouping) -> str:
    """Return what the group of a partial date begins with: the Monday of its week, its month or its year, as far as known."""
    if grouping is Grouping.YEAR:
        return seen_on[:4]
    if grouping is Grouping.MONTH or len(seen_on) < len("2023-10-06"):
        return seen_on[:7]
    day = date.fromisoformat(seen_on)
    return (day - timedelta(days=day.weekday())).isoformat()
