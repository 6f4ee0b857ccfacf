"""What a diary is compared with: the works of a title, and what was seen of them on which day."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import peewee

from desktop.core.text import fold
from desktop.storage.models import ViewingTable, WorkTable
from desktop.storage.rows import sort_title

_CHUNK = 500

Titled = dict[str, list[tuple[str, int | None]]]
"""Works, each its id and year, by folded title."""


def works_titled(database: peewee.Database, titles: Collection[str]) -> Titled:
    """Return the works outside the trash whose printed title is one of these, by the folded title."""
    found: Titled = {}
    for chunk in _chunks({sort_title(title) for title in titles}):
        query = WorkTable.select(WorkTable.id, WorkTable.title, WorkTable.year).where(
            WorkTable.sort_title.in_(chunk) & WorkTable.trashed_at.is_null()
        )
        for work_id, title, year in query.tuples().execute(database):
            found.setdefault(fold(title), []).append((work_id, year))
    return found


def logged_ids(database: peewee.Database, ids: Collection[str]) -> frozenset[str]:
    """Return those of these ids that viewings have, in the trash or not."""
    found: set[str] = set()
    for chunk in _chunks(ids):
        query = ViewingTable.select(ViewingTable.id).where(ViewingTable.id.in_(chunk)).tuples()
        found.update(viewing_id for (viewing_id,) in query.execute(database))
    return frozenset(found)


def logged_days(database: peewee.Database, works: Collection[str]) -> list[tuple[str, str, str]]:
    """Return the viewings of works outside the trash: id, work, and day as far as it is known."""
    days: list[tuple[str, str, str]] = []
    for chunk in _chunks(works):
        query = ViewingTable.select(ViewingTable.id, ViewingTable.work_id, ViewingTable.seen_on).where(
            ViewingTable.work_id.in_(chunk) & ViewingTable.trashed_at.is_null()
        )
        days += query.tuples().execute(database)
    return days


def _chunks(values: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
