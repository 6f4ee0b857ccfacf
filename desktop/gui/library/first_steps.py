"""Who begins is told where the library lies, and can move it; with the second review that is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow

_BEGINNING = 1
"""Reviews that a library has at most while its critic begins: the sample, or the first of their own."""


class FirstSteps(QObject):
    """Keeps the place of the library in the status bar of ``window`` while hardly anything is in it."""

    def __init__(self, window: MainWindow, root: Path) -> None:
        """Tell of the library in the folder ``root``."""
        super().__init__(window)
        self._status, self._root = window.status, root
        window.library.counted.connect(self._on_library_counted)
        window.status.move_button.clicked.connect(window.actions_by_id["copy_library"].trigger)

    def _on_library_counted(self, reviews: int, _drafts: int) -> None:
        beginning = reviews <= _BEGINNING
        self._status.show_where(self.tr("Your library is in {place}").format(place=_place(self._root)) if beginning else "")


def _place(root: Path) -> str:
    """Return a folder as people know it: those below their own begin with a tilde."""
    try:
        return str(Path("~") / root.absolute().relative_to(Path.home()))
    except ValueError:
        return str(root.absolute())
