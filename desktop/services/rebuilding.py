"""Making a library of its own out of readable copies and pictures, for one whose database is lost.

What copies hold is read in :mod:`desktop.services.reading_copies` and written some hundred records at a time, so that of the
largest library, too, little more than the ids is in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, fields, replace
from pathlib import Path

from desktop.core.article import Record
from desktop.core.errors import LibraryError
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.review import Review
from desktop.core.saving import Batch, Saved
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.services.jobs import Job
from desktop.services.reading_copies import Copies, CopyFiles, copy_files, read_copies
from desktop.storage.aside import Aside
from desktop.storage.images import IMAGES_FOLDER
from desktop.storage.library import Library
from desktop.storage.listing import Counts
from desktop.storage.opening import READABLE_FOLDER, SHARED_FILE
from desktop.storage.restoring import copy_picture, expect_free, expect_room, made_beside

_AT_ONCE = 500
"""Records written in one transaction."""
_ROOM = 4
"""How many times the room of its copies a database takes at the most, with what is put aside while it is made."""

_BESIDE: tuple[tuple[type[Record], str, str], ...] = (
    (Person, "person", "people"),
    (Work, "film", "films"),
    (Viewing, "viewing", "viewings"),
    (Outlet, "outlet", "outlets"),
    (Image, "picture", "pictures"),
)
_TOLD = 3
"""Copies that could not be read that are told one by one where none could."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A library made of copies: what they held, what it holds, and sentences.

    ``refused`` are about what could not be read, ``missing`` about pictures that are not what they were, ``notes`` about what was
    read otherwise than it is written. ``lacking`` says what came back where no review did, and is empty else.
    """

    root: Path
    before: Counts
    after: Counts
    refused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    lacking: str = ""


def rebuild(source: Path, to: Path, job: Job) -> Rebuilt:
    """Make a library in ``to``, new or empty, of the readable copies and the pictures of the library in ``source``.

    It is there whole or not at all, and ``source`` is untouched. ``job`` hears of each copy twice, when it is read and when what
    it holds is written, and of each picture. Raises LibraryError and Cancelled.
    """
    to = to.absolute()
    expect_room(to)
    try:
        files = copy_files(source / READABLE_FOLDER)
        with made_beside(to, _ROOM * files.size) as part:
            aside = Aside(part)
            try:
                made = _made(source / IMAGES_FOLDER, part, files, aside, job)
            finally:
                aside.close()
        return replace(made, root=to)
    except OSError as error:
        raise LibraryError(f"No library can be made in “{to}” ({error.strerror}).") from error


def _made(pictures: Path, part: Path, files: CopyFiles, aside: Aside, job: Job) -> Rebuilt:
    """Make the library in ``part``; raises LibraryError, ``OSError`` and Cancelled."""
    copied = len(files.reviews)
    whole = 2 * copied + (len(list(pictures.iterdir())) if pictures.is_dir() else 0)
    copies = read_copies(files, aside, lambda done: job.step(done, whole))
    lacking = "" if copies.in_order(Review) else _lacking(copies)
    expect_free(part, 2 * sum(image.size for image in _images(copies)))
    with Library.open(part) as library:
        before = _fill(library, copies, lambda done, of: job.step(copied + copied * done // max(of, 1), whole))
        after = library.counts()
    missing = []
    for done, image in enumerate(_images(copies), 2 * copied):
        job.step(min(done, whole), whole)
        if problem := copy_picture(pictures, part / image.stored, image.digest):
            missing.append(problem)
    return Rebuilt(part, before, after, tuple(copies.refused), tuple(missing), tuple(copies.notes), lacking)


def _lacking(copies: Copies) -> str:
    """Say what is told beside reviews where no review is; raises LibraryError where nothing is."""
    counts = ((len(copies.in_order(kind)), one, many) for kind, one, many in _BESIDE)
    told = ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count)
    if told:
        return f"There is no copy of a review to be read, so no review came back; what “{SHARED_FILE}” tells did: {told}."
    raise LibraryError(" ".join(["There is nothing in the readable copies to make a library of.", *copies.refused[:_TOLD]]))


def _images(copies: Copies) -> Iterator[Image]:
    for key in copies.in_order(Image):
        image = copies.change(key).record
        assert isinstance(image, Image)
        yield image


def _fill(library: Library, copies: Copies, step: Callable[[int, int], object]) -> Counts:
    """Write all, each kind after those that it is made from, some hundred while the next are read; return how much it is."""
    order = copies.in_order(Outlet, Person, Image, Work, Viewing, Review)
    counted: Counter[str] = Counter()
    written: Future[Saved] | None = None
    for start in range(0, len(order), _AT_ONCE):
        step(start, len(order))
        changes = tuple(copies.change(key) for key in order[start : start + _AT_ONCE])
        for change in changes:
            counted.update(_counts_of(change.record))
        if written is not None:
            written.result()
        written = library.save(Batch(changes))
    if written is not None:
        written.result()
    step(len(order), len(order))
    for key, value in copies.settings.items():
        library.remember(key, value).result()
    return Counts(**{each.name: counted[each.name] for each in fields(Counts)})


def _counts_of(record: Record) -> dict[str, int]:
    """Return what a record adds to each number of :class:`Counts`, as a library counts what it holds."""
    match record:
        case Image():
            return {"images": 1, "bytes": record.size}
        case Outlet():
            return {}
        case Work():
            return {} if record.trashed_at else {"works": 1}
        case Review():
            return {"trashed" if record.trashed_at else "reviews": 1}
        case Person():
            return {"trashed_people" if record.trashed_at else "people": 1}
        case Viewing():
            return {"trashed_viewings": 1} if record.trashed_at else {}
