"""The panes of the library's page beside each other: the places, and the list or what stands in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.gui.theme import current_theme, set_look


class LibraryPanes(QSplitter):
    """The panes; what divides them can be moved."""

    def __init__(self, places: QWidget, reviews: QWidget, nothing: QWidget, parent: QWidget) -> None:
        """Put ``places`` on the left and ``reviews`` beside them, or ``nothing`` where there are none."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._places, self._reviews, self._nothing = places, reviews, nothing
        sheet = QFrame(self)
        set_look(sheet, "sheet")
        self._stack = QStackedWidget(sheet)
        self._stack.addWidget(reviews)
        self._stack.addWidget(nothing)
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._stack)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(places)
        self.addWidget(sheet)
        self.setStretchFactor(1, 1)
        self.setSizes([current_theme().length(150) + 62, 10_000])
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def shows_list(self) -> bool:
        """Say whether the list is shown, and not what stands in its place."""
        return self._stack.currentWidget() is self._reviews

    def show_list(self, shown: bool) -> None:
        """Show the list, or what stands in its place."""
        self._stack.setCurrentWidget(self._reviews if shown else self._nothing)

    def _on_theme_changed(self) -> None:
        self._places.setMinimumWidth(current_theme().length(150))
