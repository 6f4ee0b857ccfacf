"""The place on which a view of the preview stands: as wide as the pane, or as wide as a phone, in the middle."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.gui.preview.view import PreviewView, Width

PHONE_WIDTH = 390
"""The width of the phone's screen in CSS pixels; zoom makes them larger, not fewer."""


class Stage(QWidget):
    """Holds one view or, before it is known which, an empty sheet; a hairline surrounds it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the stage with an empty sheet."""
        super().__init__(parent)
        self._view: PreviewView | None = None
        self._width = Width.WEB
        self._zoom = 100
        self.setMinimumSize(240, 160)

    def set_view(self, view: PreviewView) -> None:
        """Put a view on the stage; the one before it is deleted."""
        before, self._view = self._view, view
        view.setParent(self)
        self._place()
        view.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    def set_width(self, width: Width, zoom: int) -> None:
        """Set the width, for a zoom in per cent."""
        self._width, self._zoom = width, zoom
        self._place()

    def sheet(self) -> QRect:
        """Return where the article's sheet lies, without its hairline."""
        room = self.rect().adjusted(1, 1, -1, -1)
        if self._width is Width.PHONE:
            wide = min(room.width(), round(PHONE_WIDTH * self._zoom / 100))
            room = QRect(room.x() + (room.width() - wide) // 2, room.y(), wide, room.height())
        return room

    def _place(self) -> None:
        if self._view is not None:
            self._view.setGeometry(self.sheet())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sheet in its place."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet and its hairline; the view covers the sheet once it is there."""
        painter = QPainter(self)
        frame = self.sheet().adjusted(-1, -1, 1, 1)
        painter.fillRect(frame, self.palette().color(QPalette.ColorRole.Mid))
        painter.fillRect(self.sheet(), self.palette().color(QPalette.ColorRole.Base))
        painter.end()
