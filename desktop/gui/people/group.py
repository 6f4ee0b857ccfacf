"""A group of the detail panel: fields that belong together, under a quiet heading."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.as_written import Label
from desktop.gui.theme import FIELD_INSET, set_look


class Group(QWidget):
    """Fields that belong together, under a heading and a quiet line that says whom they concern."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Make a group without fields under ``title``."""
        super().__init__(parent)
        self.heading = Label(title, self)
        self.whom = Label(parent=self)
        set_look(self.heading, "heading")
        set_look(self.whom, "caption")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        for line in (self.heading, self.whom):
            line.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
            line.setWordWrap(True)
            self.column.addWidget(line)
        self.whom.hide()

    def say_whom(self, words: str) -> None:
        """Say whom an edit here concerns, or nothing."""
        self.whom.setText(words)
        self.whom.setVisible(bool(words))
