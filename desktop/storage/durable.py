"""Files that are whole or not there: written beside their place, flushed to the disk, then renamed."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
PART_ENDING = ".part"
"""The ending of a file that is still being written; one left behind by a kill may be deleted."""


def make_private_folder(folder: Path) -> None:
    """Make a folder, with those above it, readable by its owner only; one that exists is left as it is.

    What is kept in a folder is no safer than the folder's own name, so the folders that hold the new ones are flushed.
    """
    missing = list(takewhile(lambda each: not each.is_dir(), (folder, *folder.parents)))
    if not missing:
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    for made in missing:
        with suppress(PermissionError):  # a folder above may be closed to us
            flush_folder(made.parent)


def make_empty_file(path: Path) -> None:
    """Make an empty file that only its owner may read; raises ``FileExistsError`` rather than touch one that exists."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def write_durably(path: Path, data: bytes) -> None:
    """Write a whole file so that after a power cut it is either complete or not there; raises ``OSError``."""
    part = path.with_name(path.name + PART_ENDING)
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def take_parts_away(folder: Path) -> None:
    """Delete what a kill left of files that were being written; only who holds the lock of the library may call this."""
    for leftover in [*folder.glob(f"*{PART_ENDING}"), *folder.glob(f"*{PART_ENDING}-*")]:
        with suppress(OSError):
            leftover.unlink()


def put_in_place(part: Path, path: Path) -> None:
    """Flush a finished file to the disk and rename it to its place; raises ``OSError``.

    Never called with the live database: opening and closing that file in this process would cancel SQLite's locks on it.
    """
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    part.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system can (Windows cannot and need not)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
