"""Making a library out of one that was packed into a zip file, by Matinee or by hand."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from contextlib import closing
from pathlib import Path, PurePosixPath

from desktop.core.errors import LibraryError
from desktop.storage.backup import BACKUPS_FOLDER, Step, unwatched
from desktop.storage.database import DATABASE_NAME, connect_reader
from desktop.storage.failures import DATABASE_ERRORS
from desktop.storage.images import IMAGES_FOLDER
from desktop.storage.listing import Counts, counts
from desktop.storage.opening import READABLE_FOLDER, expect_whole, inspect, make_folders
from desktop.storage.restoring import Restored, expect_room, made_beside, pictures_of
from desktop.storage.shelves import PACKED_MARK, new_file, pour

MOST_FILES = 2_000_000
"""How many files a zip file may hold: a picture and a readable copy for each of a million reviews."""

_PLACES = re.compile(
    rf"{re.escape(DATABASE_NAME)}(?:-wal)?"
    rf"|{IMAGES_FOLDER}/[0-9a-f]{{64}}\.[a-z]{{3,4}}"
    rf"|{READABLE_FOLDER}/(?:trash/)?[a-z0-9_-]{{1,120}}\.(?:md|json)"
    rf"|{BACKUPS_FOLDER}/[a-z0-9-]{{1,60}}\.db"
)
"""What belongs to a library; nothing else of a zip file is written."""
_ZIP_ERRORS = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, RuntimeError, EOFError, ValueError)
"""What a damaged, encrypted or odd zip file leads the reader to."""


def library_name(packed: Path) -> str:
    """Return the name of the library inside a zip file, that of its folder there, else of the file; raises LibraryError."""
    with _opened(packed) as archive:
        return _home_of(archive, packed).name or packed.stem


def unpack_library(packed: Path, to: Path, step: Step = unwatched) -> Restored:
    """Make a library in ``to``, new or empty, out of the one in a zip file, and check it and its pictures.

    It is there whole or not at all; what ``step``, which is told bytes, raises ends it. Raises LibraryError and ``OSError``.
    """
    expect_room(to)
    with _opened(packed) as archive:
        wanted = _wanted(archive, packed)
        size = sum(info.file_size for info in wanted.values())
        with made_beside(to, size) as part:
            make_folders(part)
            _write(archive, wanted, part, packed, step)
            held, missing = _look(part, packed)
            return Restored(to, held, tuple(missing))


def _opened(packed: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(packed)
    except _ZIP_ERRORS as error:
        raise LibraryError(f"“{packed.name}” is damaged or no zip file; copy it anew.") from error
    except OSError as error:
        raise LibraryError(f"“{packed.name}” cannot be read ({error.strerror or error}).") from error


def _home_of(archive: zipfile.ZipFile, packed: Path) -> PurePosixPath:
    """Return the folder of the library in an archive."""
    names = archive.namelist()
    if len(names) > MOST_FILES:
        raise LibraryError(f"“{packed.name}” holds more files than a library has; unpack it by hand.")
    homes = {PurePosixPath(name).parent for name in names if PurePosixPath(name).name == DATABASE_NAME}
    if not homes:
        raise LibraryError(f"There is no library in “{packed.name}”.")
    if len(homes) > 1:
        raise LibraryError(f"“{packed.name}” holds several libraries; unpack it by hand and open one of them.")
    return homes.pop()


def _wanted(archive: zipfile.ZipFile, packed: Path) -> dict[str, zipfile.ZipInfo]:
    """Return the files of the library, by their place in it."""
    home = _home_of(archive, packed)
    found = {}
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        if not info.is_dir() and path.is_relative_to(home):
            place = path.relative_to(home).as_posix()
            if _PLACES.fullmatch(place):
                found[place] = info
    return found


def _write(archive: zipfile.ZipFile, wanted: dict[str, zipfile.ZipInfo], part: Path, packed: Path, step: Step) -> None:
    size, done = sum(info.file_size for info in wanted.values()), 0

    def more(bytes_more: int) -> None:
        nonlocal done
        done += bytes_more
        step(done, size)

    fresh = archive.comment == PACKED_MARK
    for place, info in wanted.items():
        path = part / place
        path.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            with archive.open(info) as source, os.fdopen(new_file(path), "wb") as target:
                pour(source, target, more)
                if not place.startswith(READABLE_FOLDER):
                    target.flush()
                    os.fsync(target.fileno())
        except _ZIP_ERRORS as error:
            raise LibraryError(f"“{packed.name}” is damaged; nothing was kept of it. Copy it anew.") from error
        if not fresh and place.startswith(READABLE_FOLDER):
            os.utime(path, (0, 0))  # nobody knows whether it is as new as the database, so it is looked at anew
    if hasattr(os, "sync"):
        os.sync()
    step(size, size)


def _look(part: Path, packed: Path) -> tuple[Counts, list[str]]:
    """Check the database that came out, and the pictures that it names."""
    damaged = f"The library in “{packed.name}” is damaged; nothing was kept of it. Copy it anew."
    try:
        found = inspect(part)
    except LibraryError as error:
        raise LibraryError(damaged) from error
    if found.newer:
        raise LibraryError(
            f"“{packed.name}” holds a library of a newer Matinee (format {found.version}), which this one cannot read."
        )
    try:
        expect_whole(part)
        with closing(connect_reader(part / DATABASE_NAME)) as database:
            held, pictures = counts(database), pictures_of(database)
    except (LibraryError, *DATABASE_ERRORS) as error:
        raise LibraryError(damaged) from error
    return held, [wrong for place, digest in pictures.items() if (wrong := _problem(part / place, place, digest))]


def _problem(path: Path, place: str, digest: str) -> str:
    """Return what is wrong with a picture's file, in a sentence, or nothing."""
    try:
        with path.open("rb") as file:
            return "" if pour(file, None, lambda _size: None) == digest else f"The picture {place} is damaged."
    except FileNotFoundError:
        return f"The picture {place} is missing."
