"""What can be done to many reviews at once: a change is a value, and what it did to a record a patch that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from desktop.core.article import Record
from desktop.core.edits import taken_back
from desktop.core.outlet import Outlet
from desktop.core.review import Review, Status
from desktop.core.text import fold


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Give reviews a status; Published freezes what they print, which needs their pages as well."""

    status: Status


@dataclass(frozen=True, slots=True)
class ChangeTags:
    """Add tags and take tags away; case and accents do not count."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetOutlet:
    """Give reviews an outlet, by its id; ``made`` is the record of one that is offered from now on: new, or retired before."""

    outlet: str
    made: Outlet | None = None


@dataclass(frozen=True, slots=True)
class SetTrashed:
    """Move reviews to the trash at a moment (UTC, ISO 8601), or out of it for None."""

    at: str | None


Action = SetStatus | ChangeTags | SetOutlet | SetTrashed


def changed(review: Review, action: Action) -> Review:
    """Return a review after a change; the very review where there is nothing to change."""
    match action:
        case SetStatus(status):
            return review if review.status is status else replace(review, status=status)
        case ChangeTags(added, removed):
            tags = _with_tags(review.tags, added, removed)
            return review if tags == review.tags else replace(review, tags=tags)
        case SetOutlet(outlet=outlet):
            return review if review.outlet == outlet else replace(review, outlet=outlet)
        case SetTrashed(at):
            return review if bool(review.trashed_at) == bool(at) else replace(review, trashed_at=at)


def _with_tags(tags: Iterable[str], added: Iterable[str], removed: Iterable[str]) -> tuple[str, ...]:
    gone = {fold(tag) for tag in removed}
    kept = [tag for tag in tags if fold(tag) not in gone]
    known = {fold(tag) for tag in kept}
    return (*kept, *(tag for tag in dict.fromkeys(added) if fold(tag) not in known))


@dataclass(frozen=True, slots=True)
class Patch:
    """What a change did to one record: the fields that it changed, before and after.

    ``modified`` is when the record was changed last before that (UTC, ISO 8601), ``revision`` the one that the change left
    and ``base`` the one that it was made from: the earliest that says the same, where what came between was taken back.
    ``moments`` are the reviews that count as changed with a film, each with when it was changed last before that.
    """

    kind: type[Record]
    id: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    modified: str = ""
    revision: int = 0
    base: int = 0
    moments: Mapping[str, str] = field(default_factory=dict)

    def taken_from(self, record: Record) -> tuple[Record, bool]:
        """Return the record with the change taken back, and whether all of it could be; what changed again stays."""
        return _turned(record, self.before, self.after)

    def made_on(self, record: Record) -> tuple[Record, bool]:
        """Return the record with the change made again, and whether all of it could be."""
        return _turned(record, self.after, self.before)


def patch_of(before: Record, after: Record, modified: str, revision: int, base: int = 0) -> Patch:
    """Return what lies between two values of a record: the moment and the ``base`` of the first, the revision of the second."""
    names = [field.name for field in fields(before) if getattr(before, field.name) != getattr(after, field.name)]
    old = {name: getattr(before, name) for name in names}
    return Patch(type(before), before.id, old, {name: getattr(after, name) for name in names}, modified, revision, base)


def _turned(record: Record, wanted: Mapping[str, Any], left: Mapping[str, Any]) -> tuple[Record, bool]:
    return taken_back(record, replace(record, **wanted), replace(record, **left))
