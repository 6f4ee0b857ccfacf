"""The line over the library: what begins a review, what finds one, and what can be done with what is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.gui.library.query_line import QueryLine
from desktop.gui.theme import current_theme, set_look


class LibraryHeader(QFrame):
    """The line itself; the page shows and hides its buttons."""

    def __init__(self, parent: QWidget) -> None:
        """Make the line; saving, restoring and the sample are not offered yet."""
        super().__init__(parent)
        set_look(self, "desk")
        self.new_button = QPushButton(self.tr("New review"), self)
        set_look(self.new_button, "primary")
        self.import_button = QPushButton(self.tr("Import…"), self)
        self.search_line = QueryLine(self)
        self.save_button = QPushButton(self.tr("Save this search"), self)
        self.restore_button = QPushButton(self.tr("Restore"), self)
        self.sample_button = QPushButton(self.tr("Remove the sample"), self)
        set_look(self.sample_button, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.new_button)
        row.addWidget(self.import_button)
        row.addStretch(1)
        row.addWidget(self.search_line, 6)
        row.addStretch(1)
        for button in (self.save_button, self.restore_button, self.sample_button):
            row.addWidget(button)
            button.hide()
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def controls(self) -> tuple[QWidget, ...]:
        """Return what has the focus in turn, in order."""
        buttons = (self.save_button, self.restore_button, self.sample_button)
        return (self.new_button, self.import_button, self.search_line, *buttons)

    def _on_theme_changed(self) -> None:
        self.search_line.setMaximumWidth(current_theme().length(700))
