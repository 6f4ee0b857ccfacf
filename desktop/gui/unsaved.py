"""When everything was stored, below; where a save failed, also why, how much is not stored and what to do, until it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.core.errors import NOT_YET
from desktop.core.saving import Saved

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

_KEY = "save"
COUNTED_EVERY_MS = 1000
"""Milliseconds between two looks at how much is not stored."""
_WORTH_COUNTING = 3
"""Seconds from which on they are named: below that it is the last change."""
_IN_MINUTES = 120
"""Seconds from which on they are told in minutes."""


class Unsaved(QObject):
    """Puts the bar up, counts on in it without having it read again each time, and takes it away."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Follow the saves of ``workspace``, telling in ``window``."""
        super().__init__(window)
        self._window, self._space, self._autosave = window, workspace, workspace.autosave
        self._sentence = ""
        self._counting = QTimer(self, interval=COUNTED_EVERY_MS)
        self._counting.timeout.connect(self._count)
        self._autosave.saved.connect(self._on_autosave_saved)
        self._autosave.failed.connect(self._on_autosave_failed)
        workspace.archive.library.on_saved(self._on_library_saved)

    def _on_library_saved(self, saved: Saved) -> None:
        """Take note of what was stored beside the texts on the desk; this is called on the writer's thread."""
        self._space.courier.post(self._on_saved, saved)

    def _on_saved(self, saved: Saved) -> None:
        if self._autosave.settled:
            self._window.status.show_saved(saved.at)

    def _on_autosave_saved(self, at: datetime) -> None:
        self._counting.stop()
        self._sentence = ""
        self._window.status.show_saved(at)
        self._window.notices.take_away(_KEY)
        self._window.notices.take_away("close")

    def _on_autosave_failed(self, sentence: str) -> None:
        self._window.status.show_not_saved(self._autosave.short)
        self._counting.start()
        if sentence == self._sentence and _KEY in self._window.notices.texts():
            self._count()
            return
        self._sentence = sentence
        actions = [
            (self.tr("Try Again"), self._autosave.save_now),
            (self.tr("Save a Copy Elsewhere…"), self._window.copy_wanted.emit),
        ]
        self._window.notices.put(_KEY, self._told(), actions)

    def _count(self) -> None:
        self._window.notices.reword(_KEY, self._told())

    def _told(self) -> str:
        """Return the sentence with how much is not stored, where it has room for that."""
        seconds = self._autosave.unsaved_seconds()
        if seconds < _WORTH_COUNTING:
            return self._sentence
        if seconds < _IN_MINUTES:
            amount = self.tr("the last {count} seconds are not saved yet").format(count=seconds)
        else:
            amount = self.tr("the last {count} minutes are not saved yet").format(count=seconds // 60)
        return self._sentence.replace(NOT_YET, amount)
