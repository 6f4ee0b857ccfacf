"""Write-behind: everything on the desk is stored 0.5 s after a pause and at most 1 s behind while typing."""

from __future__ import annotations

import logging
import time
from concurrent.futures import Future
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import NOT_YET, MatineeError, SaveError
from desktop.core.saving import Batch, Saved
from desktop.gui.courier import Courier
from desktop.gui.faults import report_of
from desktop.services.authoring import Desk

PAUSE_MS = 500
"""Milliseconds without an edit after which a save begins."""
BEHIND_MS = 1000
"""Milliseconds after the first unsaved edit at which a save begins even while typing goes on."""
RETRY_MS = (1000, 2000, 4000, 8000)
"""Milliseconds between tries after a save failed; the last one repeats."""

_log = logging.getLogger(__name__)


class Store(Protocol):
    """What takes a batch to disk; the library is one."""

    def save(self, batch: Batch) -> Future[Saved]:
        """Begin to store ``batch``; the future ends once it is on disk or refused."""


class Autosave(QObject):
    """Saves the desk behind the writer.

    ``saved(at)`` comes only after the commit returned; ``failed(sentence)`` leaves everything on the desk, and the save is tried
    again with growing pauses until it succeeds.
    """

    saving = Signal()
    saved = Signal(object)
    failed = Signal(str)

    def __init__(self, desk: Desk, store: Store, parent: QObject | None = None) -> None:
        """Save what is edited on ``desk`` with ``store``; there is nothing to save yet."""
        super().__init__(parent)
        self._desk, self._store = desk, store
        self._courier = Courier(self)
        self._batch: Batch | None = None
        self._future: Future[Saved] | None = None
        self._failures = 0
        self._wanted_again = False
        self.saved_at: datetime | None = None
        self.short = ""  # why the last save failed, in two or three words; empty where it did not
        self._since: float | None = None  # when the oldest edit was made that is not stored
        self._newer: float | None = None  # and the oldest one that the save on its way has not
        self._pause = self._timer(PAUSE_MS)
        self._behind = self._timer(BEHIND_MS)
        self._retry = self._timer(RETRY_MS[0])
        desk.listeners.append(self._on_desk_changed)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(self.save_now)
        return timer

    @property
    def settled(self) -> bool:
        """Whether everything on the desk is on disk."""
        return self._batch is None and not self._desk.unsaved

    def unsaved_seconds(self) -> int:
        """Return how long ago the oldest edit was made that is not stored; 0 where everything is."""
        return int(time.monotonic() - self._since) if self._since is not None and not self.settled else 0

    def _note_edit(self) -> None:
        if self._batch is not None and self._newer is None:
            self._newer = time.monotonic()
        if self._since is None:
            self._since = time.monotonic()

    def _on_desk_changed(self) -> None:
        if self._desk.unsaved:
            self._note_edit()
        if not self._desk.unsaved or self._retry.isActive():
            return
        self._pause.start()
        if not self._behind.isActive():
            self._behind.start()

    def save_now(self) -> None:
        """Begin a save at once unless one is on its way; that one is followed by the next."""
        if self._batch is not None:
            self._wanted_again = True
            return
        self._wanted_again = False
        for timer in (self._pause, self._behind, self._retry):
            timer.stop()
        self._batch, self._newer = self._desk.take(), None
        if self._batch is not None:
            self.saving.emit()
            self._future = self._store.save(self._batch)
            self._courier.watch(self._future, self._on_save_ended)

    def finish(self, seconds: float = 10.0) -> bool:
        """Store everything now, waiting ``seconds`` for the disk; return whether all of it is stored."""
        end = time.monotonic() + seconds
        while not self.settled:
            self.save_now()
            if self._future is None:
                break
            try:
                failed = self._future.exception(timeout=max(0.0, end - time.monotonic())) is not None
            except TimeoutError:
                self.short = self.tr("disk slow to answer")
                self.failed.emit(
                    self.tr("The disk is slow to answer, and {not_yet}. Keep this window open.").format(not_yet=NOT_YET)
                )
                return False
            self._on_save_ended(self._future)
            if failed:
                break
        return self.settled

    def _on_save_ended(self, future: Future[Saved]) -> None:
        if future is not self._future or self._batch is None:
            return
        batch, self._batch, self._future = self._batch, None, None
        error = future.exception()
        if error is None:
            self._failures, self.short, self._since = 0, "", self._newer
            result = future.result()
            self._desk.saved(batch, result)
            self.saved_at = result.at
            self.saved.emit(result.at)
            if self._wanted_again:
                self.save_now()
            elif self._desk.unsaved:
                self._on_desk_changed()
            return
        self._desk.not_saved(batch)
        sentence, self.short = str(error), error.short if isinstance(error, SaveError) else ""
        if not isinstance(error, MatineeError):
            _log.error("a save failed unexpectedly\n%s", report_of(error))
            sentence = self.tr(
                "A fault in Matinee keeps the last change from being saved. Save a copy elsewhere, then start anew."
            )
        self._retry.setInterval(RETRY_MS[min(self._failures, len(RETRY_MS) - 1)])
        self._failures += 1
        self._retry.start()
        self.failed.emit(sentence)
