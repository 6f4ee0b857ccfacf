"""Keeps the readable copies up to date while the window is open: in slices, off its thread, a few seconds behind."""

from __future__ import annotations

import time
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.article import Article
from desktop.core.errors import MatineeError
from desktop.core.review import Review, Status
from desktop.core.saving import Saved
from desktop.gui.notices import Weight
from desktop.services.formats import Export, Options
from desktop.services.jobs import Cancelled, Job
from desktop.services.readable import FORMAT_ID, SWITCH, Progress, ReadableCopies, wants_copies

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

FIRST_MS = 8_000
"""Milliseconds after which the copies are first compared with the library: the window stands and the critic types."""
BEHIND_MS = 3_000
RETRY_MS = 60_000
SLICE_SECONDS = 1.0
"""How long copies are written before other jobs, such as a backup, have their turn."""
LAST_SECONDS = 2.0
"""How long closing waits for the last copies, written for half of it; what is not written by then is found at the next start."""
MANY = 100
"""From how many waiting reviews on a bar shows how far the copies are."""
_BAR = "readable"


class Readable(QObject):
    """Writes copies after every save, and at the start those that are missing; a failure is told once and tried again.

    ``written(Progress)`` follows every slice that was written.
    """

    written = Signal(object)

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Write the copies of the library of ``workspace``, telling in ``window``."""
        super().__init__(window)
        self._window, self._space = window, workspace
        self._copies = ReadableCopies(workspace.archive.library, self._render)
        self._job: Job | None = None
        self._surveyed, self._on, self._told = False, False, ""
        self._backlog = 0
        self._published: set[str] = set()
        self._soon = QTimer(self, singleShot=True, interval=BEHIND_MS)
        self._soon.timeout.connect(self.write)

    def begin(self) -> None:
        """Begin, where the library can be written to and wants copies."""
        library = self._space.archive.library
        if not library.read_only:
            library.on_saved(self._on_library_saved)
            self._on = wants_copies(library)
            if self._on:
                self._soon.start(FIRST_MS)

    def switch(self, on: bool) -> None:
        """Keep copies from now on, or leave those there are alone."""
        self._space.archive.remember(SWITCH, "on" if on else "off")
        self._on, self._surveyed = on, False
        if on:
            self._soon.start(0)
            return
        self.stop()
        self._soon.stop()
        self._window.status.say(self.tr("Readable copies are no longer written; those there are stay as they are."))

    def write(self) -> None:
        """Write what waits, unless that is being done."""
        if self._job is not None or not self._on:
            return
        self._soon.stop()
        self._job = Job()
        work = partial(self._slice, survey=not self._surveyed)
        self._space.courier.watch(self._space.jobs.run(work, self._job), self._on_slice_done)

    def stop(self) -> None:
        """Leave what waits for the next sitting; what is saved from now on is written."""
        if self._job is not None:
            self._job.cancel()
        self._space.jobs.run(lambda _job: self._copies.drop_backlog())
        self._show_backlog(0)

    def finish(self) -> None:
        """Write the last copies, and those that were stale at the start, before the library is closed; gives up soon."""
        self._soon.stop()
        if not self._on:
            return
        self._on = False
        if self._job is not None:
            self._job.cancel()
        last = Job()
        ending = self._space.jobs.run(partial(self._last, survey=not self._surveyed), last)
        # Nobody is there any more to be told; what is missing is found and written at the next start.
        with suppress(MatineeError, Cancelled, CancelledError, TookTooLong):
            ending.result(timeout=LAST_SECONDS)
        last.cancel()

    def _last(self, job: Job, *, survey: bool) -> None:
        """Write what was saved in this sitting, then what a sitting too short to look had found stale."""
        until = time.monotonic() + LAST_SECONDS / 2
        self._copies.write(job, LAST_SECONDS / 2, shared=True)
        if survey and time.monotonic() < until:
            self._copies.survey(job)
            self._copies.write(job, until - time.monotonic())

    def _slice(self, job: Job, *, survey: bool) -> Progress:
        if survey:
            self._copies.survey(job)
        return self._copies.write(job, SLICE_SECONDS, shared=survey)

    def _render(self, article: Article, options: Options) -> Export:
        export: Export = self._space.child.call("export", (article, FORMAT_ID, options)).result()
        return export

    def _on_library_saved(self, saved: Saved) -> None:
        """Take note; this is called on the writer's thread."""
        self._copies.note(saved)
        self._space.courier.post(self._on_saved, saved)

    def _on_saved(self, saved: Saved) -> None:
        if not self._on:
            return
        records = (self._space.reviews.desk.records.get(key) for key in saved.revisions)
        out = {each.id for each in records if isinstance(each, Review) and each.status is Status.PUBLISHED}
        new, self._published = out - self._published, self._published | out
        if new:
            self.write()
        if not self._soon.isActive():
            self._soon.start(BEHIND_MS)

    def _on_slice_done(self, future: Future[Any]) -> None:
        self._job = None
        error = future.exception()
        if isinstance(error, Cancelled | CancelledError):
            return
        if isinstance(error, MatineeError):
            self._on_refused(str(error))
            return
        progress: Progress = future.result()
        self._surveyed = True
        self._show_backlog(progress.left)
        self.written.emit(progress)
        if progress.refused:
            self._on_refused(progress.refused)
        elif progress.left:
            self._soon.start(0)
        else:
            self._told = ""

    def _on_refused(self, sentence: str) -> None:
        if sentence != self._told:
            self._window.status.say(sentence)
        self._told = sentence
        self._soon.start(RETRY_MS)

    def _show_backlog(self, left: int) -> None:
        """Show how far the copies are while there are many to write."""
        if left < MANY:
            self._backlog = 0
            self._window.notices.take_away(_BAR)
            return
        self._backlog = max(self._backlog, left)
        tenths = (
            10 * (self._backlog - left) // self._backlog
        )  # a bar that changed every second would take the focus from its button
        said = self.tr("Writing readable copies of {count:,} reviews: {percent} %. You can go on working.")
        stop = (self.tr("Not Now"), self.stop)
        self._window.notices.put(_BAR, said.format(count=self._backlog, percent=10 * tenths), [stop], Weight.NOTE)
