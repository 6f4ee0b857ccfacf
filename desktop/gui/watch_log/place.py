"""The watch log as a place of the window: the page with its undo history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.log_order import Grouping
from desktop.gui.library.asking import Asking
from desktop.gui.watch_log.in_turn import InTurn
from desktop.gui.watch_log.view import WatchLogView
from desktop.services.watch_log import WatchLog


class WatchLogPlace(WatchLogView):
    """The page; Undo and Redo of the window ask by ``undo_asked`` and ``redo_asked`` while it is in front."""

    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, log: WatchLog, asking: Asking, turns: InTurn, grouping: Grouping, parent: QWidget | None = None) -> None:
        """Make the page of a log, which ``asking`` reads and ``turns`` writes."""
        super().__init__(log, asking, grouping, parent)
        self._turns = turns

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back, empty where there is none."""
        return self._turns.labels[0]

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again, empty where there is none."""
        return self._turns.labels[1]

    def is_writing(self) -> bool:
        """Say whether something that was asked for is still to be written."""
        return self._turns.is_busy

    def undo(self) -> None:
        """Ask for the last step to be taken back."""
        self.undo_asked.emit()

    def redo(self) -> None:
        """Ask for the last step to be made again."""
        self.redo_asked.emit()
