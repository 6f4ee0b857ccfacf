"""Backups: whole, checked copies of the database, kept and thinned in the library's own folder."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import apsw
import peewee

from desktop.core.errors import LibraryError
from desktop.core.thinning import to_thin
from desktop.storage.database import APPLICATION_ID, DATABASE_NAME, ROOMY, connect_reader, driver_of, number
from desktop.storage.durable import (
    PART_ENDING,
    make_empty_file,
    make_private_folder,
    put_in_place,
    take_parts_away,
    write_durably,
)
from desktop.storage.failures import DATABASE_ERRORS, copying_error
from desktop.storage.listing import Counts, counts
from desktop.storage.models import MODELS

BACKUPS_FOLDER = "backups"
REGULAR = "library"
"""How the name of a regular backup begins; others, such as those made before a migration, are never thinned out."""

DOUBT = "keep-all.txt"
"""A file among the backups that says that the library was found damaged: while it is there, no backup is thinned out.

A damaged library can still be copied, and copies of it must never push the good ones out.
"""

_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"(.+)-(\d{8}-\d{6})(?:-\d+)?")
"""A second backup within one second has a number after the time."""
_PAGES = 2500
"""How many pages (of 4 KB) are copied between two looks at whether the backup is still wanted."""

_LOOKS = 20_000
"""How many steps of SQLite, about a millisecond, pass between two looks while a database is checked."""
_READINGS = 2.6
"""How often a page is read while a database is checked, as measured with 100,000 reviews.

That is for the order of the pages, for the rows in them, and for what they belong to.
"""

Step = Callable[[int, int], None]
"""Is told how much is done, of how much; it ends the work by raising."""


def unwatched(_done: int, _of: int) -> None:
    """Watch nothing, the step of work that nobody follows."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup on disk: its file, when it was made (UTC), its size in bytes, and what it was made for, the start of its name."""

    path: Path
    at: datetime
    size: int
    occasion: str = REGULAR

    @property
    def regular(self) -> bool:
        """Whether it is one of those that are thinned out."""
        return self.occasion == REGULAR


def list_backups(root: Path) -> list[Backup]:
    """Return every backup of a library, newest first; the library need not be there any more."""
    found = []
    for path in (root / BACKUPS_FOLDER).glob("*.db"):
        name = _NAME.fullmatch(path.stem)
        with suppress(ValueError, OSError):
            if name is not None:
                at = datetime.strptime(name[2], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(path, at, path.stat().st_size, name[1]))
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def last_good_backup(root: Path) -> Backup | None:
    """Return the newest backup that is whole, checked now, or None."""
    for backup in list_backups(root):
        with suppress(LibraryError):
            look_into(backup.path)
            return backup
    return None


def make_backup(root: Path, now: datetime, occasion: str = REGULAR, step: Step = unwatched, checking: Step = unwatched) -> Path:
    """Copy the live database into ``backups``, check the copy, and only then thin out older regular ones.

    Raises :class:`LibraryError`, and ``OSError`` where the folder cannot be written; older backups are untouched then. What
    ``step``, told of pages copied, and ``checking``, told of pages read, raise ends it, and nothing stays of the copy.
    """
    source = root / DATABASE_NAME
    if shutil.disk_usage(root).free < 2 * source.stat().st_size:
        raise LibraryError("There is not enough free space on the disk for a backup; free some and try again.")
    folder = root / BACKUPS_FOLDER
    make_private_folder(folder)
    take_parts_away(folder)
    target = _free_name(folder, f"{occasion}-{now.astimezone(UTC).strftime(_STAMP)}")
    copy_database(source, target, step, checking)
    if occasion == REGULAR and not is_doubted(root):
        _thin(root, now, target)
    return target


def _thin(root: Path, now: datetime, newest: Path) -> None:
    backups = [backup for backup in list_backups(root) if backup.regular]
    thinned = to_thin((backup.at for backup in backups), now.astimezone(UTC).date())
    for backup in backups:
        if backup.at in thinned and backup.path != newest:
            with suppress(OSError):  # it is tried again after the next backup
                backup.path.unlink()


def doubt(root: Path, reason: str) -> None:
    """Keep every backup from now on, for the library was found damaged; ``reason`` is told in the file that says so."""
    make_private_folder(root / BACKUPS_FOLDER)
    write_durably(root / BACKUPS_FOLDER / DOUBT, f"No backup is thinned out while this file is here. {reason}\n".encode())


def is_doubted(root: Path) -> bool:
    """Say whether the library was found damaged and not sound since."""
    return (root / BACKUPS_FOLDER / DOUBT).exists()


def trust(root: Path) -> None:
    """Let backups be thinned out again: the whole library was found sound."""
    (root / BACKUPS_FOLDER / DOUBT).unlink(missing_ok=True)


def copy_database(
    source: Path, target: Path, step: Step = unwatched, checking: Step = unwatched, *, at_rest: bool = False
) -> None:
    """Copy a database, ``at_rest`` one that nobody uses; ``target`` is there whole and checked, or not at all.

    Raises :class:`LibraryError` where the copy is not what it should be, and ``OSError`` where it cannot be written.
    """
    part = target.with_name(target.name + PART_ENDING)
    part.unlink(missing_ok=True)
    make_empty_file(part)
    try:
        _copy_and_check(source, part, step, checking, at_rest=at_rest)
        put_in_place(part, target)
    except DATABASE_ERRORS as error:
        raise copying_error(error) from error
    finally:
        part.unlink(missing_ok=True)
        for ending in ("-journal", "-wal", "-shm"):
            part.with_name(f"{part.name}{ending}").unlink(missing_ok=True)


def check_copy(path: Path, step: Step = unwatched) -> dict[str, int]:
    """Return the number of rows of each table of a backup; raises :class:`LibraryError` where the file is not a whole library.

    ``step`` is told of pages read.
    """
    with opened_copy(path, step) as database:
        return _row_counts(database)


def look_into(path: Path) -> Counts:
    """Return how much a backup holds; raises :class:`LibraryError` where the file is not a whole library."""
    with opened_copy(path) as database:
        return counts(database)


@contextmanager
def opened_copy(path: Path, step: Step = unwatched) -> Iterator[peewee.Database]:
    """Lend a reading connection to a backup that is checked first.

    Raises :class:`LibraryError` where the file is not a whole library, also for what is found while it is read.
    """
    if not path.is_file():
        raise LibraryError(f"There is no backup “{path}”.")
    if path.name == DATABASE_NAME:
        raise LibraryError(f"“{path}” is a library and no backup; --library names it.")
    try:
        database = connect_reader(path, immutable=True)
        try:
            if number(database, "PRAGMA application_id") != APPLICATION_ID:
                raise LibraryError(f"“{path.name}” is not a copy of a library.")
            if not is_whole(database, step):
                raise LibraryError(f"“{path.name}” is damaged.")
            yield database
        finally:
            database.close()
    except DATABASE_ERRORS as error:
        raise LibraryError(f"“{path.name}” is damaged or not a library.") from error


def is_whole(database: peewee.Database, step: Step = unwatched) -> bool:
    """Say whether SQLite finds nothing wrong with a database, nor a record that belongs to none.

    ``step`` is told how many pages were read, of about how many, and what it raises ends it. Somebody waits for what is watched,
    so that it takes more memory to be done sooner: with the usual, every row's index would be read from the disk again.
    """
    connection, of = driver_of(database), int(_READINGS * number(database, "PRAGMA page_count"))

    def look() -> bool:
        step(min(connection.status(apsw.SQLITE_DBSTATUS_CACHE_MISS)[0], of), of)
        return False

    if step is not unwatched:
        database.execute_sql(f"PRAGMA cache_size={ROOMY}")
        step(0, of)
        connection.set_progress_handler(look, _LOOKS)
    try:
        # Not the quick check: what another library's log leaves can be well formed, and only its indexes tell.
        whole = database.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
        whole = whole and database.execute_sql("PRAGMA foreign_key_check").fetchone() is None
    finally:
        connection.set_progress_handler(None)
    step(of, of)
    return whole


def _copy_and_check(source: Path, part: Path, step: Step, checking: Step, *, at_rest: bool) -> None:
    database = connect_reader(source, immutable=at_rest)
    try:
        with database.atomic():
            expected = _row_counts(database)
            copy = apsw.Connection(str(part))
            try:
                with copy.backup("main", driver_of(database), "main") as copying:
                    while not copying.done:
                        copying.step(_PAGES)
                        step(copying.page_count - copying.remaining, copying.page_count)
                # A copy is one file that nothing else belongs to.
                copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            finally:
                copy.close()
    finally:
        database.close()
    try:
        found = check_copy(part, checking)
    except LibraryError as error:
        raise LibraryError("The copy was found damaged and was not kept; older backups are untouched.") from error
    if found != expected:
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
