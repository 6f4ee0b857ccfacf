"""Looking a library over: the database, what belongs together in it, and the files of its pictures."""

from __future__ import annotations

from pathlib import Path

import peewee

from desktop.core.errors import FormatError
from desktop.core.image import Image
from desktop.storage.failures import DATABASE_ERRORS
from desktop.storage.images import problem_of
from desktop.storage.models import ImageTable
from desktop.storage.reading import read_record
from desktop.storage.rows import TABLES, record_from


def faults_of(database: peewee.Database, root: Path) -> list[str]:
    """Return what is wrong with a library, a sentence each; reads everything, changes nothing."""
    try:
        return [*_faults_of_database(database), *_faults_of_records(database), *_faults_of_images(database, root)]
    except DATABASE_ERRORS:
        return ["The database is damaged: parts of it cannot be read at all."]


def _faults_of_database(database: peewee.Database) -> list[str]:
    faults = [str(fault) for (fault,) in database.execute_sql("PRAGMA integrity_check").fetchall() if fault != "ok"]
    told = [f"The database is damaged: {fault}." for fault in faults]
    for table, _, parent, _ in database.execute_sql("PRAGMA foreign_key_check").fetchall():
        told.append(f"A row of “{table}” belongs to a record of “{parent}” that is not there.")
    return told


def _faults_of_records(database: peewee.Database) -> list[str]:
    faults = []
    for kind, table in TABLES.items():
        for record_id, body in list(table.select(table.id, table.body).order_by(table.id).tuples().execute(database)):
            try:
                record_from(kind, body)
            except FormatError:
                faults.append(f"The {kind.__name__.lower()} “{record_id}” cannot be read.")
    return faults


def _faults_of_images(database: peewee.Database, root: Path) -> list[str]:
    faults = []
    for (image_id,) in list(ImageTable.select(ImageTable.id).order_by(ImageTable.id).tuples().execute(database)):
        try:
            image, _ = read_record(database, Image, image_id)
        except FormatError:
            continue  # told among the records
        problem = problem_of(root, image)
        if problem:
            faults.append(problem)
    return faults
