"""The history of a library's reviews: when snapshots are taken by themselves, and the door to those that there are.

A snapshot is a job of the writer thread of its own, before or after the save that it belongs to: it costs the window's thread
nothing but the queueing of a value at hand, and one that fails keeps no save from its disk.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime
from typing import Protocol, TypeVar

import peewee

from desktop.core.article import Article
from desktop.core.errors import MatineeError, NotFoundError
from desktop.core.history import CLOCK, SITTING_PAUSE, Kept, Reason, Snapshot
from desktop.core.review import Review
from desktop.core.saving import Batch, now_utc
from desktop.storage import history
from desktop.storage.database import among
from desktop.storage.reading import read_articles

Answer = TypeVar("Answer")
_Job = Callable[[peewee.Database], Answer]

_log = logging.getLogger(__name__)


class Write(Protocol):
    """Runs a job in a transaction of the writer thread; the library's own."""

    def __call__(self, job: _Job[Answer]) -> Future[Answer]:
        """Queue ``job`` and return the future of its answer."""


class Snapshots:
    """The snapshots of one open library. Reading answers at once; what writes returns a future.

    ``clock`` tells the present moment in UTC, to the second.
    """

    def __init__(
        self,
        write: Write,
        reading: Callable[[], AbstractContextManager[peewee.Database]],
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        """Write through ``write``, the writer's queue, and read within ``reading``."""
        self._write, self._reading = write, reading
        self.clock = clock
        self.opened = clock()
        self._guard = threading.Lock()
        self._written: dict[str, datetime] = {}
        self._taken: dict[str, datetime] = {}
        self._thinned: date | None = None
        self._listeners: list[Callable[[Snapshot], None]] = []

    def on_taken(self, listener: Callable[[Snapshot], None]) -> None:
        """Call ``listener``, in the writer thread, with every snapshot that is taken."""
        self._listeners.append(listener)

    # What comes with a save

    def before(self, batch: Batch) -> None:
        """Keep what a save is about to change: as the sitting finds it, or as the batch says."""
        now, ids = self.clock(), _reviews_of(batch)
        with self._guard:
            begun = [each for each in ids if each not in self._written or now - self._written[each] >= SITTING_PAUSE]
            self._written.update(dict.fromkeys(ids, now))
            self._taken.update(dict.fromkeys(begun, now))
        if batch.before is not None:
            self._keep_stored(ids, batch.before, now)
        else:
            self._keep_stored(begun, Reason.SITTING, now)

    def after(self, batch: Batch) -> None:
        """Keep what a save left, where the clock has come round, and the beginning of a review that is begun at the desk."""
        now = self.clock()
        new = [change.record.id for change in batch.changes if not change.base and change.record.id in batch.shown]
        with self._guard:
            due = [each for each in _reviews_of(batch) if now - self._taken.get(each, now) >= CLOCK]
            self._written.update(dict.fromkeys(new, now))
            self._taken.update(dict.fromkeys((*due, *new), now))
        self._keep_stored(new, Reason.SITTING, now)
        self._keep_stored(due, Reason.CLOCK, now)

    def end_sitting(self, review_id: str) -> None:
        """Let the next change of a review begin another sitting."""
        with self._guard:
            self._written.pop(review_id, None)

    def _keep_stored(self, review_ids: Sequence[str], reason: Reason, now: datetime) -> None:
        """Keep reviews as they are stored, together; those in the trash are left alone."""

        def keep(database: peewee.Database) -> list[Snapshot]:
            taken = history.take_all(database, _stored(database, review_ids), now, reason)
            self._thin(database, now)
            return taken

        if review_ids:
            self._write(keep).add_done_callback(self._on_taken)

    def _thin(self, database: peewee.Database, now: datetime) -> None:
        if self._thinned != now.date():
            self._thinned = now.date()
            history.thin_all(database, now)

    def _on_taken(self, future: Future[list[Snapshot]] | Future[Snapshot]) -> None:
        error = future.exception()
        if error is None:
            found = future.result()
            for snapshot in found if isinstance(found, list) else [found]:
                for listener in tuple(self._listeners):
                    listener(snapshot)
        elif not isinstance(error, MatineeError):
            _log.error("a snapshot could not be taken", exc_info=error)

    # What is asked for

    def take(self, article: Article, reason: Reason, name: str = "") -> Future[Snapshot]:
        """Keep an article as it is on screen; where the newest snapshot has all of it, that one is the answer.

        The future raises NotFoundError for a review that is not stored yet, SaveError where the disk failed.
        """
        now = self.clock()
        with self._guard:
            self._taken[article.review.id] = now

        def keep(database: peewee.Database) -> Snapshot:
            taken = history.take(database, article, now, reason, name)
            self._thin(database, now)
            return taken

        future = self._write(keep)
        future.add_done_callback(self._on_taken)
        return future

    def of(self, review_id: str) -> list[Snapshot]:
        """Return the snapshots of a review, in the trash or not, the newest first."""
        with self._reading() as database:
            return history.snapshots_of(database, review_id)

    def read(self, snapshot_id: int) -> Kept:
        """Return a snapshot with its article; raises NotFoundError, and FormatError for a damaged one."""
        with self._reading() as database:
            return history.read(database, snapshot_id)

    def sitting_start(self, review_id: str) -> Future[Kept]:
        """Return the state in which the present sitting found a review, once all that is queued is stored.

        The future raises NotFoundError while nothing was changed in it.
        """
        with self._guard:
            begun = review_id in self._written

        def find(database: peewee.Database) -> Kept:
            starts = [each for each in history.snapshots_of(database, review_id) if each.reason is Reason.SITTING]
            if not begun or not starts:
                raise NotFoundError("Nothing has changed in this review since it was opened.")
            return history.read(database, starts[0].id)

        return self._write(find)

    def before_opening(self, review_id: str) -> Snapshot | None:
        """Return the last snapshot from before this library was opened, None where there is none."""
        return next((each for each in self.of(review_id) if each.at < self.opened), None)

    def rename(self, snapshot_id: int, name: str) -> Future[None]:
        """Name a snapshot, by which it is kept for ever; an empty name takes it away."""
        return self._write(lambda database: history.rename(database, snapshot_id, name))

    def forget(self, snapshot_id: int) -> Future[None]:
        """Delete a snapshot."""
        return self._write(lambda database: history.forget(database, (snapshot_id,)))

    def put_back(self, kept: Kept) -> Future[Snapshot]:
        """Keep a deleted snapshot again."""
        return self._write(lambda database: history.put_back(database, kept))


def _stored(database: peewee.Database, review_ids: Sequence[str]) -> list[Article]:
    """Return reviews outside the trash as they are stored; one that cannot be read keeps no other from being kept."""
    wanted = [
        key for key, trashed_at in among(database, "SELECT id, trashed_at FROM review WHERE id", review_ids) if not trashed_at
    ]
    with suppress(MatineeError):
        return list(read_articles(database, wanted).values())
    readable: list[Article] = []
    for review_id in wanted:
        with suppress(MatineeError):
            readable += read_articles(database, [review_id]).values()
    return readable


def _reviews_of(batch: Batch) -> tuple[str, ...]:
    """Return the stored reviews that a batch changes or whose changes it shows, without those that go to the trash."""
    reviews = [(change.record, change.base) for change in batch.changes if isinstance(change.record, Review)]
    changed = [review.id for review, _base in reviews]
    left = {review.id for review, base in reviews if not base or review.trashed_at}
    return tuple(dict.fromkeys(each for each in (*changed, *batch.shown) if each not in left))
