"""The watch log: one small frozen value a viewing, made by queries over columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import peewee

from desktop.core.errors import LibraryError
from desktop.core.review import Status
from desktop.core.viewing import Viewing, count_viewings
from desktop.storage.database import among, fetched, values
from desktop.storage.models import ReviewTable, ViewingTable, WorkTable
from desktop.storage.reading import read_records


@dataclass(frozen=True, slots=True)
class ViewingRow:
    """A viewing in the log.

    ``seen_on`` is a partial date (ISO 8601) or empty, ``start`` a time or empty; ``nth`` says which viewing of the work it is.
    ``review_id`` and ``status`` are those of the review written of it, None where there is none outside the trash; ``written``
    says whether there is any review of the work.
    """

    id: str
    work_id: str
    title: str
    sort_title: str
    year: int | None
    seen_on: str
    start: str
    venue: str
    format: str
    festival: str
    section: str
    trashed_at: str | None
    review_id: str | None
    status: Status | None
    written: bool
    nth: int

    @property
    def is_written_up(self) -> bool:
        """Whether the film of the viewing was written up: of this viewing, or of another or none."""
        return self.review_id is not None or self.written

    @property
    def label(self) -> str:
        """``Title (year)``."""
        return f"{self.title} ({self.year})" if self.title and self.year else self.title


def viewing_rows(database: peewee.Database, *, trashed: bool, works: Collection[str] | None = None) -> list[ViewingRow]:
    """Return every viewing, or those of some works, that is or is not in the trash, last seen first.

    Those in the trash do not count as seen.
    """
    alive = (ReviewTable.id == ViewingTable.review_id) & ReviewTable.trashed_at.is_null()
    other = ReviewTable.alias()
    any_review = other.select(other.id).where((other.work_id == ViewingTable.work_id) & other.trashed_at.is_null())
    query = (
        ViewingTable.select(
            ViewingTable.id,
            ViewingTable.work_id,
            WorkTable.title,
            WorkTable.sort_title,
            WorkTable.year,
            ViewingTable.seen_on,
            ViewingTable.start,
            ViewingTable.venue,
            ViewingTable.format,
            ViewingTable.festival,
            ViewingTable.section,
            ViewingTable.trashed_at,
            ReviewTable.id,
            ReviewTable.status,
            peewee.fn.EXISTS(any_review),
            ViewingTable.number,
        )
        .join(WorkTable, on=(WorkTable.id == ViewingTable.work_id))
        .join(ReviewTable, peewee.JOIN.LEFT_OUTER, on=alive)
        .where(ViewingTable.trashed_at.is_null(not trashed))
        .order_by(ViewingTable.work_id, ViewingTable.seen_on, ViewingTable.start, ViewingTable.created, ViewingTable.id)
        .tuples()
    )
    if works is not None:
        query = query.where(ViewingTable.work_id.in_(peewee.SQL("(SELECT value FROM json_each(?))", (values(works),))))
    lines = fetched(database, query)
    try:
        rows = [row for _, group in groupby(lines, key=lambda line: line[1]) for row in _of_one_work(list(group))]
    except ValueError as error:
        raise LibraryError("The database is damaged: a review has a status that there is not.") from error
    return sorted(rows, key=lambda row: (row.seen_on, row.start, row.nth, row.id), reverse=True)


def viewing_lines(database: peewee.Database, ids: Sequence[str], *, trashed: bool) -> tuple[ViewingRow | None, ...]:
    """Return the rows of viewings in the order of ``ids``; None for one that is not there any more."""
    works = among(database, "SELECT DISTINCT work_id FROM viewing WHERE id", ids)
    found = {row.id: row for row in viewing_rows(database, trashed=trashed, works=[work_id for (work_id,) in works])}
    return tuple(map(found.get, ids))


def viewings_of_review(database: peewee.Database, review_id: str) -> tuple[Viewing, ...]:
    """Return the viewings outside the trash that a review was written of, the last first."""
    query = ViewingTable.select(ViewingTable.id).where((ViewingTable.review_id == review_id) & ViewingTable.trashed_at.is_null())
    found = read_records(database, Viewing, [viewing_id for (viewing_id,) in query.tuples().execute(database)])
    viewings = [viewing for viewing, _revision in found.values()]
    return tuple(sorted(viewings, key=lambda viewing: (str(viewing.date or ""), viewing.time, viewing.id), reverse=True))


def _of_one_work(lines: list[tuple[Any, ...]]) -> list[ViewingRow]:
    numbers = count_viewings(line[15] for line in lines)
    return [_row(line, nth) for line, nth in zip(lines, numbers, strict=True)]


def _row(line: tuple[Any, ...], nth: int) -> ViewingRow:
    values = (*line[:13], Status(line[13]) if line[13] else None, bool(line[14]), nth)
    return ViewingRow(*values)
