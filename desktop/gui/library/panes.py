"""The panes of the library's page beside each other: the places, the list or what stands in its place, and the inspector."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.gui.theme import current_theme, set_look

_ROOM = 860
"""Pixels at 100 % text below which the inspector makes room for the list, whatever is wanted."""


class LibraryPanes(QSplitter):
    """The panes; what divides them can be moved. ``inspector_toggled`` follows when the inspector is shown or hidden."""

    inspector_toggled = Signal()

    def __init__(self, places: QWidget, reviews: QWidget, nothing: QWidget, inspector: QWidget, parent: QWidget) -> None:
        """Put ``places`` left, ``inspector`` right, and ``reviews`` between them, or ``nothing`` where there are none."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._places, self._reviews, self._nothing, self._inspector = places, reviews, nothing, inspector
        self._wanted, self._sizes = True, [current_theme().length(150) + 62, 10_000, inspector.sizeHint().width()]
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
        for pane in (places, sheet, inspector):
            self.addWidget(pane)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setStretchFactor(2, 0)
        self.setSizes(self._sizes)
        self._covering: QWidget | None = None
        self._list_wanted = True
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def inspector_wanted(self) -> bool:
        """Whether the inspector is to be shown where there is room."""
        return self._wanted

    def want_inspector(self, wanted: bool) -> None:
        """Show the inspector where there is room, or hide it."""
        self._wanted = wanted
        self._make_room()

    def restore(self, sizes: Sequence[int]) -> None:
        """Give the panes the widths that :meth:`sizes` told."""
        if len(sizes) == self.count():
            self.setSizes(list(sizes))

    def shows_list(self) -> bool:
        """Say whether the list is shown, and not what stands in its place."""
        return self._stack.currentWidget() is self._reviews

    def in_front(self) -> QWidget:
        """Return the list, or what stands in its place or over it."""
        return self._stack.currentWidget() or self._reviews

    def show_list(self, shown: bool) -> None:
        """Show the list, or what stands in its place."""
        self._list_wanted = shown
        if self._covering is None or not shown:
            self.uncover()

    def cover(self, widget: QWidget) -> None:
        """Show something over the list."""
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._covering = widget
        self._stack.setCurrentWidget(widget)

    def uncover(self) -> None:
        """Show the list again, or what stands in its place."""
        self._covering = None
        self._stack.setCurrentWidget(self._reviews if self._list_wanted else self._nothing)

    def is_covered(self) -> bool:
        """Say whether something is shown over the list."""
        return self._covering is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the inspector where the list needs its room, and show it again where it does not."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        shown = self._wanted and self.width() >= current_theme().length(_ROOM)
        if shown == self._inspector.isHidden():
            self._inspector.setVisible(shown)
            self.inspector_toggled.emit()

    def _on_theme_changed(self) -> None:
        self._places.setMinimumWidth(current_theme().length(150))
        self._make_room()
