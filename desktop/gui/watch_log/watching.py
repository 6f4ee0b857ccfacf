"""What the watch log is asked for: showing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.gui.watch_log.view import WatchLogView

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow


class Watching(QObject):
    """Carries out the commands of the watch log."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.view = WatchLogView(window)
        window.add_place(self.view)

    def show(self) -> None:
        """Bring the watch log to the front."""
        self._window.show_place(self.view)
