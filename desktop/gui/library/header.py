"""The line over the library: what begins a review, what finds one, and what can be done with what is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSpacerItem, QVBoxLayout, QWidget

from desktop.gui.library.doubt_line import DoubtLine
from desktop.gui.library.query_line import QueryLine
from desktop.gui.theme import current_theme, set_look

_PLACE = 3
"""Where the search line stands in the row."""
_ALL_ROOM = 100
_EDGE = 16
_ONE_ROW = 820
"""Pixels at 100 % text from which on buttons and search line stand in one row."""


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
        self.doubt_line = DoubtLine(self.search_line, self)
        self.save_button = QPushButton(self.tr("Save this search"), self)
        self.save_button.setAccessibleName(self.tr("Save this search"))
        self.save_button.setToolTip(self.tr("Keep this search among the places"))
        self.restore_button = QPushButton(self.tr("Restore"), self)
        self.sample_button = QPushButton(self.tr("Remove the sample"), self)
        set_look(self.sample_button, "link")
        self._row, self._below, self._said = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._indent = QSpacerItem(0, 0)
        self._said.addItem(self._indent)
        self._said.addWidget(self.doubt_line, 1)
        self.search_line.installEventFilter(self)
        self._row.setSpacing(12)
        self._row.addWidget(self.new_button)
        self._row.addWidget(self.import_button)
        self._row.addStretch(1)
        self._row.addWidget(self.search_line, _ALL_ROOM)
        self._row.addStretch(1)
        for button in (self.save_button, self.restore_button, self.sample_button):
            self._row.addWidget(button)
            button.hide()
        kept = self.save_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the search line would jump aside at its first letter
        self.save_button.setSizePolicy(kept)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 8, _EDGE, 8)
        column.setSpacing(8)
        column.addLayout(self._row)
        column.addLayout(self._below)
        column.addLayout(self._said)
        self._narrow = False
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def controls(self) -> tuple[QWidget, ...]:
        """Return what has the focus in turn, in order."""
        buttons = (self.save_button, self.restore_button, self.sample_button)
        return (self.new_button, self.import_button, self.search_line, *buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the search line a row of its own where there is little room for the size of the text."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < current_theme().length(_ONE_ROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.save_button.setText(self.tr("Save") if narrow else self.tr("Save this search"))
            if narrow:
                self._below.addWidget(self.search_line)
            else:
                self._row.insertWidget(_PLACE, self.search_line, _ALL_ROOM)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let what is said under the search line begin where it begins."""
        if watched is self.search_line and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            line = self.search_line.geometry()
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self._indent.changeSize((self.width() - line.right() - 1 if mirrored else line.left()) - _EDGE, 0)
            self._said.invalidate()
        return super().eventFilter(watched, event)

    def _on_theme_changed(self) -> None:
        self.search_line.setMaximumWidth(current_theme().length(700))
        self._fit()
