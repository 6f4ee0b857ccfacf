"""The writer thread: it alone owns the only writing connection of a library.

Work is queued as functions of the connection. Each runs in a ``BEGIN IMMEDIATE`` transaction of its own, and its future is
answered after the commit returned.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

import apsw
import peewee

from desktop.core.errors import NOT_YET, LibraryError, SaveError
from desktop.storage.database import driver_of
from desktop.storage.failures import DATABASE_ERRORS, save_error

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)


class Writer:
    """The writer thread of one library.

    ``connect`` opens the writing connection; it is called in the thread, at once and again after every error, for after an error
    nobody knows what a connection still believes. Raises what ``connect`` raises.
    """

    def __init__(self, connect: Callable[[], peewee.Database]) -> None:
        """Start the thread, which opens its connection with ``connect``; raises what that raises."""
        self._connect = connect
        self._database: peewee.Database | None = None
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._closed = False
        self._halted: SaveError | None = None
        self._thread = threading.Thread(target=self._run, name="matinee-writer", daemon=True)
        self._thread.start()
        try:
            self._queue(self._connected).result()
        except BaseException:
            self.close()
            raise

    @property
    def thread(self) -> threading.Thread:
        """The thread that owns the connection."""
        return self._thread

    def submit(
        self,
        job: Callable[[peewee.Database], Answer],
        found: Callable[[peewee.Database], Answer | None] | None = None,
        done: Callable[[Answer], None] | None = None,
    ) -> Future[Answer]:
        """Queue ``job`` to run in a transaction of its own, and return the future of its answer.

        ``found`` looks in a fresh connection, after SQLite reported an error, whether the work is there all the same, and returns
        the answer if so. ``done`` is called with the answer after the commit, before the future is answered. The future raises
        :class:`SaveError` for what a person can be told; anything else is a bug.
        """

        def write() -> Answer:
            answer = self._write(job, found)
            if done is not None:
                done(answer)
            return answer

        return self._queue(write)

    def halt(self, error: SaveError) -> None:
        """Write nothing more into a damaged database, not at the end either; whatever is asked for raises ``error``."""
        self._halted = error

    def go_on(self) -> None:
        """Write again, for the database was found sound."""
        self._halted = None

    def drain(self) -> None:
        """Wait until everything that is queued now is done."""
        with suppress(LibraryError):
            self._queue(lambda: None).result()

    def close(self) -> None:
        """Do what is queued, empty the write-ahead log into the database, close the connection and end the thread."""
        with self._guard:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join()

    def _queue(self, task: Callable[[], Answer]) -> Future[Answer]:
        future: Future[Answer] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                answer = task()
            except BaseException as error:  # noqa: BLE001 - it is handed to whoever waits
                future.set_exception(error)
            else:
                future.set_result(answer)

        with self._guard:
            if self._closed:
                future.set_exception(LibraryError("The library is closed."))
            else:
                self._jobs.put(run)
        return future

    def _run(self) -> None:
        while (task := self._jobs.get()) is not None:
            task()
        self._disconnect(checkpoint=True)

    def _connected_again(self) -> peewee.Database:
        try:
            return self._connected()
        except LibraryError as error:
            raise SaveError(
                f"The library is not there or cannot be written to, so {NOT_YET}. "
                "See that its drive is plugged in, or save a copy elsewhere; keep this window open.",
                "library not there",
            ) from error

    def _connected(self) -> peewee.Database:
        if self._database is None:
            self._database = self._connect()
        return self._database

    def _write(
        self,
        job: Callable[[peewee.Database], Answer],
        found: Callable[[peewee.Database], Answer | None] | None,
    ) -> Answer:
        if self._halted is not None:
            raise self._halted
        try:
            database = self._connected_again()
            with database.atomic("IMMEDIATE"):
                return job(database)
        except DATABASE_ERRORS as error:
            known = save_error(error)
            if known is None:
                self._disconnect()
                raise
            answer = self._look_again(found)
            if answer is None:
                raise known from error
            return answer

    def _look_again(self, found: Callable[[peewee.Database], Answer | None] | None) -> Answer | None:
        """Close, reopen and look: an error on commit does not say whether the commit is on the disk."""
        self._disconnect()
        try:
            database = self._connected()
            return found(database) if found is not None else None
        except (*DATABASE_ERRORS, LibraryError):
            self._disconnect()
            return None

    def _disconnect(self, *, checkpoint: bool = False) -> None:
        database, self._database = self._database, None
        if database is None:
            return
        try:
            if self._halted is not None:
                driver_of(database).config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            elif checkpoint:
                database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except DATABASE_ERRORS:
            _log.info("the write-ahead log stays for the next start to read")
        finally:
            connection = driver_of(database)
            try:
                database.close()
            except DATABASE_ERRORS:
                connection.close(True)
