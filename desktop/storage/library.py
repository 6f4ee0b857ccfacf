"""The library: one folder with every review, and the only door to it.

Writing goes through one thread and answers with futures; reading happens in the caller's thread, on a connection of its own that
cannot write. Everything that goes in or out is a frozen value of ``core``.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import peewee

from desktop.core.breaking import Breaker
from desktop.core.bringing_forward import Watch, unseen
from desktop.core.errors import LibraryError, ReadOnlyError
from desktop.core.image import Image
from desktop.core.outlet import Outlet
from desktop.core.saving import Batch, Loaded, Saved, now_utc
from desktop.storage import emptying, listing, opening, reading
from desktop.storage.backup import Backup, Step, list_backups, make_backup, unwatched
from desktop.storage.copying import Carried, Copied, Held, copy_library, held_in
from desktop.storage.database import DATABASE_NAME, Readers, driver_of
from desktop.storage.doubt import Attempt, Doubt
from desktop.storage.durable import make_private_folder
from desktop.storage.failures import DATABASE_ERRORS, reading_error, tells_damage
from desktop.storage.images import keep_file, take_in
from desktop.storage.listing import Counts
from desktop.storage.lock import Holder, LibraryLock
from desktop.storage.making_ready import make_ready
from desktop.storage.models import ImageTable, SettingTable
from desktop.storage.notes import amend_note, write_notes
from desktop.storage.questions import Questions
from desktop.storage.rows import Kind
from desktop.storage.snapshots import Snapshots
from desktop.storage.upkeep import Upkeep
from desktop.storage.used import UsedValues
from desktop.storage.writer import Writer
from desktop.storage.writing import write_search_anew

Answer = TypeVar("Answer")

_STEPS = 500_000
"""Steps of SQLite, some milliseconds, after which a question looks whether it is still wanted."""

_log = logging.getLogger(__name__)


class Library(Questions):
    """An open library. Made by :meth:`open`; closed by :meth:`close` or at the end of a ``with`` block.

    ``read_only_reason`` is a sentence to show, empty where reading only was asked for. ``last_seen`` is when a session that was
    cut short was last known to live, None after one that ended cleanly; ``begun`` is when that session began, where it is known.
    """

    def __init__(self, root: Path, lock: LibraryLock | None, reason: str, readers: Readers) -> None:
        """Hold what :meth:`open` opened: without a ``lock`` it can only be read, and ``reason`` says in a sentence why."""
        self.root = root
        self.read_only = lock is None
        self.read_only_reason = reason
        self.last_seen = lock.last_seen if lock is not None else None
        self.begun = lock.begun if lock is not None else None
        self._lock = lock
        self._readers = readers
        self._writer = Writer(partial(opening.open_for_writing, root)) if lock is not None else None
        self.upkeep = Upkeep(root, readers, self._writer)
        self._listeners: list[Callable[[Saved], None]] = []
        self._used = UsedValues()
        self._strange: LibraryError | None = None
        self._doubt = Doubt()
        self.suspect: Callable[[], None] = lambda: None  # called, on the thread that asked, where an answer tells of damage
        self.snapshots = Snapshots(self._write, self._reading)

    @classmethod
    def open(
        cls, root: Path, *, create: bool = True, read_only: bool = False, take_over: bool = False, watch: Watch = unseen
    ) -> Self:
        """Open the library in ``root``, or make one there.

        It is read-only where that is asked for, where another process has it open, where a newer Matinee made it, and where its
        folder cannot be written to. What another computer left open is read-only too, unless ``take_over`` says that nobody works
        there any more. ``watch`` is told how far it is where an older library is brought to this format or one that was cut short
        is checked; what it raises ends that. Raises :class:`LibraryError` where there is no library or what is there is none; it
        is untouched then.
        """
        root = root.absolute()
        opening.expect_folder(root)
        if opening.is_there(root):
            found = opening.inspect(root)
            if found.newer:
                return cls._for_reading(
                    root,
                    found,
                    f"This library was made by a newer Matinee (library format {found.version}), so it was opened read-only.",
                )
            if read_only:
                return cls._for_reading(root, found, "")
        elif read_only or not create:
            raise opening.lost(root) or LibraryError(f"There is no library in “{root}”.")
        try:
            return cls._for_writing(root, watch, create=create, take_over=take_over)
        except OSError as error:
            if opening.is_there(root):
                reason = "The folder of this library cannot be written to, so it was opened read-only."
                return cls._for_reading(root, opening.inspect(root), reason)
            raise LibraryError(f"No library can be made in “{root}” ({error.strerror}).") from error

    @classmethod
    def _for_writing(cls, root: Path, watch: Watch, *, create: bool, take_over: bool) -> Self:
        make_private_folder(root)
        lock = LibraryLock.take(root, over=take_over)
        if isinstance(lock, Holder):
            if not opening.is_there(root):
                raise LibraryError(lock.sentence())
            return cls._for_reading(root, opening.inspect(root), lock.sentence())
        try:
            if create and not opening.is_there(root):
                opening.create(root)
            opening.make_folders(root)
            found = opening.inspect(root)
            make_ready(root, found.version, unclean=lock.unclean, watch=watch)
            return cls(root, lock, "", Readers(root / DATABASE_NAME))
        except BaseException:
            lock.abandon()
            raise

    @classmethod
    def _for_reading(cls, root: Path, found: opening.Inspected, reason: str) -> Self:
        if found.older:
            raise LibraryError(
                f"This library has the older format {found.version}. It is brought up to date, after a backup, when it is opened "
                "in the window or with “matinee backup”."
            )
        library = cls(root, None, reason, Readers(root / DATABASE_NAME, immutable=found.immutable))
        if found.newer:
            library._strange = LibraryError(
                f"This library was made by a newer Matinee (library format {found.version}), and this one cannot read it."
            )
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Finish what is being written, close every connection and let go of the lock; harmless when closed already."""
        # Listeners of the last saves may still read; the connection that closes last must be the one that can empty the log.
        if self._writer is not None:
            self._writer.drain()
        self._readers.close()
        if self._writer is not None:
            self._writer.close()
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

    # Writing

    def on_saved(self, listener: Callable[[Saved], None]) -> None:
        """Call ``listener``, in the writer thread, after every commit of :meth:`save` and :meth:`add_image`."""
        self._listeners.append(listener)

    def save(self, batch: Batch, pictures: Sequence[tuple[Image, bytes]] = ()) -> Future[Saved]:
        """Write a batch in one transaction; the future is answered after the commit returned.

        ``pictures`` are records of the batch or the library with the bytes of their files, which are kept first. The future
        raises :class:`ConflictError` where a stored record is newer than its base, and :class:`SaveError` where the disk failed;
        nothing was written then.
        """
        attempt = Attempt(self._doubt, batch, now_utc())

        def write(database: peewee.Database) -> Saved:
            for image, data in pictures:
                keep_file(self.root, image, data)
            return attempt.write(database)

        def ended(saved: Saved) -> Saved:
            attempt.end()
            return saved

        self.snapshots.before(batch)
        future = self._write(write, found=attempt.find, tell=ended)
        self.snapshots.after(batch)
        return future

    def add_image(self, data: bytes, name: str) -> Future[Image]:
        """Keep a picture; the same bytes are kept once, and the record that has them is the answer.

        Its revision is told by :meth:`load_record`. The future raises :class:`FormatError` for what is no picture that can be
        read, :class:`SaveError` where the disk failed.
        """
        revisions: dict[str, int] = {}

        def take(database: peewee.Database) -> Image:
            image, revisions[image.id] = take_in(database, self.root, data, name)
            return image

        return self._write(take, tell=lambda _: Saved(revisions, now_utc()))

    def remember(self, key: str, value: str) -> Future[None]:
        """Keep a value that belongs to the library, such as the review last worked on, as safely as a review."""
        return self._write(lambda database: write_notes(database, {key: value}))

    def amend(self, key: str, amended: Callable[[str | None], str]) -> Future[None]:
        """Keep what is made, in the writer thread, of the value that stands under a key then."""
        return self._write(lambda database: amend_note(database, key, amended))

    def empty_trash(self, ids: Sequence[str], pictures: Sequence[str] = (), waited: datetime | None = None) -> Future[Saved]:
        """Delete for good what is in the trash, or has waited its days at a moment, and pictures that nothing shows."""
        work = partial(emptying.empty, ids=ids, pictures=pictures, at=waited or now_utc(), waited=waited is not None)
        return self._write(work, tell=lambda answer: answer)

    def forget_files(self, names: Sequence[str]) -> Future[int]:
        """Delete files of pictures that no record names, those that :func:`emptying.forgotten_files` found."""
        return self._write(lambda database: emptying.take_away(database, self.root, names))

    def _write(
        self,
        job: Callable[[peewee.Database], Answer],
        *,
        found: Callable[[peewee.Database], Answer | None] | None = None,
        tell: Callable[[Answer], Saved] | None = None,
    ) -> Future[Answer]:
        if self._writer is None:
            refused: Future[Answer] = Future()
            refused.set_exception(ReadOnlyError(self.read_only_reason or "This library was opened read-only."))
            return refused
        return self._writer.submit(job, found, None if tell is None else lambda answer: self._tell(tell(answer)))

    def _tell(self, saved: Saved) -> None:
        self._used.note(saved)
        for listener in tuple(self._listeners):
            try:
                listener(saved)
            except Exception:  # noqa: BLE001 - a listener is not ours
                _log.exception("a listener failed after a save; the save itself is done")

    # Reading

    @contextmanager
    def _reading(self) -> Iterator[peewee.Database]:
        """Lend this thread's reading connection, at one moment of the library however many questions are asked.

        What SQLite reports about the disk comes out as a :class:`LibraryError`.
        """
        try:
            database = self._readers.database()
            with database.atomic():
                yield database
        except DATABASE_ERRORS as error:
            if tells_damage(error):
                self.suspect()
            known = self._readers.closed_error() or reading_error(error) or self._strange
            if known is None:
                raise
            raise known from error

    def load(self, review_id: str) -> Loaded:
        """Return a review with everything it prints from; raises :class:`NotFoundError`."""
        with self._reading() as database:
            return Loaded(*reading.read_article(database, review_id))

    def load_record(self, kind: type[Kind], record_id: str) -> tuple[Kind, int]:
        """Return one record and its revision; raises :class:`NotFoundError`."""
        with self._reading() as database:
            return reading.read_record(database, kind, record_id)

    def find_image(self, digest: str) -> Image | None:
        """Return the record of the picture whose bytes have this SHA-256, or None."""
        query = ImageTable.select(ImageTable.id).where(ImageTable.digest == digest).tuples()
        with self._reading() as database:
            found = [image_id for (image_id,) in query.execute(database)]
        return self.load_record(Image, found[0])[0] if found else None

    @contextmanager
    def breakable(self, breaker: Breaker) -> Iterator[None]:
        """Let ``breaker`` break off what this thread asks inside; raises :class:`BrokenOffError` then."""
        connection = driver_of(self._readers.database())
        connection.set_progress_handler(lambda: breaker.wanted, _STEPS)  # an interruption between two statements is none
        try:
            with breaker.over(connection.interrupt):
                yield
        finally:
            connection.set_progress_handler(None)

    def ask(self, question: Callable[[peewee.Database], Answer]) -> Answer:
        """Answer a question that a module of ``storage`` asks by itself, at one moment of the library."""
        with self._reading() as database:
            return question(database)

    def outlets(self) -> list[Outlet]:
        """Return every outlet, in order of name."""
        with self._reading() as database:
            return listing.all_outlets(database)

    def used_values(self, column: str) -> tuple[str, ...]:
        """Return what was typed into a column before (the names in ``used.COLUMNS``), most used first.

        Raises :class:`NotFoundError`.
        """
        with self._reading() as database:
            return self._used.values(database, column)

    def counts(self) -> Counts:
        """Count what the library holds."""
        with self._reading() as database:
            return listing.counts(database)

    def recall(self, key: str) -> str | None:
        """Return what :meth:`remember` kept, or None."""
        query = SettingTable.select(SettingTable.value).where(SettingTable.key == key).tuples()
        with self._reading() as database:
            return next((str(value) for (value,) in query.execute(database)), None)

    # Looking after

    def backup(self, now: datetime | None = None, step: Step = unwatched) -> Path:
        """Make a checked backup in ``backups`` and thin out older ones; what ``step`` raises ends it.

        Raises :class:`LibraryError`, older backups are untouched then.
        """
        if self.read_only:
            raise ReadOnlyError(self.read_only_reason or "This library was opened read-only.")
        try:
            return make_backup(self.root, now or now_utc(), step=step)
        except OSError as error:
            raise LibraryError(f"The backup could not be made ({error.strerror}).") from error

    def held(self) -> Held:
        """Count what the library holds, and tell which of its pictures are not there."""
        with self._reading() as database:
            return held_in(database, self.root)

    def copy_to(self, to: Path, carried: Carried, step: Step = unwatched) -> Copied:
        """Copy the library to a new folder or ``.zip`` file, see :func:`copying.copy_library`; raises :class:`LibraryError`."""
        try:
            return copy_library(self.root, to.absolute(), carried, step, at_rest=self._readers.immutable)
        except DATABASE_ERRORS as error:
            raise reading_error(error) or LibraryError("The library cannot be read, so no copy was made.") from error
        except OSError as error:
            why = "a file of it is too large for the disk" if error.errno == errno.EFBIG else error.strerror or error
            raise LibraryError(f"No copy can be made in “{to.parent}” ({why}); nothing was left there.") from error

    @property
    def unclean(self) -> bool:
        """Whether the session before was cut short."""
        return self.last_seen is not None

    def beat(self) -> None:
        """Leave word that this session lives; who opens the library after a cut reads when that was."""
        if self._lock is not None:
            self._lock.beat()

    def backups(self) -> list[Backup]:
        """Return the backups, newest first."""
        return list_backups(self.root)

    def verify(self, step: Step = unwatched) -> list[str]:
        """Return what is wrong with the library, a sentence each; nothing in it is changed, and what ``step`` raises ends it."""
        return self.upkeep.verify(step)

    def repair_search(self) -> Future[None]:
        """Make the search index anew from the reviews."""
        return self._write(write_search_anew)
