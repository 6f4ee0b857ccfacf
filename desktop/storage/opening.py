"""Opening a library's file: what it is, whether it may be written to, and making a new one."""

from __future__ import annotations

import stat
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import apsw
import peewee

from desktop.core.errors import DamagedError, LibraryError
from desktop.core.moments import spoken
from desktop.core.saving import now_utc
from desktop.storage.backup import BACKUPS_FOLDER, Step, is_whole, last_good_backup, list_backups, unwatched
from desktop.storage.database import APPLICATION_ID, DATABASE_NAME, connect_reader, connect_writer, number
from desktop.storage.durable import PART_ENDING, make_empty_file, make_private_folder, put_in_place, take_parts_away
from desktop.storage.failures import DATABASE_ERRORS, original
from desktop.storage.images import IMAGES_FOLDER
from desktop.storage.migrating import migrate
from desktop.storage.migrations import SCHEMA_VERSION

READABLE_FOLDER = "readable"
SHARED_FILE = "library.json"
"""The readable copy of what belongs to no review, in :data:`READABLE_FOLDER`."""
_REBUILDS = " “Rebuild from Readable Copies…” or “matinee rebuild” makes a library of its readable copies."

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse"}
)
"""File systems without memory shared between machines, where a write-ahead log would be unsafe."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """A library's file as found: its format, and whether it can only be read as a file that nobody changes."""

    version: int
    immutable: bool = False

    @property
    def older(self) -> bool:
        """Whether it has yet to be brought to the format of this version."""
        return self.version < SCHEMA_VERSION

    @property
    def newer(self) -> bool:
        """Whether a newer Matinee made it."""
        return self.version > SCHEMA_VERSION


def is_there(root: Path) -> bool:
    """Say whether anything stands in the place of the database, be it a link to nowhere."""
    path = root / DATABASE_NAME
    return path.exists() or path.is_symlink()


def expect_folder(root: Path) -> None:
    """Raise :class:`LibraryError` where ``root`` is a file, as a packed library is."""
    if root.is_file():
        raise LibraryError(
            f"“{root}” is a file, and a library is a folder. If a library was packed into it, unpack it first: with File ▸ "
            "Library ▸ Unpack a Copy…, or with “matinee unpack”."
        )


def inspect(root: Path) -> Inspected:
    """Look at a library's file without changing anything; raises :class:`LibraryError` for what is no library."""
    path = root / DATABASE_NAME
    try:
        found = path.lstat()
    except OSError as error:
        raise LibraryError(f"The library at “{root}” cannot be read ({error.strerror}); is its drive plugged in?") from error
    if not stat.S_ISREG(found.st_mode):
        raise LibraryError(f"“{path}” is not a file of its own but a folder, a link or a device, so it was left alone.")
    if found.st_size == 0:
        raise with_backup(root, f"“{path}” is empty, as after a failed copy; it was left alone.")
    try:
        return _inspected(path, immutable=False)
    except DATABASE_ERRORS as error:
        if not isinstance(original(error), apsw.CantOpenError | apsw.ReadOnlyError) or has_beside(path, "-wal"):
            raise opening_error(root, error) from error
    # Where the folder cannot be written to, the file is read as it stands. Where a kill left a rollback journal, this much can be
    # read as it stands too; whoever opens the library for writing then rolls back first.
    try:
        found_as_it_stands = _inspected(path, immutable=True)
        return replace(found_as_it_stands, immutable=not has_beside(path, "-journal"))
    except DATABASE_ERRORS as error:
        raise opening_error(root, error) from error


def _inspected(path: Path, *, immutable: bool) -> Inspected:
    database = connect_reader(path, immutable=immutable)
    try:
        if number(database, "PRAGMA application_id") != APPLICATION_ID:
            raise _foreign(path)
        return Inspected(number(database, "PRAGMA user_version"), immutable)
    finally:
        database.close()


def _foreign(path: Path) -> LibraryError:
    """Return what to tell of another program's file; beside backups or readable copies it took the place of a library."""
    sentence = f"“{path}” belongs to another program, so it was left alone."
    rescuable = list_backups(path.parent) or readable_copies(path.parent) is not None
    return with_backup(path.parent, sentence) if rescuable else LibraryError(sentence)


def has_beside(path: Path, ending: str) -> bool:
    """Say whether a log or a journal, by its ending, lies beside a database and is not empty."""
    beside = path.with_name(path.name + ending)
    return beside.exists() and beside.stat().st_size > 0


def opening_error(root: Path, error: BaseException) -> LibraryError:
    """Return what to tell about a database that could not be opened."""
    cause = original(error)
    path = root / DATABASE_NAME
    if isinstance(cause, apsw.NotADBError):
        return with_backup(root, f"“{path}” is not a library of Matinee, so it was left alone.")
    if isinstance(cause, apsw.BusyError | apsw.LockedError):
        return LibraryError(f"Another program is using “{path}”; close it and try again.")
    if isinstance(cause, apsw.CorruptError):
        return damaged(root)
    return LibraryError(f"“{path}” cannot be opened; see that its folder can be read and written.")


def damaged(root: Path) -> LibraryError:
    """Return what to tell about a damaged database, with the last good backup."""
    return with_backup(root, f"The database of “{root}” is damaged, and nothing was written to it.")


def with_backup(root: Path, sentence: str) -> DamagedError:
    """Return ``sentence`` as what to tell, and which backup, checked now, holds what was there."""
    backup, readable = last_good_backup(root), readable_copies(root)
    if backup is None:
        told = f"{sentence} There is no backup of it that is whole.{_REBUILDS if readable is not None else ''}"
        return DamagedError(told, None, readable)
    when = spoken(backup.at, now_utc().astimezone())
    told = f"{sentence} Your last good backup is from {when}: “{backup.path.name}”.{_newer_copies(root, backup.at)}"
    return DamagedError(told, backup.path, readable)


def readable_copies(root: Path) -> Path | None:
    """Return the folder of a library's readable copies, None where there are none."""
    folder = root / READABLE_FOLDER
    return folder if (folder / SHARED_FILE).is_file() or any(folder.rglob("*.md")) else None


def _newer_copies(root: Path, at: datetime) -> str:
    """Say how many readable copies are newer than a backup, where there are any, and what can be made of them."""
    newer = sum(path.stat().st_mtime > at.timestamp() for path in (root / READABLE_FOLDER).rglob("*.md"))
    if not newer:
        return ""
    copies = "1 readable copy of a review is" if newer == 1 else f"{newer:,} readable copies of reviews are"
    return f" {copies} newer; “Rebuild from Readable Copies…” or “matinee rebuild” makes a library of all of them."


def lost(root: Path) -> LibraryError | None:
    """Return what to tell of a folder that held a library whose database is not there any more, None for every other."""
    left = [root / f"{DATABASE_NAME}-wal", *(root / BACKUPS_FOLDER).glob("*.db"), *(root / IMAGES_FOLDER).glob("*")]
    if readable_copies(root) is None and not any(path.exists() for path in left):
        return None
    return with_backup(root, f"“{root}” held a library, but “{DATABASE_NAME}” is missing; put it back if you have it.")


def create(root: Path) -> None:
    """Make a new library, whole or not at all, in a folder that the caller has locked.

    Raises :class:`LibraryError` where the folder held a library that has lost its database, and ``OSError``.
    """
    if (held := lost(root)) is not None:
        raise held
    make_folders(root)
    part = root / f"{DATABASE_NAME}{PART_ENDING}"
    for leftover in (part, part.with_name(f"{part.name}-journal")):
        leftover.unlink(missing_ok=True)
    make_empty_file(part)
    try:
        database = connect_writer(part, wal=False)
        try:
            migrate(database)
        finally:
            database.close()
    except DATABASE_ERRORS as error:
        part.unlink()
        raise LibraryError(
            f"No library can be made in “{root}”; see that its disk has free space and can be written to."
        ) from error
    put_in_place(part, root / DATABASE_NAME)


def make_folders(root: Path) -> None:
    """Make the folders of a library that are not there, and take away what a kill left of a file that was being written."""
    for name in (IMAGES_FOLDER, BACKUPS_FOLDER, READABLE_FOLDER):
        make_private_folder(root / name)
        take_parts_away(root / name)


def open_for_writing(root: Path) -> peewee.Database:
    """Open the writing connection of a library; raises :class:`LibraryError`."""
    try:
        return connect_writer(root / DATABASE_NAME, wal=not _on_network(root))
    except DATABASE_ERRORS as error:
        raise opening_error(root, error) from error


def expect_whole(root: Path, step: Step = unwatched) -> None:
    """Raise :class:`LibraryError` for a damaged database, and SQLite's errors; ``step`` is told of pages read.

    Read only, for the last connection that can write empties the log into the database when it is closed: one that belongs to
    another library would damage what is whole. A rollback journal must be rolled back before anything can be read.
    """
    path = root / DATABASE_NAME
    database = open_for_writing(root) if has_beside(path, "-journal") else connect_reader(path)
    try:
        if not is_whole(database, step):
            raise damaged(root)
    finally:
        database.close()


def _on_network(root: Path) -> bool:
    """Say whether a folder lies on a network file system, as far as the system tells (Linux does.

    Elsewhere WAL is simply asked for).
    """
    if not sys.platform.startswith("linux"):
        return False
    place = root.resolve().as_posix()
    best, kind = "", ""
    for line in Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines():
        _, mounted, found, *_ = line.split(" ")
        at = mounted.replace("\\040", " ")
        if (place == at or place.startswith(at.rstrip("/") + "/")) and len(at) >= len(best):
            best, kind = at, found
    return kind in _NETWORK
