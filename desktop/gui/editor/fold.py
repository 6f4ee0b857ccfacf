"""A quiet group of fields that can be folded away."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.gui.theme import FIELD_INSET, Colour, Type, current_theme, set_look
from desktop.gui.widgets.field import without_mnemonic
from desktop.gui.widgets.field_frame import paint_field_frame


class _Header(QPushButton):
    """The group's name with a chevron, and quiet words on what is folded away; Right opens, Left closes."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.summary = ""
        set_look(self, "choice")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle with Enter as with Space; open and close with the arrows."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        opens = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        closes = Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        elif event.key() == opens:
            self.setChecked(True)
        elif event.key() == closes:
            self.setChecked(False)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline, the name, the summary behind it, and the chevron."""
        theme = current_theme()
        painter = QPainter(self)
        paint_field_frame(painter, self, focused=self.hasFocus())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        arm = theme.length(4)
        inner = self.rect().adjusted(FIELD_INSET, 0, -FIELD_INSET, 0)
        room = 4 * arm
        words = inner.adjusted(0, 0, -room, 0) if mirrored else inner.adjusted(room, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if mirrored:
            near, far = far, near
        painter.setFont(theme.font(Type.BODY))
        painter.setPen(theme.colour(Colour.INK))
        name = without_mnemonic(self.text())
        painter.drawText(words, middle | near, name)
        taken = painter.fontMetrics().horizontalAdvance(name) + 16
        rest = words.adjusted(0, 0, -taken, 0) if mirrored else words.adjusted(taken, 0, 0, 0)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.colour(Colour.MUTED))
        shown = painter.fontMetrics().elidedText(self.summary, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, middle | far, shown)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Colour.MUTED), 1.5 * theme.scale))
        y = self.height() / 2
        x = inner.right() - arm if mirrored else inner.left() + arm
        if self.isChecked():
            painter.drawPolyline([QPointF(x - arm, y - arm / 2), QPointF(x, y + arm / 2), QPointF(x + arm, y - arm / 2)])
        else:
            tip = -arm / 2 if mirrored else arm / 2
            painter.drawPolyline([QPointF(x - tip, y - arm), QPointF(x + tip, y), QPointF(x - tip, y + arm)])


class Fold(QWidget):
    """A group under a header that opens and closes it, by mouse, Space, Enter, the arrows, or Alt and its letter.

    ``toggled(open)`` tells of it, for whoever remembers. The header says in a few words what a closed group holds.
    """

    toggled = Signal(bool)

    def __init__(self, name: str, content: QWidget, parent: QWidget | None = None) -> None:
        """Make a closed group named ``name`` (with its mnemonic) around ``content``."""
        super().__init__(parent)
        self._header = _Header(name, self)
        self._header.setAccessibleName(without_mnemonic(name))
        self._content = content
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(content)
        content.setContentsMargins(0, 16, 0, 8)
        content.hide()
        self._header.toggled.connect(self._on_header_toggled)
        self._describe()

    def header(self) -> QPushButton:
        """Return the button that opens and closes the group."""
        return self._header

    def is_open(self) -> bool:
        """Say whether the fields are in sight."""
        return self._header.isChecked()

    def set_open(self, opened: bool) -> None:
        """Open or close the group."""
        self._header.setChecked(opened)

    def set_summary(self, words: str) -> None:
        """Say in a few words what the group holds; empty for nothing."""
        if words != self._header.summary:
            self._header.summary = words
            self._header.update()
            self._describe()

    def _describe(self) -> None:
        state = self.tr("open") if self.is_open() else self.tr("closed")
        self._header.setAccessibleDescription(", ".join(filter(None, (state, self._header.summary))))

    def _on_header_toggled(self, opened: bool) -> None:
        self._content.setVisible(opened)
        self._describe()
        self.toggled.emit(opened)
