"""Looking after a library: its backups, and libraries made out of them. The library itself need not be open, or be there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.core.errors import InUseError, LibraryError, NotFoundError
from desktop.core.moments import day_and_time
from desktop.core.thinning import is_due
from desktop.services.archive import Archive, open_archive
from desktop.services.jobs import Job
from desktop.storage.backup import BACKUPS_FOLDER, Backup, is_doubted, last_good_backup, list_backups, look_into
from desktop.storage.checking import Faults, faults_of_backup
from desktop.storage.database import DATABASE_NAME
from desktop.storage.images import IMAGES_FOLDER
from desktop.storage.listing import Counts
from desktop.storage.lock import holder_of
from desktop.storage.making_ready import ahead_of
from desktop.storage.opening import expect_folder, inspect, is_there, readable_copies, with_backup
from desktop.storage.restoring import ORIGIN, Restored, restore_backup
from desktop.storage.siblings import CONFLICT, conflicted_copies

__all__ = [
    "Backup",
    "Counts",
    "Faults",
    "Origin",
    "Restored",
    "ahead_of",
    "backup_named",
    "backups_of",
    "begin_library",
    "conflicted_copies",
    "database_size",
    "expect_library",
    "expect_nobody",
    "faults_of_backup",
    "forget_origin",
    "is_doubted",
    "is_there",
    "last_good_backup",
    "look_into",
    "needs_backup",
    "opened_before",
    "origin_of",
    "place_beside",
    "readable_copies",
    "restore",
    "with_backup",
]


def expect_library(root: Path) -> None:
    """Raise LibraryError unless there is a library in ``root`` that can be opened, as far as a glance tells."""
    expect_folder(root)
    if not is_there(root):
        raise LibraryError(f"There is no library in “{root}”; choose the folder that has “{DATABASE_NAME}” in it.")
    inspect(root)


def expect_nobody(root: Path) -> None:
    """Raise InUseError where the library in ``root`` is open in another window or, as far as can be seen, on another computer."""
    holder = holder_of(root)
    if holder is None:
        return
    said = f"{holder.standing()}. Two who write at once would each lose what the other wrote."
    if holder.elsewhere:
        said = f"{said} Open it for writing here if Matinee is closed there, or was cut short."
    raise InUseError(said, elsewhere=holder.elsewhere)


def begin_library(root: Path) -> None:
    """Make an empty library in a folder that is new or empty; raises LibraryError."""
    if is_there(root):
        raise LibraryError(f"There is a library in “{root}” already; open it instead.")
    if root.is_dir() and any(root.iterdir()):
        raise LibraryError(f"“{root}” is not empty; choose an empty folder for the new library.")
    open_archive(root).library.close()


def database_size(root: Path) -> int:
    """Return the bytes of the library's database."""
    return (root / DATABASE_NAME).stat().st_size


def backups_of(root: Path) -> list[Backup]:
    """Return every backup of the library in ``root``, newest first."""
    return list_backups(root)


def needs_backup(root: Path, now: datetime) -> bool:
    """Say whether no backup is from today, in the time zone of ``now``."""
    return is_due((backup.at for backup in list_backups(root)), now)


def backup_named(root: Path, name: str) -> Path:
    """Return the backup of the library in ``root`` that has this file name, or the file at this path; raises NotFoundError."""
    for path in (root / BACKUPS_FOLDER / name, Path(name)):
        if path.is_file():
            return path
    raise NotFoundError(f"There is no backup “{name}”; “matinee backup list” shows what there is.")


def place_beside(folder: Path, name: str, backup: Backup) -> Path:
    """Return a place in ``folder``, one that is not there yet, for a library made out of a backup of the one called ``name``."""
    named = _named_after(folder, name, backup)
    place, number = named, 1
    while place.exists() or place.is_symlink():
        number += 1
        place = named.with_name(f"{named.name} {number}")
    return place


def opened_before(folder: Path, name: str, backup: Backup) -> Path | None:
    """Return the library in ``folder`` that was made out of this backup before, None where there is none."""
    place = _named_after(folder, name, backup)
    return place if is_there(place) else None


def _named_after(folder: Path, name: str, backup: Backup) -> Path:
    what = "conflicting copy" if backup.occasion == CONFLICT else "backup"
    return folder / f"{name} (from {what} {day_and_time(backup.at.astimezone())})"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a library was made out of: a backup of the one called ``name``, or a conflicting copy of it, and from when (UTC)."""

    name: str
    at: datetime
    conflict: bool = False


def origin_of(archive: Archive) -> Origin | None:
    """Return what an open library was made out of, None where it stands for itself."""
    try:
        plain = json.loads(archive.recall(ORIGIN) or "")
        return Origin(str(plain["name"]), datetime.fromisoformat(plain["at"]), plain["what"] == CONFLICT)
    except (ValueError, TypeError, KeyError):
        return None


def forget_origin(archive: Archive) -> None:
    """Let an open library stand for itself from now on."""
    archive.remember(ORIGIN, "")


def _origin(home: Path, backup: Path) -> str:
    """Return what :func:`origin_of` reads, of a backup of the library in ``home``."""
    known = {each.path: each for each in (*list_backups(home), *conflicted_copies(home))}.get(backup.absolute())
    at = known.at if known is not None else datetime.fromtimestamp(backup.stat().st_mtime, UTC)
    return json.dumps({"name": home.name, "at": at.isoformat(), "what": known.occasion if known is not None else ""})


def restore(root: Path, backup: Path, to: Path, job: Job) -> Restored:
    """Make a library in the folder ``to`` out of a backup, with the pictures of the library that it was made of.

    Those are in the library around the backup, else in the one in ``root``. Raises LibraryError; nothing is left in ``to`` then,
    nor where the job is cancelled.
    """
    folder = backup.absolute().parent
    home = folder.parent if folder.name == BACKUPS_FOLDER else root
    try:
        return restore_backup(backup, to.absolute(), home / IMAGES_FOLDER, job.step, _origin(home, backup))
    except OSError as error:
        raise LibraryError(f"No library can be made in “{to}” ({error.strerror}).") from error
