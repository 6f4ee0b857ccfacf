"""A line over the title of a row, to type another one where it stands."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.gui.theme import set_look
from desktop.gui.widgets.plain_line import PlainLine


class TitleLine(PlainLine):
    """The line; it goes by itself. ``typed(title)`` follows Enter and the loss of focus, where the title is another one.

    ``ended`` follows whenever it goes by a key; Escape leaves the title as it was.
    """

    typed = Signal(str)
    ended = Signal()

    def __init__(self, title: str, cell: QRect, parent: QWidget) -> None:
        """Lie over ``cell`` of ``parent``, with all of ``title`` selected."""
        super().__init__(parent, framed=False)
        set_look(self, "search")
        self._title, self._open = title, True
        self.setAccessibleName(self.tr("Title"))
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        height = min(self.sizeHint().height(), cell.height() - 4)
        self.setGeometry(cell.left() + 3, cell.top() + 3, cell.width() - 6, height)
        self.set_text(title)
        self.selectAll()
        self.left.connect(self.take)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Take what was typed, and go."""
        title = " ".join(self.text().split())
        if self._close() and title and title != self._title:
            self.typed.emit(title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End with Enter and Escape; every other key is the line's, so that none reaches the list behind it."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
            self.ended.emit()
        elif key == Qt.Key.Key_Escape:
            self._close()
            self.ended.emit()
        else:
            super().keyPressEvent(event)
            event.accept()

    def _close(self) -> bool:
        """Go, and say whether it was still there."""
        was_open, self._open = self._open, False
        self.hide()
        self.deleteLater()
        return was_open
