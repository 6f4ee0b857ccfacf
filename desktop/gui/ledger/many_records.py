"""Edits of many records from the people ledger: what they need is read, and what they left stored, behind the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.article import Record
from desktop.core.errors import MatineeError
from desktop.gui.progress import ProgressDialog
from desktop.services.bulk import AT_ONCE
from desktop.services.gathering import Gathered, gather
from desktop.services.jobs import Cancelled, Job

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace
    from desktop.services.ledger import Ledger

Wanted = Mapping[str, type[Record]]
"""Records by their ids and kinds."""
Laid = Callable[[Gathered], None]
"""What follows once records lie on the desk."""


def _leave_it() -> None:
    """Do nothing where what was asked for did not come about."""


class ManyRecords(QObject):
    """One edit at a time, and what is asked for meanwhile after it, in order.

    A window over the ledger says how far it is once it takes a moment, and can call off the reading. ``otherwise`` follows where
    that was called off or failed, and is told; nothing has changed then.
    """

    def __init__(self, window: MainWindow, workspace: Workspace, ledger: Ledger) -> None:
        """Write edits of ``ledger`` to the library of ``workspace``."""
        super().__init__(window)
        self._window, self._space, self._ledger = window, workspace, ledger
        self._progress: ProgressDialog | None = None
        self._waiting: deque[Callable[[], None]] = deque()

    @property
    def is_busy(self) -> bool:
        """Whether something is being read or stored."""
        return self._progress is not None

    def read(self, title: str, wanted: Wanted, then: Laid, otherwise: Callable[[], None] = _leave_it) -> None:
        """Lay records on the desk and call ``then``: at once where they are few, else once a job has read them."""
        library = self._space.archive.library
        if len(wanted) <= AT_ONCE:
            self._lay(gather(library, wanted, Job()), then)
        else:
            self.find(title, lambda: wanted, then, otherwise)

    def find(self, title: str, find: Callable[[], Wanted], then: Laid, otherwise: Callable[[], None] = _leave_it) -> None:
        """Let a job ask what is wanted and read it, lay it on the desk and call ``then``."""
        if self.is_busy:
            self._waiting.append(partial(self.find, title, find, then, otherwise))
            return
        courier, library = self._space.courier, self._space.archive.library
        words = self.tr("Everything that this changes is read first; nothing has changed yet.")
        progress = self._progress = ProgressDialog(title, words, self._window)
        job = Job(
            lambda done, of: courier.post(lambda at: progress.step(*at) if self._progress is progress else None, (done, of))
        )
        progress.calls_off(job, self._window.closing)
        progress.begin()

        def ended(future: Future[Gathered]) -> None:
            self._end()
            error = future.exception()
            try:
                if error is None:
                    self._lay(future.result(), then)
                    return
                otherwise()
                if isinstance(error, MatineeError):
                    self._window.toast.say(str(error))
                elif not isinstance(error, Cancelled):
                    raise error
            finally:
                self._go_on()

        courier.watch(self._space.jobs.run(lambda job: gather(library, find(), job), job), ended)

    def settle(self, title: str, count: int, then: Callable[[], None]) -> None:
        """Call ``then`` once everything before an edit of so many records is stored: at once where all of it is."""
        if self._space.autosave.settled:
            then()
        else:
            self.store(title, count, then)

    def store(self, title: str, count: int, then: Callable[[], None]) -> None:
        """Call ``then`` once an edit is stored that changes so many records or what they print; few are waited for, many not."""
        autosave = self._space.autosave
        if self.is_busy:
            self._waiting.append(partial(self.store, title, count, then))
            return
        if count <= AT_ONCE or autosave.settled:  # it may have been stored while it waited
            if autosave.finish():
                then()
            return
        self._progress = ProgressDialog(title, self.tr("All of it is stored together, in one step."), self._window)
        self._progress.cancel_button.hide()
        self._progress.step(0, 0)
        self._progress.begin()

        def look(*_: object) -> None:
            if autosave.settled:
                leave(then)

        def fail(*_: object) -> None:
            leave(_leave_it)

        def leave(after: Callable[[], None]) -> None:
            autosave.saved.disconnect(look)
            autosave.failed.disconnect(fail)
            self._end()
            after()
            self._go_on()

        autosave.saved.connect(look)
        autosave.failed.connect(fail)
        autosave.save_now()

    def _lay(self, gathered: Gathered, then: Callable[[Gathered], None]) -> None:
        self._ledger.know(gathered)
        then(gathered)

    def _end(self) -> None:
        progress, self._progress = self._progress, None
        if progress is not None:
            progress.end()

    def _go_on(self) -> None:
        """Begin what waits, as long as nothing goes on."""
        while self._waiting and not self.is_busy:
            self._waiting.popleft()()
