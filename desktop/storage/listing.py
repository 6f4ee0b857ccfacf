"""What lists and pickers show: one small frozen value a line, made by queries over columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import peewee

from desktop.core.errors import LibraryError
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.rating import Rating, glyphs, position
from desktop.core.review import ReviewKind, Status
from desktop.core.text import fold
from desktop.core.work import Work
from desktop.core.zoned_time import ZonedTime, parse_zoned_time
from desktop.storage.database import values
from desktop.storage.models import (
    CreditTable,
    ImageTable,
    ListedTable,
    OutletTable,
    PersonTable,
    ReviewTable,
    ViewingTable,
    WorkTable,
)
from desktop.storage.reading import read_records


class ReviewRow(NamedTuple):
    """A review in a list; a tuple, for a page of them is made between two keys.

    ``headline`` and ``slug`` are as printed, ``directors`` house spellings in order of billing, ``rating_position`` 0 worst to 1
    best on its own scale (None where nothing is printed); times are UTC, ISO 8601.
    """

    id: str
    work_id: str
    title: str
    sort_title: str
    year: int | None
    headline: str
    status: Status
    kind: ReviewKind
    rating: Rating | None
    rating_position: float | None
    outlet_id: str
    outlet: str
    language: str
    byline: str
    words: int
    slug: str
    created: str
    modified: str
    trashed_at: str | None
    directors: tuple[str, ...]
    deadline: ZonedTime | None = None
    embargo: ZonedTime | None = None

    @property
    def rating_text(self) -> str:
        """The rating as drawn (``★★★½☆``), empty for none."""
        return glyphs(self.rating) if self.rating else ""

    @property
    def label(self) -> str:
        """``Title (year)``; the headline while there is no title."""
        return (f"{self.title} ({self.year})" if self.year else self.title) or self.headline


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a picker.

    The record and its revision, the label of the work last reviewed, and in how many reviews they stand.
    """

    person: Person
    revision: int
    last_work: str
    review_count: int

    @property
    def bio_languages(self) -> tuple[str, ...]:
        """The languages (BCP 47) in which there is a bio."""
        return tuple(bio.language for bio in self.person.bios if bio.text)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work in a picker: the record, its revision, and how many reviews it has."""

    work: Work
    revision: int
    review_count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library holds; ``bytes`` are those of the pictures' files.

    What lies in the trash is counted apart: ``trashed`` reviews, ``trashed_people`` and ``trashed_viewings``.
    """

    reviews: int
    people: int
    works: int
    images: int
    bytes: int
    trashed: int = 0
    trashed_people: int = 0
    trashed_viewings: int = 0


_ALIVE = ReviewTable.trashed_at.is_null()


ROW_COLUMNS = """
l.review_id, l.work_id, shown.title, l.sort_title, l.year, shown.headline, l.status, l.kind,
shown.rating_scale, shown.rating_value, l.outlet_id, outlet.name, shown.language, shown.byline, l.words, shown.slug,
l.created, l.modified, l.trashed_at, shown.directors, shown.due, shown.embargo
"""
"""What :func:`review_row` makes a row of, from ``listed AS l`` with :data:`ROW_TABLES` beside it."""

ROW_TABLES = "CROSS JOIN shown ON shown.id = l.id CROSS JOIN outlet ON outlet.id = l.outlet_id"
_LINES = f"""
SELECT {ROW_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN listed AS l ON l.id = wanted.value {ROW_TABLES} ORDER BY wanted.key
"""  # noqa: S608 - own constants


def review_rows(database: peewee.Database, condition: Any) -> list[ReviewRow]:
    """Return the reviews for which ``condition``, a Peewee expression on :class:`ReviewTable`, holds; last changed first."""
    chosen = (
        ReviewTable.select(ListedTable.id)
        .join(ListedTable, on=(ListedTable.review_id == ReviewTable.id))
        .where(condition)
        .order_by(ReviewTable.modified.desc(), ReviewTable.created.desc(), ReviewTable.id)
    )
    return rows_in_order(database, [line_id for (line_id,) in chosen.tuples().execute(database)])


def rows_in_order(database: peewee.Database, line_ids: Sequence[int]) -> list[ReviewRow]:
    """Return the reviews of these lines of the list, in their order."""
    if not line_ids:
        return []
    found = database.execute_sql(_LINES, (values(line_ids),)).fetchall()
    if len(found) < len(line_ids):
        raise LibraryError("The database is damaged: an index names a review that is not there.")
    return [review_row(line) for line in found]


_STATUS = tuple(Status)
_KIND = {kind.value: kind for kind in ReviewKind}


@lru_cache(maxsize=1024)
def _rating(scale: str, value: str) -> tuple[Rating | None, float | None]:
    rating = Rating(scale, value) if scale else None
    return rating, position(rating) if rating else None


def review_row(line: tuple[Any, ...]) -> ReviewRow:
    """Return the row of a line with :data:`ROW_COLUMNS`; raises LibraryError where the database is damaged."""
    try:
        directors = tuple(line[19].split("\n")) if line[19] else ()
        told = (*line[:6], _STATUS[line[6]], _KIND[line[7]], *_rating(line[8], line[9]), *line[10:19], directors)
        times = [parse_zoned_time(text) if text else None for text in line[20:22]] if line[20] or line[21] else ()
    except (LookupError, ValueError) as error:
        raise LibraryError("The database is damaged: a review has a status, kind, rating or time that there is not.") from error
    return ReviewRow(*told, *times)


def all_outlets(database: peewee.Database) -> list[Outlet]:
    """Return every outlet, in order of name."""
    ids = [key for (key,) in OutletTable.select(OutletTable.id).tuples().execute(database)]
    outlets = (record for record, _ in read_records(database, Outlet, ids).values())
    return sorted(outlets, key=lambda outlet: (fold(outlet.name), outlet.id))


def has_reviews(database: peewee.Database, outlet_id: str, besides: Collection[str]) -> bool:
    """Say whether an outlet has reviews, also in the trash; those with the ids ``besides`` do not count."""
    query = ReviewTable.select(ReviewTable.id).where(ReviewTable.outlet_id == outlet_id).limit(len(besides) + 1)
    return any(review_id not in besides for (review_id,) in query.tuples().execute(database))


def people_counts(database: peewee.Database) -> dict[str, int]:
    """Return in how many reviews outside the trash each credited person stands, by id."""
    query = (
        CreditTable.select(CreditTable.person_id, peewee.fn.COUNT(ReviewTable.id.distinct()))
        .join(ReviewTable, on=(ReviewTable.work_id == CreditTable.work_id))
        .where(_ALIVE)
        .group_by(CreditTable.person_id)
        .tuples()
    )
    return dict(query.execute(database))


def counts(database: peewee.Database) -> Counts:
    """Count what the library holds."""
    (row,) = (
        ImageTable.select(peewee.fn.COUNT(ImageTable.id), peewee.fn.COALESCE(peewee.fn.SUM(ImageTable.size), 0))
        .tuples()
        .execute(database)
    )
    images, size = row
    return Counts(
        reviews=_count(database, ReviewTable, _ALIVE),
        people=_count(database, PersonTable, PersonTable.trashed_at.is_null()),
        works=_count(database, WorkTable, WorkTable.trashed_at.is_null()),
        images=images,
        bytes=size,
        trashed=_count(database, ReviewTable, ReviewTable.trashed_at.is_null(False)),
        trashed_people=_count(database, PersonTable, PersonTable.trashed_at.is_null(False)),
        trashed_viewings=_count(database, ViewingTable, ViewingTable.trashed_at.is_null(False)),
    )


def _count(database: peewee.Database, table: type[peewee.Model], condition: Any) -> int:
    ((found,),) = table.select(peewee.fn.COUNT(peewee.SQL("*"))).where(condition).tuples().execute(database)
    return int(found)
