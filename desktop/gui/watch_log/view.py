"""The page of the watch log."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.library.empty_state import EmptyState
from desktop.gui.theme import set_look


class WatchLogView(QWidget):
    """The page: what was seen, or a sentence where nothing is logged yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty page."""
        super().__init__(parent)
        set_look(self, "desk")
        self.setAccessibleName(self.tr("Watch log"))
        self.empty_state = EmptyState(self)
        self.empty_state.say(self.tr("Log what you see; reviews can start from here."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty_state)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to what can be done here."""
        super().focusInEvent(event)
        self.empty_state.setFocus()
