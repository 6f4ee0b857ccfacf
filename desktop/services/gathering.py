"""Records read ahead of an edit of many: on a job's thread, so that the window's own only lays them on the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from desktop.core.article import Record
from desktop.core.errors import NotFoundError
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.work import Work
from desktop.services.jobs import Job
from desktop.storage.library import Library
from desktop.storage.reading import read_records

Kind = TypeVar("Kind", Person, Work, Review, Image, Outlet)
"""What an edit of many changes, or needs beside it."""

_PORTION = 100
"""Records that are read between two looks at whether the job is still wanted."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Stored records with their revisions, by id."""

    stored: Mapping[str, tuple[Record, int]]

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return the records of a kind."""
        return [record for record, _ in self.stored.values() if isinstance(record, kind)]

    def read(self, kind: type[Kind], record_id: str) -> Kind:
        """Return a record; raises NotFoundError for one that was not gathered."""
        record = self.stored[record_id][0] if record_id in self.stored else None
        if not isinstance(record, kind):
            raise NotFoundError("A record that belongs to this change is not in the library any more, so nothing was changed.")
        return record


def gather(library: Library, wanted: Mapping[str, type[Record]], job: Job) -> Gathered:
    """Read records by id and kind, reviews with their works and outlets; those that are not there are left out.

    Raises MatineeError and Cancelled.
    """
    found: dict[str, tuple[Record, int]] = {}
    kinds: dict[type[Record], list[str]] = {}
    for record_id, kind in wanted.items():
        kinds.setdefault(kind, []).append(record_id)
    for kind in sorted(kinds, key=lambda kind: kind is not Review):
        _read(library, kind, kinds[kind], found, (len(found), len(wanted)), job)
    reviews = [record for record, _ in found.values() if isinstance(record, Review)]
    _read(library, Work, {review.work for review in reviews} - found.keys(), found, (len(wanted), len(wanted)), job)
    _read(library, Outlet, {review.outlet for review in reviews} - found.keys(), found, (len(wanted), len(wanted)), job)
    people = [record for record, _ in found.values() if isinstance(record, Person)]
    portraits = {portrait for person in people for portrait in person.portraits}
    _read(library, Image, portraits - found.keys(), found, (len(wanted), len(wanted)), job)
    return Gathered(found)


def _read(
    library: Library,
    kind: type[Record],
    ids: Iterable[str],
    found: dict[str, tuple[Record, int]],
    come: tuple[int, int],
    job: Job,
) -> None:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _PORTION):
        job.step(min(come[0] + start, come[1]), come[1])
        found.update(library.ask(partial(read_records, kind=kind, ids=ordered[start : start + _PORTION])))
