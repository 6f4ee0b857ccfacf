"""Looking a library over: the database, what belongs together in it, and the files of its pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import peewee

from desktop.core.article import Record
from desktop.core.errors import FormatError, NotFoundError
from desktop.core.image import Image
from desktop.core.review import Review
from desktop.storage.backup import BACKUPS_FOLDER, Step, opened_copy, unwatched
from desktop.storage.database import number
from desktop.storage.failures import DATABASE_ERRORS, tells_damage
from desktop.storage.history import faults_of_history
from desktop.storage.images import problem_of
from desktop.storage.indexing import Line, listed_columns, search_columns, shown_columns
from desktop.storage.listing import Counts, counts
from desktop.storage.migrations import SCHEMA_VERSION
from desktop.storage.models import ImageTable, ListedTable, ReviewTable, SearchTextTable, ShownTable
from desktop.storage.reading import read_article, read_record
from desktop.storage.rows import TABLES, columns_of

_UNREADABLE = "The database is damaged: parts of it cannot be read at all."


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a library, a sentence each: with its database, and with the files of its pictures.

    ``damaged`` says that SQLite itself finds the database damaged, so that to write into it could damage more.
    """

    database: tuple[str, ...]
    pictures: tuple[str, ...] = ()
    damaged: bool = False


def faults_of(database: peewee.Database, root: Path | None, step: Step = unwatched) -> Faults:
    """Look a whole library over; reads everything, changes nothing. Without ``root`` the files of the pictures are left out.

    What ``step`` raises ends it.
    """
    try:
        damage = _faults_of_database(database)
        worn = (*damage, *_faults_of_records(database, step), *faults_of_history(database))
        return Faults(worn, tuple(_faults_of_images(database, root, step)) if root is not None else (), bool(damage))
    except DATABASE_ERRORS as error:
        return unreadable(error)


def faults_of_database(database: peewee.Database) -> Faults:
    """Return what SQLite finds wrong: quick enough for beside the writing."""
    try:
        damage = tuple(_faults_of_database(database))
        return Faults(damage, damaged=bool(damage))
    except DATABASE_ERRORS as error:
        return unreadable(error)


def unreadable(error: Exception) -> Faults:
    """Tell of a database that could not be read; a disk that reports an error may be unplugged, and the database sound."""
    return Faults((_UNREADABLE,), damaged=tells_damage(error))


def faults_of_backup(path: Path) -> tuple[Counts, Faults]:
    """Return how much a backup holds and what is wrong with it; where it lies in a library's folder, its pictures too.

    Of a backup in another format than this version's, only the database is looked at. Raises :class:`LibraryError` where the
    file is damaged or no backup.
    """
    folder = path.absolute().parent
    with opened_copy(path) as database:
        held = counts(database)
        if number(database, "PRAGMA user_version") != SCHEMA_VERSION:
            return held, Faults(())
        return held, faults_of(database, folder.parent if folder.name == BACKUPS_FOLDER else None)


def _faults_of_database(database: peewee.Database) -> list[str]:
    faults = [str(fault) for (fault,) in database.execute_sql("PRAGMA integrity_check").fetchall() if fault != "ok"]
    told = [f"The database is damaged: {fault}." for fault in faults]
    for table, _, parent, _ in database.execute_sql("PRAGMA foreign_key_check").fetchall():
        told.append(f"A row of “{table}” belongs to a record of “{parent}” that is not there.")
    return told


def _faults_of_records(database: peewee.Database, step: Step) -> list[str]:
    """Compare every record with the columns and the search text made from it: a letter that a bad disk changed shows there."""
    faults = []
    for kind, table in TABLES.items():
        for (record_id,) in list(table.select(table.id).order_by(table.id).tuples().execute(database)):
            step(0, 1)
            named = f"The {kind.__name__.lower()} “{record_id}”"
            try:
                fits = _fits(database, kind, record_id)
            except (FormatError, NotFoundError, UnicodeDecodeError):
                faults.append(f"{named} cannot be read.")
            else:
                if not fits:
                    faults.append(f"{named} is not what lists and search say of it; one of them is damaged.")
    return faults


def _fits(database: peewee.Database, kind: type, record_id: str) -> bool:
    record: Record = read_record(database, kind, record_id)[0]
    article = read_article(database, record_id)[0] if isinstance(record, Review) else None
    columns = columns_of(record, article)
    table = TABLES[kind]
    fields = [getattr(table, name) for name in columns]
    (stored,) = table.select(*fields).where(table.id == record_id).tuples().execute(database)
    if record.id != record_id or stored != tuple(columns.values()):
        return False
    if article is None:
        return True
    ((modified,),) = ReviewTable.select(ReviewTable.modified).where(ReviewTable.id == record_id).tuples().execute(database)
    wanted = (
        (ListedTable, listed_columns(Line(article, modified, columns["words"]))),
        (ShownTable, shown_columns(article)),
        (SearchTextTable, search_columns(article)),
    )
    fields = [getattr(table, name) for table, columns in wanted for name in columns]
    rows = (
        ListedTable.select(*fields)
        .join(ShownTable, on=(ShownTable.id == ListedTable.id))
        .join(SearchTextTable, on=(SearchTextTable.id == ListedTable.id))
        .where(ListedTable.review_id == record_id)
        .tuples()
        .execute(database)
    )
    return list(rows) == [tuple(value for _, columns in wanted for value in columns.values())]


def _faults_of_images(database: peewee.Database, root: Path, step: Step) -> list[str]:
    faults = []
    for (image_id,) in list(ImageTable.select(ImageTable.id).order_by(ImageTable.id).tuples().execute(database)):
        step(0, 1)
        try:
            image, _ = read_record(database, Image, image_id)
        except (FormatError, UnicodeDecodeError):
            continue  # told among the records
        problem = problem_of(root, image)
        if problem:
            faults.append(problem)
    return faults
