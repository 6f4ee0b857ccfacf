"""Takes the steps of the schema that a library has not taken yet: all of them in one transaction, or none.

Statement by statement, for ``executescript`` would commit what is open. What lists, sorting and search are made of is made anew
once, after the last step, however many of them touch it.
"""

from __future__ import annotations

from collections.abc import Sequence

import apsw
import peewee

from desktop.core.bringing_forward import Stage
from desktop.core.errors import LibraryError
from desktop.storage.database import APPLICATION_ID, number
from desktop.storage.migrations import STEPS, Step
from desktop.storage.search import rebuild
from desktop.storage.way import Way
from desktop.storage.writing import sort_lines_anew, sort_people_anew, write_search_anew

_UNLISTED = """
SELECT 1 WHERE (SELECT count(*) FROM listed) <> (SELECT count(*) FROM review)
    OR NOT EXISTS (SELECT 1 FROM name_word) AND EXISTS (SELECT 1 FROM person UNION ALL SELECT 1 FROM work)
"""
"""Whether there are records that no list and no search shows yet, for they are older than the tables of these."""

_UNSORTED = "SELECT 1 FROM person WHERE sorted = '' AND name <> '' LIMIT 1"
"""Whether there are people who are older than what their list is sorted by."""

_UNDIRECTED = """
SELECT 1 FROM listed JOIN shown ON shown.id = listed.id
WHERE (sort_director = '' AND directors <> '') OR (sort_byline = '' AND byline <> '') LIMIT 1
"""
"""Whether there are lines of the list that are older than what they are sorted by director and byline by."""


def migrate(database: peewee.Database, steps: Sequence[Step] = STEPS, way: Way | None = None) -> None:
    """Bring a library to the last of ``steps``; where anything fails it is rolled back whole.

    Raises :class:`LibraryError` where the result is not what a fresh library has, SQLite's errors as they come, and what the
    watch of ``way`` raises.
    """
    due = steps_due(database, steps)
    if not due:
        return
    way = way or Way()
    # Foreign keys cannot be switched inside a transaction, and a table rebuilt with them on would delete its children.
    database.execute_sql("PRAGMA foreign_keys=OFF")
    try:
        with database.atomic("IMMEDIATE"):
            with way.heard(database):
                _take(database, due, fresh_schema(steps), way)
            database.execute_sql(f"PRAGMA application_id={APPLICATION_ID}")
            database.execute_sql(f"PRAGMA user_version={due[-1].version}")
    finally:
        database.execute_sql("PRAGMA foreign_keys=ON")


def steps_due(database: peewee.Database, steps: Sequence[Step]) -> list[Step]:
    """Return the steps that a library has not taken yet."""
    version = number(database, "PRAGMA user_version")
    return [step for step in steps if step.version > version]


def schema_of(database: peewee.Database) -> list[tuple[str, str, str]]:
    """Return every table, index, view and trigger as (type, name, SQL), in order, for comparing two libraries."""
    rows = database.execute_sql("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name").fetchall()
    return [(str(kind), str(name), str(sql)) for kind, name, sql in rows]


def fresh_schema(steps: Sequence[Step]) -> list[tuple[str, str, str]]:
    """Return what :func:`schema_of` says of a library that was made with these steps."""
    with apsw.Connection(":memory:") as memory:
        for step in steps:
            for statement in step.statements:
                memory.execute(statement)
        rows = memory.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name").fetchall()
    memory.close()
    return [(str(kind), str(name), str(sql)) for kind, name, sql in rows]


def _take(database: peewee.Database, due: Sequence[Step], expected: list[tuple[str, str, str]], way: Way) -> None:
    changing, last = way.at(Stage.CHANGING), due[-1].version
    statements = [statement for step in due for statement in step.statements]
    of = len(statements) + 2
    for done, statement in enumerate(statements):
        changing(done, of)
        database.execute_sql(statement)
    changing(of - 2, of)
    if database.execute_sql("PRAGMA foreign_key_check").fetchone() is not None:
        raise LibraryError(f"The library could not be brought to format {last}: records that belong together are parted.")
    if schema_of(database) != expected:
        raise LibraryError(f"The library could not be brought to format {last}: its tables are not as expected.")
    changing(of - 1, of)
    # What is made from the records is filled where the steps left it empty, each once: the index is made last of all.
    if database.execute_sql(_UNLISTED).fetchone() is not None:
        write_search_anew(database, way.at(Stage.LISTING), way.at(Stage.INDEXING))
        return
    if database.execute_sql(_UNSORTED).fetchone() is not None:
        sort_people_anew(database)
    if database.execute_sql(_UNDIRECTED).fetchone() is not None:
        sort_lines_anew(database)
    changing(of, of)
    if any(step.touches_search() for step in due):
        rebuild(database, way.at(Stage.INDEXING))
