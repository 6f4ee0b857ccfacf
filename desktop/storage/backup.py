"""Backups: whole, checked copies of the database, and which of them to keep."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import apsw
import peewee

from desktop.core.errors import LibraryError
from desktop.storage.database import APPLICATION_ID, DATABASE_NAME, connect_reader, driver_of, number
from desktop.storage.durable import PART_ENDING, make_empty_file, make_private_folder, put_in_place
from desktop.storage.failures import DATABASE_ERRORS
from desktop.storage.models import MODELS

BACKUPS_FOLDER = "backups"
REGULAR = "library"
"""How the name of a regular backup begins; others, such as those made before a migration, are never thinned out."""

KEEP_ALL_DAYS = 2
KEEP_DAILY = 12
KEEP_WEEKLY = 10
KEEP_MONTHLY = 9

_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup on disk: its file, when it was made (UTC), its size in bytes."""

    path: Path
    at: datetime
    size: int


def to_thin(moments: Iterable[datetime], today: date) -> set[datetime]:
    """Return which backups may go.

    Kept are all of today and yesterday (and of a future that a wrong clock made), then the newest of each of 12 days, of 10 weeks
    and of 9 months, as Anki does; the newest of all is always kept.
    """
    kept: set[datetime] = set()
    days: set[date] = set()
    weeks: set[tuple[int, int]] = set()
    months: set[tuple[int, int]] = set()
    ordered = sorted(set(moments), reverse=True)
    for moment in ordered:
        day = moment.date()
        week, month = day.isocalendar()[:2], (day.year, day.month)
        if (today - day).days < KEEP_ALL_DAYS:
            kept.add(moment)
        elif len(days) < KEEP_DAILY:
            if day not in days:
                days.add(day)
                kept.add(moment)
        elif len(weeks) < KEEP_WEEKLY:
            if week not in weeks:
                weeks.add(week)
                kept.add(moment)
        elif len(months) < KEEP_MONTHLY and month not in months:
            months.add(month)
            kept.add(moment)
    return set(ordered) - kept - set(ordered[:1])


def list_backups(root: Path, prefix: str = REGULAR) -> list[Backup]:
    """Return the backups of a library whose names begin with ``prefix``, newest first."""
    found = []
    for path in (root / BACKUPS_FOLDER).glob(f"{prefix}-*.db"):
        try:
            # A second backup within one second has a number after the time.
            at = datetime.strptime(path.stem.removeprefix(f"{prefix}-")[:15], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, at, path.stat().st_size))
        except (ValueError, OSError):
            continue
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def make_backup(root: Path, now: datetime, prefix: str = REGULAR) -> Path:
    """Copy the live database into ``backups``, check the copy, and only then thin out older regular ones.

    Raises :class:`LibraryError`, and ``OSError`` where the folder cannot be written; older backups are untouched then.
    """
    source = root / DATABASE_NAME
    if shutil.disk_usage(root).free < 2 * source.stat().st_size:
        raise LibraryError("There is not enough free space on the disk for a backup; free some and try again.")
    folder = root / BACKUPS_FOLDER
    make_private_folder(folder)
    target = _free_name(folder, f"{prefix}-{now.astimezone(UTC).strftime(_STAMP)}")
    copy_database(source, target)
    if prefix == REGULAR:
        backups = list_backups(root)
        thinned = to_thin((backup.at for backup in backups), now.astimezone(UTC).date())
        for backup in backups:
            if backup.at in thinned and backup.path != target:
                backup.path.unlink()
    return target


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use; ``target`` is there whole and checked, or not at all.

    Raises :class:`LibraryError` where the copy is not what it should be, and ``OSError`` where it cannot be written.
    """
    part = target.with_name(target.name + PART_ENDING)
    part.unlink(missing_ok=True)
    make_empty_file(part)
    try:
        _copy_and_check(source, part)
        put_in_place(part, target)
    except DATABASE_ERRORS as error:
        raise LibraryError("The copy of the library could not be made; nothing was changed.") from error
    finally:
        part.unlink(missing_ok=True)


def check_copy(path: Path) -> dict[str, int]:
    """Return the number of rows of each table of a backup; raises :class:`LibraryError` where the file is not a whole library."""
    try:
        database = connect_reader(path, immutable=True)
        try:
            if number(database, "PRAGMA application_id") != APPLICATION_ID:
                raise LibraryError(f"“{path.name}” is not a copy of a library.")
            faults = database.execute_sql("PRAGMA quick_check").fetchall()
            if faults != [("ok",)] or database.execute_sql("PRAGMA foreign_key_check").fetchone() is not None:
                raise LibraryError(f"“{path.name}” is damaged.")
            return _row_counts(database)
        finally:
            database.close()
    except DATABASE_ERRORS as error:
        raise LibraryError(f"“{path.name}” is damaged or not a library.") from error


def restore_backup(backup: Path, root: Path, images: Path) -> None:
    """Make a library of its own out of a backup, in a folder that has none yet; ``images`` are copied beside it.

    Nothing is ever restored over a library. Raises :class:`LibraryError` and ``OSError``.
    """
    if (root / DATABASE_NAME).exists():
        raise LibraryError(f"There is a library in “{root}” already; choose another folder.")
    check_copy(backup)
    make_private_folder(root)
    shutil.copytree(images, root / images.name, dirs_exist_ok=True)
    copy_database(backup, root / DATABASE_NAME)


def _copy_and_check(source: Path, part: Path) -> None:
    database = connect_reader(source)
    try:
        with database.atomic():
            expected = _row_counts(database)
            copy = apsw.Connection(str(part))
            try:
                with copy.backup("main", driver_of(database), "main") as copying:
                    copying.step()
                # A copy is one file that nothing else belongs to.
                copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            finally:
                copy.close()
    finally:
        database.close()
    if check_copy(part) != expected:
        raise LibraryError("The copy of the library is not the same as the library; it was not kept.")


def _row_counts(database: peewee.Database) -> dict[str, int]:
    rows = database.execute_sql("SELECT name FROM sqlite_schema WHERE type='table'").fetchall()
    stored = {str(name) for (name,) in rows}
    counted = (str(model._meta.table_name) for model in MODELS)  # noqa: SLF001 - Peewee's documented way to the table's name
    return {name: number(database, f'SELECT count(*) FROM "{name}"') for name in counted if name in stored}  # noqa: S608 - own names


def _free_name(folder: Path, stem: str) -> Path:
    path, more = folder / f"{stem}.db", 1
    while path.exists():
        more += 1
        path = folder / f"{stem}-{more}.db"
    return path
