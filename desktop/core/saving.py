"""What a save carries from the desk to the library and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from desktop.core.article import Article, Record
from desktop.core.history import Reason


@dataclass(frozen=True, slots=True)
class Change:
    """One aggregate to write: the frozen value and the revision it was made from, 0 for a new one.

    ``modified`` is what a stored review tells as the moment of its last change (UTC, ISO 8601) where an undo gives it back the
    earlier one, and ``created`` and ``modified`` what a new record tells where a lost library is made anew; empty for the moment
    of the save. When a review was created stands in itself.
    """

    record: Record
    base: int
    modified: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Moments:
    """When a record was made and when it was last changed (UTC, ISO 8601), as its library tells it."""

    created: str
    modified: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Aggregates to write in one transaction; ``discard`` are ids of records to delete for good (a new review nobody touched).

    ``shown`` are the ids of the open reviews that show what changed, also where that is a film or a person. ``before`` is for
    changes to many reviews at once: each is kept as it was, for this reason. ``noted`` are values that the library
    remembers under keys, written with the changes; None forgets what stood under a key. ``touched`` are stored reviews that count
    as changed with the film or person that they show, although they are not written themselves: each with the moment of its last
    change that an undo gives back to it, empty for that of the save.
    """

    changes: tuple[Change, ...] = ()
    discard: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    before: Reason | None = None
    noted: Mapping[str, str | None] = field(default_factory=dict)
    touched: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a committed save left: the revision of each aggregate written, and of each that a discard had to keep, and when (UTC).

    A discarded person whom another work credits is kept. ``discarded`` are the ids that were to be deleted for good; ``followed``
    the records that nobody asked to be written and that follow what was, with their revisions.
    """

    revisions: dict[str, int]
    at: datetime
    discarded: tuple[str, ...] = ()
    followed: tuple[tuple[Record, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """An article as stored, with the revision of each of its aggregates by id."""

    article: Article
    revisions: dict[str, int]


def now_utc() -> datetime:
    """Return the present moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """Return a moment as it is stored: UTC, ISO 8601, to the second, with ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
