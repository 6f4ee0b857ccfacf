"""Taking a library to another disk or another computer, and opening one that came from there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop.core.errors import LibraryError
from desktop.services.archive import Archive
from desktop.services.jobs import Job
from desktop.services.readable import fitting_copies
from desktop.storage.copy_sizes import Sizes, size_problem, sizes_of
from desktop.storage.copying import PACKED_ENDING, Copied, Held
from desktop.storage.restoring import Restored
from desktop.storage.unpacking import library_name, unpack_library

__all__ = [
    "PACKED_ENDING",
    "Copied",
    "Held",
    "Sizes",
    "copy_to",
    "free_place",
    "held_by",
    "is_packed",
    "place_of_copy",
    "size_problem",
    "sizes_of",
    "unpack",
    "unpack_to",
]


def held_by(archive: Archive) -> Held:
    """Return how much an open library holds, and which of its pictures are not there."""
    return archive.library.held()


def copy_to(archive: Archive, to: Path, job: Job) -> Copied:
    """Copy an open library to a new folder, or to a new file where ``to`` ends with ``.zip``; backups stay behind.

    The copy is checked; nothing is left of it where it fails or where the job is cancelled. Raises LibraryError and Cancelled.
    """
    return archive.library.copy_to(to, fitting_copies, job.step)


def place_of_copy(folder: Path, name: str, now: datetime, *, packed: bool) -> Path:
    """Return a free place in ``folder`` for a copy of the library called ``name``; a packed one has its day in its name."""
    return free_place(folder / (f"{name} {now:%Y-%m-%d}{PACKED_ENDING}" if packed else name))


def free_place(place: Path) -> Path:
    """Return ``place``, with the first number behind its name with which nothing is there."""
    ending = place.suffix if place.suffix.lower() == PACKED_ENDING else ""
    stem, number, free = place.name.removesuffix(ending), 1, place
    while free.exists() or free.is_symlink():
        number += 1
        free = place.with_name(f"{stem} {number}{ending}")
    return free


def is_packed(path: Path) -> bool:
    """Say whether a path is that of a zip file."""
    return path.suffix.lower() == PACKED_ENDING and path.is_file()


def unpack(packed: Path, folder: Path, job: Job) -> Restored:
    """Make a library of its own in ``folder``, under the name that it has in a zip file; raises LibraryError and Cancelled.

    Nothing is left of it where it fails or where the job is cancelled.
    """
    return unpack_to(packed, free_place(folder / library_name(packed)), job)


def unpack_to(packed: Path, to: Path, job: Job) -> Restored:
    """Make a library in ``to``, new or empty, out of the one in a zip file; raises LibraryError and Cancelled."""
    try:
        return unpack_library(packed, to.absolute(), job.step)
    except OSError as error:
        raise LibraryError(f"No library can be made in “{to}” ({error.strerror or error}).") from error
