"""Copies of a library for another disk or another computer: a folder or one zip file, whole and checked or not there."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import peewee

from desktop.core.errors import LibraryError
from desktop.storage.backup import Step, copy_database, unwatched
from desktop.storage.copy_sizes import PACKED_LEVEL, Sizes, size_problem, sizes_of
from desktop.storage.database import DATABASE_NAME, connect_reader
from desktop.storage.listing import Counts, counts
from desktop.storage.opening import READABLE_FOLDER, make_folders
from desktop.storage.plain_copies import Stand, every_stand
from desktop.storage.restoring import PACKED_NAME, expect_room, made_beside, packed_beside, pictures_of
from desktop.storage.shelves import PACKED_MARK, FolderShelf, More, Shelf, ZipShelf, new_file, pour

PACKED_ENDING = ".zip"

Carried = Callable[[Path, Iterable[Stand]], Iterable[str]]
"""Answers which files of a folder ``readable`` are as new as its reviews: places in that folder, with forward slashes."""


@dataclass(frozen=True, slots=True)
class Held:
    """How much a library holds, and a sentence for every picture that is not there as it was taken in."""

    counts: Counts
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of a library: the folder or file, what the library held, and what the copy was found to hold."""

    place: Path
    before: Held
    after: Held


def held_in(database: peewee.Database, root: Path) -> Held:
    """Count what a library holds and look whether the files of its pictures are there; they are not read."""
    gone = [_missing(place) for place in pictures_of(database) if not (root / place).is_file()]
    return Held(counts(database), tuple(gone))


def copy_library(root: Path, to: Path, carried: Carried, step: Step = unwatched, *, at_rest: bool = False) -> Copied:
    """Copy the library in ``root``, open or not, to ``to``: a new folder, or a new file where that ends with ``.zip``.

    The copy has the database as it is at one moment, the pictures that it names and the readable copies that ``carried`` answers,
    no backups. It is read again and compared before it takes its place; nothing is left where that fails or where ``step``, which
    is told bytes, raises. ``at_rest`` is for a library that nobody can write to. Raises LibraryError and ``OSError``.
    """
    packed = to.suffix.lower() == PACKED_ENDING
    if packed and (to.exists() or to.is_symlink()):
        raise LibraryError(f"There is a file “{to}” already; choose another name.")
    if not packed:
        expect_room(to)
    if to.resolve().is_relative_to(root.resolve()):
        raise LibraryError("The copy cannot lie inside the library itself; choose a folder outside it.")
    sizes = sizes_of(root)
    if problem := size_problem(sizes, to, packed=packed):
        raise LibraryError(problem)
    with closing(connect_reader(root / DATABASE_NAME, immutable=at_rest)) as database:
        before = held_in(database, root)
    copying = _Copying(root, carried, _Done(step, sizes.folder), at_rest=at_rest)
    after = copying.pack(to, sizes) if packed else copying.lay(to, sizes.folder)
    return Copied(to, before, after)


@dataclass(frozen=True, slots=True)
class _Copying:
    """One copy being made of the library in ``root``."""

    root: Path
    carried: Carried
    done: _Done
    at_rest: bool

    def lay(self, to: Path, size: int) -> Held:
        """Make a folder; return what it holds."""
        with made_beside(to, size) as part:
            make_folders(part)
            self._copy_database(part)
            shelf = FolderShelf(part)
            held, pictures, readable = self._named(part)
            written = self._put(shelf, pictures, readable)
            if hasattr(os, "sync"):
                os.sync()
            return Held(held, self._checked(shelf, pictures, written))

    def pack(self, to: Path, sizes: Sizes) -> Held:
        """Make a zip file; return what it holds. Until it is whole there is a copy of the database beside it."""
        with packed_beside(to, sizes.packed + sizes.database) as part:
            self._copy_database(part)
            held, pictures, readable = self._named(part)
            with (
                os.fdopen(new_file(part / PACKED_NAME), "wb") as file,
                zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED_LEVEL) as archive,
            ):
                archive.comment = PACKED_MARK
                shelf = ZipShelf(archive, self.root.name)
                written = {DATABASE_NAME: shelf.put(part / DATABASE_NAME, DATABASE_NAME, self.done.more, flush=True)}
                written |= self._put(shelf, pictures, readable)
            with (part / PACKED_NAME).open("r+b") as made, zipfile.ZipFile(made) as archive:
                os.fsync(made.fileno())
                wrong = self._checked(ZipShelf(archive, self.root.name), pictures, written)
            return Held(held, wrong)

    def _copy_database(self, part: Path) -> None:
        copy_database(self.root / DATABASE_NAME, part / DATABASE_NAME, self.done.pages, at_rest=self.at_rest)

    def _named(self, part: Path) -> tuple[Counts, dict[str, str], list[str]]:
        """Return what the copied database holds, the pictures that it names, and the readable copies that fit it."""
        with closing(connect_reader(part / DATABASE_NAME, immutable=True)) as database:
            readable = [
                f"{READABLE_FOLDER}/{place}" for place in self.carried(self.root / READABLE_FOLDER, every_stand(database))
            ]
            return counts(database), pictures_of(database), readable

    def _put(self, shelf: Shelf, pictures: Mapping[str, str], readable: Iterable[str]) -> dict[str, str]:
        """Put everything that is there; return the SHA-256 of each place."""
        written = {}
        for place in (*pictures, *readable):
            source = self.root / place
            if source.is_file():
                written[place] = shelf.put(source, place, self.done.more, flush=place in pictures)
        return written

    def _checked(self, shelf: Shelf, pictures: Mapping[str, str], written: Mapping[str, str]) -> tuple[str, ...]:
        """Read everything back; return what is wrong with pictures, as it was before."""
        for place, digest in written.items():
            with shelf.open(place) as copy:
                if pour(copy, None, self.done.more) != digest:
                    raise LibraryError("The disk does not give back what was written; the copy was not kept. Try another disk.")
        self.done.end()
        gone = [_missing(place) for place in pictures if place not in written]
        worn = [f"The picture {place} is damaged." for place, digest in pictures.items() if written.get(place, digest) != digest]
        return (*gone, *worn)


class _Done:
    """Tells a :data:`Step` how many bytes are written and read back, of about how many; the database comes first."""

    def __init__(self, step: Step, size: int) -> None:
        self._step, self._of, self._done = step, max(2 * size, 1), 0
        self.more: More = self._more

    def pages(self, done: int, of: int) -> None:
        """Take note of pages of the database: a tenth of the way."""
        self._tell(done / max(of, 1) / 10)

    def _more(self, size: int) -> None:
        self._done += size
        self._tell(0.1 + 0.9 * self._done / self._of)

    def end(self) -> None:
        """Take note of the end."""
        self._tell(1.0)

    def _tell(self, share: float) -> None:
        self._step(min(self._of, int(share * self._of)), self._of)


def _missing(place: str) -> str:
    return f"The picture {place} is missing."
