"""What the window does for its library by itself: a backup a day, a look over it now and then, word that it lives."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.core.errors import MatineeError
from desktop.core.saving import Saved, now_utc, stamp
from desktop.gui.library.moments import moment_words
from desktop.services.jobs import Cancelled, Job
from desktop.services.keeping import Backup, backups_of, conflicted_copies, needs_backup
from desktop.services.trash import Emptied, empty_old

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace
    from desktop.services.archive import Archive

_log = logging.getLogger(__name__)

FIRST_MS = 5_000
"""Milliseconds after which the first look begins: the window stands and the critic types."""
BEAT_MS = 30_000
RETRY_MS = 30 * 60_000
END_MINUTES = 10
"""Minutes that the newest backup must be old for the end to make another."""
LOOK_OVER_DAYS = 7
LOOKED_OVER = "looked-over"
"""The key under which the library keeps when its database was last found sound."""


DISMISSED_COPIES = "dismissed-copies"
"""The key under which the library keeps which copies of a sync service need not be told again."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found.

    The newest backup's moment, what is wrong with the database, whether the search was made anew, why no backup could be made,
    the copies that a sync service left and nobody dismissed, and what the trash had kept long enough.
    """

    backed_up: datetime | None
    faults: tuple[str, ...]
    mended: bool
    refused: MatineeError | None
    conflicts: tuple[Backup, ...] = ()
    emptied: Emptied = field(default_factory=Emptied)


def local_now() -> datetime:
    """Return this moment in the time zone of the place."""
    return datetime.now().astimezone()


class Care(QObject):
    """Looks after the library, off the window's thread and without a dialog.

    A backup is made when none is from today, also when midnight passes, and once more at the end, of what was done since; one
    that fails is told in a sentence and tried again. What has waited in the trash for thirty days goes then.
    The database is looked over when the window has opened, after a save, a backup or a question that failed, and once a week; the
    search index with it once a week and after an unclean end, and one that does not fit is made anew and said so. An index that
    lies about in pieces is joined.

    ``damaged`` tells of a database that is not sound; ``looked(Looked)`` of every look.
    """

    damaged = Signal()
    looked = Signal(object)

    def __init__(self, window: MainWindow, workspace: Workspace, *, now: Callable[[], datetime] = local_now) -> None:
        """Look after the library of ``workspace`` from now on, telling in ``window``; ``now`` is the clock."""
        super().__init__(window)
        self._window, self._space, self._now = window, workspace, now
        self._job: Job | None = None
        self._day = ""
        self._opening, self._doubting = True, workspace.archive.library.unclean
        self._begun = self._damaged = False
        self._saved_at: datetime | None = None
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._first.timeout.connect(self.look)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self.tick)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.look)
        workspace.archive.library.on_saved(self._on_library_saved)
        workspace.autosave.failed.connect(self._on_autosave_failed)
        window.closing.connect(self._on_window_closing)

    def begin(self) -> None:
        """Begin, where the library can be written to."""
        if not self._space.archive.library.read_only:
            self._begun = True
            self._space.archive.library.suspect = lambda: self._space.courier.post(self._on_library_suspected, None)
            self._first.start()
            self._beat.start()

    def end(self) -> None:
        """Back up what was done since the newest backup; the window is gone, so that what goes wrong can only be logged."""
        archive = self._space.archive
        newest = next((backup.at for backup in backups_of(archive.root)), None)
        if not self._begun or self._saved_at is None:
            return
        if newest is not None and (newest > self._saved_at or now_utc() - newest < timedelta(minutes=END_MINUTES)):
            return
        try:
            archive.back_up()
        except MatineeError as error:
            _log.warning("no backup was made at the end: %s", type(error).__name__)

    def tick(self) -> None:
        """Leave word that the window lives; look again where a new day has begun."""
        self._space.archive.library.beat()
        if self._day and self._day != self._now().date().isoformat() and not self._retry.isActive():
            self.look()

    def look(self) -> None:
        """Look now, unless that is being done."""
        if self._job is None and not self._space.archive.library.read_only:
            self._first.stop()
            self._job = Job()
            opening, doubting = self._opening, self._doubting
            self._opening = self._doubting = False
            archive, now = self._space.archive, self._now()
            looking = self._space.jobs.run(
                lambda job: look_after(archive, now, job, opening=opening, doubting=doubting), self._job
            )
            self._space.courier.watch(looking, self._on_looked)

    def trust(self) -> None:
        """Take note that the whole library was found sound; what waited to be stored is stored now."""
        self._damaged = False
        self._space.autosave.save_now()

    def show_backed_up(self, moment: datetime | None) -> None:
        """Say quietly from when the newest backup is."""
        now = self._now()
        if moment is not None:
            self._window.status.show_kept(self.tr("Last backup {when}").format(when=moment_words(stamp(moment), now)))

    def _on_looked(self, future: Future[Looked]) -> None:
        self._job = None
        error = future.exception()
        if isinstance(error, Cancelled):
            return
        looked = future.result()
        self._day = self._now().date().isoformat()
        self.show_backed_up(looked.backed_up)
        if looked.mended:
            self._window.status.say(self.tr("The search index did not fit the reviews and was made anew."))
        if looked.emptied:
            self._window.library.refresh()
            self._window.status.say(emptied_words(looked.emptied))
        if looked.refused is not None:
            self._retry.start()
            said = self.tr("There is no backup from today yet, and it is tried again. {reason}").format(reason=looked.refused)
            self._window.status.show_kept(self._without(looked.backed_up), said)
            self._window.status.say(said)
        self.looked.emit(looked)
        self._damaged = bool(looked.faults)
        if looked.faults:
            self.damaged.emit()

    def _without(self, newest: datetime | None) -> str:
        """Say that there is none from today, and from when the newest is."""
        if newest is None:
            return self.tr("No backup yet")
        return self.tr("No backup today · the last is from {when}").format(when=moment_words(stamp(newest), self._now()))

    def _on_library_saved(self, saved: Saved) -> None:
        """Note until when something was done, at the desk or beside it; this is called on the writer's thread."""
        self._saved_at = saved.at

    def _on_autosave_failed(self, _sentence: str) -> None:
        """Look whether the database is why a save failed."""
        if self._beat.isActive() and not self._first.isActive() and not self._damaged:
            self._doubting = True
            self._first.start()

    def _on_library_suspected(self, _: None) -> None:
        """Look at once whether the database is why it could not be read."""
        if self._begun and not self._damaged:
            self._doubting = True
            self.look()

    def _on_window_closing(self) -> None:
        for timer in (self._first, self._beat, self._retry):
            timer.stop()
        if self._job is not None:
            self._job.cancel()


def look_after(archive: Archive, now: datetime, job: Job, *, opening: bool, doubting: bool) -> Looked:
    """Look the database over where that is due, make a backup where none is from today and nothing is wrong, and tidy up.

    It is due while the window is ``opening``, and with the search index where ``doubting`` or a week has passed.

    Raises Cancelled.
    """
    library, mended = archive.library, False
    faults: list[str] = []
    refused: MatineeError | None = None
    emptied = Emptied()
    try:
        thoroughly = doubting or _is_look_due(archive.recall(LOOKED_OVER), now_utc())
        if opening or thoroughly:
            faults = library.upkeep.look_over()
        if thoroughly and not faults:
            mended = library.upkeep.mend_search()
            with suppress(MatineeError):  # it is looked over once more then, which harms nothing
                archive.remember(LOOKED_OVER, stamp(now_utc())).result()
        job.step(0, 1)
        if not faults and needs_backup(archive.root, now):
            archive.back_up(job)
        if not faults:  # today's backup has what goes now
            with suppress(MatineeError):  # there is another day
                emptied = empty_old(archive, now, job)
            library.upkeep.join_search(job.step)
    except MatineeError as error:
        refused = error
        faults = library.upkeep.look_over()
    newest = next((backup.at for backup in backups_of(archive.root)), None)
    copies = tuple(conflicted_copies(archive.root))
    if not faults and archive.recall(DISMISSED_COPIES) == names_of(copies):
        copies = ()
    return Looked(newest, tuple(faults), mended, refused, copies, emptied)


def emptied_words(emptied: Emptied) -> str:
    """Say what went for good."""
    counted = (
        (emptied.reviews, _tr("1 review"), _tr("{count} reviews")),
        (emptied.viewings, _tr("1 viewing"), _tr("{count} viewings")),
        (emptied.people, _tr("1 person"), _tr("{count} people")),
    )
    things = ", ".join(one if count == 1 else many.format(count=count) for count, one, many in counted if count)
    return _tr("In the Trash for 30 days, and gone for good now: {things}.").format(things=things)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Care", text)


def names_of(copies: tuple[Backup, ...]) -> str:
    """Return the names of copies in one string, under which they are remembered once they were dismissed."""
    return "\n".join(sorted(copy.path.name for copy in copies))


def _is_look_due(last: str | None, now: datetime) -> bool:
    """Say whether a week has passed, or a clock that jumped makes it seem so."""
    try:
        return not timedelta() <= now - datetime.fromisoformat(last or "") < timedelta(days=LOOK_OVER_DAYS)
    except (ValueError, TypeError):
        return True
