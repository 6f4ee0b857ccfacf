"""What readable copies there are to make a library of, and where it would go: told before anything is made."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop import paths
from desktop.core.errors import LibraryError
from desktop.services.moving_house import free_place
from desktop.services.reading_copies import copy_files
from desktop.storage.opening import READABLE_FOLDER


@dataclass(frozen=True, slots=True)
class CopiesFound:
    """How many copies of reviews there are, those in the trash too, and when the last of all copies was written (UTC)."""

    reviews: int
    last: datetime


def copies_found(source: Path) -> CopiesFound:
    """Look for the readable copies of the library in ``source``; raises LibraryError where there are none to be read."""
    try:
        files = copy_files(source / READABLE_FOLDER)
        written = [path.stat().st_mtime for path in (*files.reviews[-1:], files.shared) if path.exists()]
    except OSError as error:
        raise LibraryError(f"The readable copies in “{source}” cannot be read ({error.strerror}).") from error
    return CopiesFound(len(files.reviews), datetime.fromtimestamp(max(written, default=0.0), UTC))


def library_of_copies(folder: Path) -> Path:
    """Return the library that is meant by its own folder, or by the one of its readable copies."""
    inside = folder.name == READABLE_FOLDER and not (folder / READABLE_FOLDER).is_dir()
    return folder.parent if inside else folder


def place_for_rebuilt(source: Path, name: str, folder: Path | None = None) -> Path:
    """Return a place that is not there yet for a library called ``name``: in ``folder``, or else beside the one in ``source``.

    Where nothing can be written beside it, as on a read-only disk, it is in the documents.
    """
    beside = source.absolute().parent
    return free_place((folder or (beside if os.access(beside, os.W_OK) else paths.documents())) / name)
