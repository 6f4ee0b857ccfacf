"""Opens a library that must be made ready first, on a thread of its own while the window shows how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.core.bringing_forward import Ahead, Progress, Watch
from desktop.gui.asking_files import ask_folder
from desktop.gui.courier import Courier
from desktop.gui.ending import Ending
from desktop.gui.keeping.waiting_page import WaitingPage
from desktop.gui.main_window import MainWindow
from desktop.gui.opening_refused import Access, Choice
from desktop.services.archive import Archive
from desktop.services.jobs import Cancelled, Job, JobRunner
from desktop.services.keeping import readable_copies

SHOWN_EVERY_MS = 200
"""Milliseconds between two looks at how far it is."""

OpenIt = Callable[[Watch], Archive]
"""Opens the library, telling how far it is; raises LibraryError, and what the watch raises."""


class MakingReady(QObject):
    """Waits in a page of ``window`` for the library in ``root``.

    :meth:`wait` returns it open, or what was chosen instead, or None where the window is to close.
    """

    def __init__(self, window: MainWindow, root: Path, ahead: Ahead, open_it: OpenIt) -> None:
        """Make the page, which tells what is ``ahead``; ``open_it`` is what opens the library."""
        super().__init__(window)
        self._window, self._root, self._open_it = window, root, open_it
        self._jobs, self._courier, self._loop = JobRunner(), Courier(self), QEventLoop(self)
        self._readable = readable_copies(root)
        self.page = WaitingPage(root.name, ahead, has_copies=self._readable is not None, parent=window)
        self.page.cancelled.connect(self._on_page_cancelled)
        self.page.again.connect(self._begin)
        self.page.reading.connect(lambda: self._choose(Choice(root, Access.AS_IT_IS)))
        self.page.another.connect(self._on_page_another)
        self.page.copies.connect(self._on_page_copies)
        self.page.left.connect(window.close)
        self._looking = QTimer(self, interval=SHOWN_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._job: Job | None = None
        self._began = 0.0
        self._latest: Progress | None = None
        self._leaving = False
        self._ended: Future[Archive] | None = None
        self._chosen: Choice | None = None

    def wait(self) -> Archive | Choice | None:
        """Begin, and return when it is decided; raises LibraryError where the library cannot be opened."""
        ending = Ending(self._window)
        self._window.wait_with(self.page)
        self._window.installEventFilter(self)
        self._begin()
        try:
            self._loop.exec()
        finally:
            ending.stop()
            self._window.removeEventFilter(self)
            self._looking.stop()
            self._jobs.close()  # what was called off has come to its end then
            self._courier.close()
            self._window.wait_no_more(self.page)
            self.deleteLater()
        return self._outcome()

    def _outcome(self) -> Archive | Choice | None:
        if self._chosen is not None or self._ended is None or self._ended.cancelled():
            return self._chosen
        error = self._ended.exception()
        if error is not None:
            if isinstance(error, Cancelled):
                return None
            raise error
        if self._leaving:
            self._ended.result().library.close()
            return None
        return self._ended.result()

    def _begin(self) -> None:
        job = self._job = Job()
        self._latest, self._ended, self._began = None, None, time.monotonic()

        def watch(progress: Progress) -> None:
            self._latest = progress
            job.step(progress.done, progress.of)

        self.page.show_begun()
        self._looking.start()
        self._ended = self._jobs.run(lambda _job: self._open_it(watch), job)
        self._courier.watch(self._ended, self._on_ended)

    def _look(self) -> None:
        self.page.show_gone(int(time.monotonic() - self._began))
        if self._latest is not None and self.page.cancel_button.isEnabled():
            self.page.show_progress(self._latest)

    def _on_ended(self, future: Future[Archive]) -> None:
        self._looking.stop()
        if isinstance(future.exception(), Cancelled) and not self._leaving:
            self.page.show_stopped()
        else:
            self._loop.quit()

    def _on_page_cancelled(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_page_another(self) -> None:
        title = self.tr("Open another library")
        ask_folder(self._window, title, self._root.parent, lambda folder: self._choose(Choice(folder)))

    def _choose(self, choice: Choice) -> None:
        self._chosen = choice
        self._loop.quit()

    def _on_page_copies(self) -> None:
        if self._readable is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._readable)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Call it off when the window closes."""
        if event.type() == QEvent.Type.Close:
            self._leaving = True
            self._on_page_cancelled()
            self._loop.quit()
        return False
