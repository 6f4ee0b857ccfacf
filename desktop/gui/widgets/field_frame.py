"""The quiet frame of a field: a hairline under its text at rest, a border on hover, a ring on focus."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import FIELD_INSET, Colour, current_theme

_RADIUS = 6.0


def paint_field_frame(painter: QPainter, widget: QWidget, *, focused: bool, troubled: bool = False, line: bool = True) -> None:
    """Paint the frame of the field ``widget`` over its whole rectangle.

    ``troubled`` colours the line of a field with a problem; without ``line`` there is none at rest.
    """
    theme = current_theme()
    rect = QRectF(widget.rect())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if focused:
        painter.setPen(QPen(theme.colour(Colour.ACCENT), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
    elif widget.underMouse() and widget.isEnabled():
        painter.setPen(QPen(theme.colour(Colour.MUST if troubled else Colour.HAIRLINE), 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    elif line or troubled:
        painter.setPen(QPen(theme.colour(Colour.MUST if troubled else Colour.HAIRLINE), 1))
        bottom = rect.bottom() - 0.5
        painter.drawLine(QLineF(rect.left() + FIELD_INSET, bottom, rect.right() - FIELD_INSET, bottom))
