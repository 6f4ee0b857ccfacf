"""The caret of the writing face: two pixels in the accent. Qt's own is black or white and cannot be coloured."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QTextEdit

from desktop.gui.theme import Colour, current_theme

_WIDTH = 2


class AccentCaret(QObject):
    """Draws and blinks the caret of a text in place of Qt's; the text calls ``paint`` at the end of its painting.

    It blinks as the system asks for, or not at all. ``follow`` is called when the focus comes or goes.
    """

    def __init__(self, text: QTextEdit) -> None:
        """Take the caret of ``text`` over."""
        super().__init__(text)
        self._text = text
        self._shown = False
        self._place = QRect()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)
        text.setCursorWidth(0)
        text.cursorPositionChanged.connect(self.follow)
        text.textChanged.connect(self.follow)

    def follow(self) -> None:
        """Show the caret anew where it is now, if the text has the focus."""
        self._shown = self._text.hasFocus()
        flash = QApplication.cursorFlashTime() // 2
        if self._shown and flash > 0:
            self._timer.start(flash)
        else:
            self._timer.stop()
        self._update()

    def place(self) -> QRect:
        """Return where the caret stands in the viewport: as high as the writing face, also beside letters set small."""
        metrics = QFontMetrics(self._text.document().defaultFont())
        line = self._text.cursorRect()
        small = line.height() < metrics.height() // 2
        top = line.bottom() + 1 - metrics.ascent() if small else line.top()
        return QRect(line.left(), top, _WIDTH, metrics.height() if small else line.height())

    def paint(self) -> None:
        """Paint the caret onto the viewport, in its turn of blinking."""
        if self._shown:
            painter = QPainter(self._text.viewport())
            painter.fillRect(self.place(), current_theme().colour(Colour.ACCENT))
            painter.end()

    def _update(self) -> None:
        before, self._place = self._place, self.place()
        for place in {(before.x(), before.y(), before.height()), (self._place.x(), self._place.y(), self._place.height())}:
            self._text.viewport().update(place[0], place[1], _WIDTH, place[2])

    def _on_timer_timeout(self) -> None:
        self._shown = not self._shown
        self._update()
