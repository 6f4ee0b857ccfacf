"""A picture as wide as its pane, cut to one shape, with round corners."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_SHAPE = 0.6
"""Height by width."""
_GAP = 16


class Still(QWidget):
    """Shows a picture, or takes no room. The gap below it is its own."""

    def __init__(self, parent: QWidget) -> None:
        """Make one without a picture."""
        super().__init__(parent)
        self._image: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_image(self, image: QImage | None) -> None:
        """Show another picture, or none."""
        self._image = image
        self.setVisible(image is not None)
        self.update()

    def heightForWidth(self, width: int) -> int:
        """The picture keeps its shape."""
        return round(width * _SHAPE) + _GAP

    def sizeHint(self) -> QSize:
        """As high as the present width asks for."""
        return QSize(256, self.heightForWidth(256))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the middle of the picture."""
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ground = QRect(0, 0, self.width(), self.height() - _GAP)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(ground), 6, 6)
        painter.setClipPath(shape)
        size = ground.size().scaled(self._image.size(), Qt.AspectRatioMode.KeepAspectRatio)
        source = QRect(0, 0, size.width(), size.height())
        source.moveCenter(self._image.rect().center())
        painter.drawImage(ground, self._image, source)
