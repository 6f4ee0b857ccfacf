"""Making a library of its own out of a backup; nothing is ever restored over anything."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import peewee

from desktop.core.errors import LibraryError
from desktop.core.image import MEDIA_TYPES, Image
from desktop.core.text import size_words
from desktop.storage.backup import BACKUPS_FOLDER, Step, copy_database, look_into, opened_copy, unwatched
from desktop.storage.database import DATABASE_NAME, connect_writer
from desktop.storage.durable import PART_ENDING, flush_folder, make_private_folder, write_durably
from desktop.storage.images import IMAGES_FOLDER
from desktop.storage.listing import Counts
from desktop.storage.lock import LOCK_NAME
from desktop.storage.models import ImageTable, SettingTable
from desktop.storage.opening import READABLE_FOLDER, make_folders

ORIGIN = "made-from"
"""The key under which a library keeps what it was made out of."""
PACKED_NAME = "library.zip"
"""What a packed library is called while it is being made."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Restored:
    """A library made from a backup: its folder, what it holds, and a sentence for every picture that is not what it was."""

    root: Path
    counts: Counts
    missing: tuple[str, ...]


def restore_backup(backup: Path, root: Path, pictures: Path, step: Step = unwatched, origin: str = "") -> Restored:
    """Make a library in ``root``, a folder that is not there or empty, with the pictures that the backup names.

    They are copied from ``pictures``, a library's folder of them. The folder is there whole or not at all; what ``step`` raises
    ends it. ``origin`` is kept in it under :data:`ORIGIN`. Raises :class:`LibraryError` and ``OSError``.
    """
    expect_room(root)
    held, stored = look_into(backup), _pictures_of(backup)
    with made_beside(root, 2 * backup.stat().st_size + held.bytes) as part:
        make_folders(part)
        copy_database(backup, part / DATABASE_NAME, at_rest=True)
        if origin:
            _remember(part / DATABASE_NAME, ORIGIN, origin)
        missing = []
        for done, (place, name) in enumerate(stored.items()):
            step(done, len(stored))
            if problem := copy_picture(pictures, part / place, name):
                missing.append(problem)
        step(len(stored), len(stored))
    return Restored(root, held, tuple(missing))


def _remember(path: Path, key: str, value: str) -> None:
    """Keep a value in a database that nobody uses; every format has had the table for it."""
    database = connect_writer(path, wal=False)
    try:
        SettingTable.insert({"key": key, "value": value}).on_conflict_replace().execute(database)
    finally:
        database.close()


def expect_room(root: Path) -> None:
    """Raise LibraryError unless a library can be made in ``root``: it is not there, or an empty folder."""
    if root.is_symlink() or (root.exists() and not (root.is_dir() and not any(root.iterdir()))):
        raise LibraryError(f"There is something in “{root}” already; choose a folder that is new or empty.")


@contextmanager
def made_beside(root: Path, size: int) -> Iterator[Path]:
    """Lend a new folder beside ``root`` that takes its place at the end of the block, or goes where an error left the block.

    ``size`` are the bytes that it will take. Raises LibraryError and ``OSError``.
    """
    with lent_beside(root, size) as part:
        yield part
        if root.exists():
            root.rmdir()
        put_whole(part, root)


@contextmanager
def lent_beside(place: Path, size: int) -> Iterator[Path]:
    """Lend a new folder beside ``place`` that goes at the end of the block, however it is left.

    ``size`` are the bytes that it will take. Raises LibraryError and ``OSError``.
    """
    make_private_folder(place.parent)
    expect_free(place.parent, size)
    part = place.with_name(f".{place.name}{PART_ENDING}")
    _clear(part)
    make_private_folder(part)
    try:
        yield part
    finally:
        _take_away(part)


def expect_free(folder: Path, size: int) -> None:
    """Raise LibraryError unless so many bytes are free on the disk of a folder; raises ``OSError`` where there is none."""
    if (free := shutil.disk_usage(folder).free) < size:
        raise LibraryError(
            f"There is not enough free space on the disk: {size_words(size)} are needed and {size_words(free)} are free. "
            "Free some and try again."
        )


@contextmanager
def packed_beside(place: Path, size: int) -> Iterator[Path]:
    """Lend a new folder beside the file ``place``, which is made of the :data:`PACKED_NAME` in it at the end of the block.

    ``size`` are the bytes that the folder will take. Raises LibraryError and ``OSError``; nothing is left then.
    """
    whole = place.with_name(f".{place.name}.whole{PART_ENDING}")
    whole.unlink(missing_ok=True)
    try:
        with lent_beside(place, size) as part:
            yield part
            (part / PACKED_NAME).rename(whole)
        put_whole(whole, place)
    finally:
        with suppress(OSError):
            whole.unlink(missing_ok=True)


def put_whole(part: Path, place: Path) -> None:
    """Give what is whole and flushed its name; raises ``OSError``.

    Where the folder cannot be flushed then, as on some sticks, it is there all the same.
    """
    part.rename(place)
    with suppress(OSError):
        flush_folder(place.parent)


def _take_away(part: Path) -> None:
    """Delete a folder, and try once more where something in it could not be deleted."""
    for _ in range(2):
        shutil.rmtree(part, ignore_errors=True)


def _pictures_of(backup: Path) -> dict[str, str]:
    """Return the pictures that a backup names: the place in a library's folder, and the name the picture came with."""
    with opened_copy(backup) as database:
        return pictures_of(database)


def pictures_of(database: peewee.Database) -> dict[str, str]:
    """Return the place in a library's folder of every picture that a database names, with the SHA-256 of the picture."""
    columns = (ImageTable.id, ImageTable.digest, ImageTable.media_type)
    rows = list(ImageTable.select(*columns).order_by(ImageTable.id).tuples().execute(database))
    found = {}
    for image_id, digest, media_type in rows:
        # A place is made of what a file says that may have come from anywhere.
        if _DIGEST.fullmatch(digest) and media_type in MEDIA_TYPES:
            found[Image(image_id, digest, media_type, 0, 0, 0).stored] = digest
    return found


def copy_picture(pictures: Path, target: Path, digest: str) -> str:
    """Copy one picture from a folder of them; return what is wrong with it in a sentence, or nothing."""
    try:
        data = (pictures / target.name).read_bytes()
    except OSError:
        return f"The picture {target.name} is missing."
    write_durably(target, data)
    return "" if hashlib.sha256(data).hexdigest() == digest else f"The picture {target.name} is damaged."


def _clear(part: Path) -> None:
    """Take away what a kill left of an earlier try; raises :class:`LibraryError` where something else has that name."""
    if not part.exists():
        return
    folders = {IMAGES_FOLDER, BACKUPS_FOLDER, READABLE_FOLDER}
    ours = {DATABASE_NAME, f"{DATABASE_NAME}{PART_ENDING}", PACKED_NAME, LOCK_NAME, *folders}
    with suppress(OSError):
        if all(re.sub("-(?:journal|wal|shm)$", "", entry.name) in ours for entry in part.iterdir()):
            shutil.rmtree(part)
            return
    raise LibraryError(f"“{part}” is in the way; move it away and try again.")
