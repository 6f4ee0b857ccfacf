"""Connections to ``library.db``: how each is opened, and the settings it must answer for.

SQLite comes through apsw, the same copy on every system. A connection is a Peewee database of its own that never connects by
itself and is used by one thread only: one for the writer thread, one for each thread that reads.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase  # type: ignore[import-untyped]

from desktop.core.errors import LibraryError

DATABASE_NAME = "library.db"
APPLICATION_ID = 0x4D61_7469
"""SQLite's ``application_id`` of a library: the letters "Mati"."""

BUSY_SECONDS = 3.0
_CLOSED = "The library is closed."

_CACHE = -16_384
"""KiB of the database that a connection keeps in memory: a page of a list and all that its sentences are cut from."""

ROOMY = -131_072
"""KiB for work that somebody waits for and that goes through the whole database."""

_SETTINGS: dict[str, int] = {
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "cache_size": _CACHE,
    **({"fullfsync": 1, "checkpoint_fullfsync": 1} if sys.platform == "darwin" else {}),
}
"""Each is set and read back.

2 is FULL: no acknowledged save is lost in a power cut. macOS flushes its disk's cache only on request.
"""


_FOR_FEW = {"cache_size": _CACHE, "wal_autocheckpoint": 1_000}
_FOR_MANY = {"cache_size": -65_536, "wal_autocheckpoint": 16_384}
"""Both in pages where positive, in KiB where negative: what a writing connection has while it writes little, and much."""
MANY = 250
"""Records in one transaction that are much."""


def connect_writer(path: Path, *, wal: bool = True) -> peewee.Database:
    """Open the writing connection; raises :class:`LibraryError` where a setting does not hold.

    With ``wal``, the write-ahead log is asked for; where the file system cannot do it, the rollback journal serves, as safe and
    slower.
    """
    database = _connect(path, apsw.SQLITE_OPEN_READWRITE, "mode=rw")
    try:
        # Asking for WAL gives back the mode that is in force; on a file system without shared memory that is the old one.
        database.execute_sql(f"PRAGMA journal_mode={'WAL' if wal else 'DELETE'}").fetchone()
        _set(database, _SETTINGS)
    except BaseException:
        database.close()
        raise
    return database


def connect_reader(path: Path, *, immutable: bool = False) -> peewee.Database:
    """Open a connection that cannot write.

    ``immutable`` is for a folder that cannot be written to and that nobody else writes.
    """
    database = _connect(path, apsw.SQLITE_OPEN_READONLY, "mode=ro&immutable=1" if immutable else "mode=ro")
    try:
        _set(database, {"query_only": 1, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "cache_size": _CACHE})
    except BaseException:
        database.close()
        raise
    return database


def make_room(database: peewee.Database, records: int) -> None:
    """Give the writing connection more memory and a longer log for many records, and take both back for few.

    A page that several transactions of an import change is so written into the database once.
    """
    wanted = _FOR_MANY if records >= MANY else _FOR_FEW
    if number(database, "PRAGMA cache_size") != wanted["cache_size"]:
        _set(database, wanted)
        if wanted is _FOR_FEW:
            database.execute_sql("PRAGMA shrink_memory")


def driver_of(database: peewee.Database) -> apsw.Connection:
    """Return apsw's own connection, for what Peewee does not know: the backup interface and the state of the transaction."""
    connection = database.connection()
    assert isinstance(connection, apsw.Connection)
    return connection


def insert_all(database: peewee.Database, table: type[peewee.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all with the same columns, by one prepared statement: a hundred cost little more than one."""
    if rows:
        insert_rows(database, table, tuple(rows[0]), [tuple(row.values()) for row in rows])


def insert_rows(
    database: peewee.Database, table: type[peewee.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of values for these columns by one prepared statement."""
    places = ", ".join("?" * len(columns))
    statement = f'INSERT INTO "{name_of(table)}" ({", ".join(columns)}) VALUES ({places})'  # noqa: S608 - names of our own models
    driver_of(database).executemany(statement, rows)


def update_all(database: peewee.Database, table: type[peewee.Model], key: str, rows: Mapping[Any, Mapping[str, Any]]) -> None:
    """Give rows, by their key, new values, all of the same columns, by one prepared statement."""
    if rows:
        names = tuple(next(iter(rows.values())))
        wanted = ", ".join(f"{name} = ?" for name in names)
        statement = f'UPDATE "{name_of(table)}" SET {wanted} WHERE {key} = ?'  # noqa: S608 - names of our own models
        driver_of(database).executemany(statement, [(*row.values(), at) for at, row in rows.items()])


@contextmanager
def triggers_off(database: peewee.Database) -> Iterator[None]:
    """Let no trigger run on this connection meanwhile; whoever asks for it does by one statement what they do row by row."""
    driver = driver_of(database)
    driver.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
    try:
        yield
    finally:
        driver.config(apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 1)


def name_of(table: type[peewee.Model]) -> str:
    """Return the name of a model's table in SQL."""
    return str(table._meta.table_name)  # noqa: SLF001 - Peewee has no other name for it


AMONG = "IN (SELECT value FROM json_each(?))"
"""Asks whether a column is one of the :func:`values`: one statement however many there are, so that it stays prepared."""


def values(wanted: Iterable[str | int]) -> str:
    """Return values as :data:`AMONG` takes them."""
    return json.dumps(list(wanted), ensure_ascii=False)


def among(database: peewee.Database, question: str, wanted: Iterable[str | int]) -> list[tuple[Any, ...]]:
    """Return the rows that a question ending in a column's name finds for wanted values of that column."""
    rows: list[tuple[Any, ...]] = database.execute_sql(f"{question} {AMONG}", (values(wanted),)).fetchall()
    return rows


def fetched(database: peewee.Database, query: peewee.Query) -> list[tuple[Any, ...]]:
    """Return what a query finds as SQLite gives it, for lists of many thousand rows."""
    rows: list[tuple[Any, ...]] = database.execute(query).fetchall()
    return rows


def number(database: peewee.Database, question: str, given: tuple[Any, ...] = ()) -> int:
    """Return the single whole number that a pragma or query answers."""
    (value,) = database.execute_sql(question, given).fetchone()
    return int(value)


def _connect(path: Path, flags: int, mode: str) -> peewee.Database:
    database: peewee.Database = APSWDatabase(
        f"file:{quote(path.absolute().as_posix())}?{mode}",
        autoconnect=False,
        thread_safe=False,
        timeout=BUSY_SECONDS,
        flags=flags | apsw.SQLITE_OPEN_URI,
    )
    database.connect()
    driver_of(database).config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    return database


def _set(database: peewee.Database, settings: dict[str, int]) -> None:
    for name, wanted in settings.items():
        database.execute_sql(f"PRAGMA {name}={wanted}").fetchall()
        row = database.execute_sql(f"PRAGMA {name}").fetchone()
        # A build without memory mapping answers mmap_size with nothing, which is what is wanted.
        if row is not None and int(row[0]) != wanted:
            raise LibraryError(f"The library cannot be opened safely: SQLite did not accept “{name}”.")


class Readers:
    """The reading connections of one library: one for each thread that reads, all closed with the library.

    ``immutable`` says that nobody can write to the library while it is read.
    """

    def __init__(self, path: Path, *, immutable: bool = False) -> None:
        """Open nothing yet; ``immutable`` where nobody writes to the file, as on a disk that cannot be written to."""
        self._path = path
        self.immutable = immutable
        self._guard = threading.Lock()
        self._open: dict[threading.Thread, peewee.Database] | None = {}

    def database(self) -> peewee.Database:
        """Return this thread's connection; raises :class:`LibraryError` when the library is closed."""
        thread = threading.current_thread()
        with self._guard:
            if self._open is None:
                raise LibraryError(_CLOSED)
            known = self._open.get(thread)
            if known is not None and not known.transaction_depth() and driver_of(known).in_transaction:
                _put_away(self._open.pop(thread))
            if thread not in self._open:
                for ended in [other for other in self._open if not other.is_alive()]:
                    self._open.pop(ended).close()
                self._open[thread] = connect_reader(self._path, immutable=self.immutable)
            return self._open[thread]

    def closed_error(self) -> LibraryError | None:
        """Return what to tell where a question was broken off because the library was closed, or None while it is open."""
        with self._guard:
            return LibraryError(_CLOSED) if self._open is None else None

    @contextmanager
    def fresh(self) -> Iterator[peewee.Database]:
        """Lend a connection that has read nothing yet: FTS5 checks an index by what its connection remembers of it."""
        database = connect_reader(self._path, immutable=self.immutable)
        try:
            yield database
        finally:
            database.close()

    def close(self) -> None:
        """Close every reading connection; a query that is still running in another thread is broken off."""
        with self._guard:
            databases, self._open = self._open or {}, None
        for database in databases.values():
            _close_from_outside(database)


def _put_away(database: peewee.Database) -> None:
    """Close a connection on which a question was broken off at its very end.

    Its moment stayed open, and while a cursor of it is held anywhere, as by the report of an error, SQLite interrupts whatever it
    is asked next, a rollback too.
    """
    driver_of(database).close(True)
    database.close()


def _close_from_outside(database: peewee.Database) -> None:
    connection, pause = driver_of(database), threading.Event()
    while True:
        try:
            connection.close()
            break
        except apsw.ThreadingViolationError:
            connection.interrupt()
            pause.wait(0.005)
    database.close()
