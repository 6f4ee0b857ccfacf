"""Drawn stars that a rating is set on with the arrow keys or a click."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from desktop.gui.theme import Colour, current_theme

_SIDE, _GAP = 22, 4


class Stars(QSlider):
    """A slider drawn as stars, 0 for none yet; to a screen reader it is a slider with words.

    One step is a whole star, or half of one where the scale has halves.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the slider without stars."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._best, self._per_star = 5, 2
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        current_theme().changed.connect(self.updateGeometry)
        self.set_scale(5, per_star=2)

    def set_scale(self, best: int, *, per_star: int) -> None:
        """Show ``best`` stars of ``per_star`` steps each."""
        self._best, self._per_star = best, per_star
        self.setRange(0, best * self._per_star)
        self.setPageStep(self._per_star)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for all stars and the focus ring."""
        theme = current_theme()
        return QSize(theme.length(self._best * (_SIDE + _GAP) + 12), theme.length(_SIDE + 10))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the star, or the half of it, that is clicked."""
        self._set_by(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._set_by(event.position().x())

    def _set_by(self, x: float) -> None:
        theme = current_theme()
        start = self.width() - x if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else x
        share = (start - theme.length(6)) / theme.length(_SIDE + _GAP)
        self.setValue(max(1, math.ceil(share * self._per_star)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the stars, filled as far as the rating goes, and the focus ring."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, step = theme.length(_SIDE), theme.length(_SIDE + _GAP)
        top = (self.height() - side) / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number in range(self._best):
            left = theme.length(6) + number * step
            box = QRectF(self.width() - left - side if mirrored else left, top, side, side)
            path = _star(box)
            filled = min(1.0, max(0.0, self.value() / self._per_star - number))
            if filled:
                part = QRectF(box)
                part.setWidth(side * filled)
                if mirrored:
                    part.moveRight(box.right())
                painter.setClipRect(part)
                painter.fillPath(path, theme.colour(Colour.INK))
                painter.setClipping(False)
            painter.setPen(QPen(theme.colour(Colour.INK if filled else Colour.MUTED), 1.2 * theme.scale))
            painter.drawPath(path)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(Colour.ACCENT), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def _star(box: QRectF) -> QPainterPath:
    centre, outer = box.center() + QPointF(0, box.height() * 0.04), box.width() * 0.5
    path = QPainterPath()
    for corner in range(10):
        radius = outer if corner % 2 == 0 else outer * 0.42
        angle = math.radians(corner * 36 - 90)
        point = centre + QPointF(math.cos(angle) * radius, math.sin(angle) * radius)
        if corner:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path
