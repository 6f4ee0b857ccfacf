"""A grid of fields that is two columns where there is room and one where there is not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.gui.theme import current_theme

ROOMY = 540
"""Pixels at 100 % text from which the grid is wide: a form of 640 without its margins."""

COLUMNS = 6
"""Columns of the grid; a field takes some of them."""

FULL, HALF, THIRD = 6, 3, 2


class FieldGrid(QWidget):
    """Fields in rows of six columns; each says how many it takes where there is room, and how many where there is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a grid without fields."""
        super().__init__(parent)
        self._pieces: list[tuple[QWidget, int, int]] = []
        self._roomy: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(16)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 1)
        current_theme().changed.connect(self._arrange)

    def add(self, widget: QWidget, wide: int = FULL, narrow: int = FULL) -> None:
        """Add a widget that takes ``wide`` of the six columns where there is room, ``narrow`` where there is not."""
        self._pieces.append((widget, wide, narrow))
        self._roomy = None
        self._arrange()

    def is_roomy(self) -> bool:
        """Say whether the fields stand side by side."""
        return self.width() >= current_theme().length(ROOMY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the fields anew where the width asks for it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        roomy = self.is_roomy()
        if roomy is self._roomy:
            return
        self._roomy = roomy
        row = column = 0
        for widget, wide, narrow in self._pieces:
            span = wide if roomy else narrow
            if column + span > COLUMNS:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
