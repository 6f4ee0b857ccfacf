"""What the people ledger is asked for: showing it, and the ways that lead out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.gui.ledger.place import LedgerView
from desktop.services.people import People

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.places import Places


class Knowing(QObject):
    """Carries out the commands of the people ledger."""

    def __init__(self, window: MainWindow, places: Places) -> None:
        super().__init__(window)
        self._window = window
        self.view = LedgerView(People(window.workspace.archive.library), window)
        window.add_place(self.view)
        self.view.new_requested.connect(places.ask_new)
        self.view.library_requested.connect(window.show_library)

    def show(self) -> None:
        """Bring the people to the front."""
        self._window.workspace.autosave.save_now()
        self.view.refresh()
        self._window.show_place(self.view)
