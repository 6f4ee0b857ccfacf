"""The small label over a field, whose mnemonic is underlined while Alt is held, and not before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.gui.as_written import Label
from desktop.gui.theme import FIELD_INSET, Colour, current_theme, set_look


class MnemonicHints(QObject):
    """Knows whether Alt is held in a window; ``changed`` says when that changes."""

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        """Watch the keys of ``window``; there is one such watch a window (see ``hints_of``)."""
        super().__init__(window)
        self.shown = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note Alt going down and up, and the window being left meanwhile."""
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt:
                self._show(kind == QEvent.Type.KeyPress)
        elif kind == QEvent.Type.WindowDeactivate:
            self._show(False)
        return super().eventFilter(watched, event)

    def _show(self, shown: bool) -> None:
        if shown != self.shown:
            self.shown = shown
            self.changed.emit()


def hints_of(window: QWidget) -> MnemonicHints:
    """Return the watch of ``window``, made when first asked for."""
    known = window.findChild(MnemonicHints, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return known if known is not None else MnemonicHints(window)


class FieldLabel(Label):
    """A small muted label in line with the text of its field."""

    def __init__(self, text: str, parent: QWidget) -> None:
        """Make a label; ``&`` stands before its mnemonic."""
        super().__init__(text, parent)
        self._hints: MnemonicHints | None = None
        set_look(self, "caption")
        self.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)

    def minimumSizeHint(self) -> QSize:
        """Give way to a narrow form: the words end in an ellipsis there."""
        return QSize(1, super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to the keys of the window it is shown in."""
        super().showEvent(event)
        hints = hints_of(self.window())
        if hints is not self._hints:
            if self._hints is not None:
                self._hints.changed.disconnect(self.update)
            self._hints = hints
            hints.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, with the mnemonic underlined only while Alt is held."""
        underlined = self._hints is not None and self._hints.shown
        mnemonic = Qt.TextFlag.TextShowMnemonic if underlined else Qt.TextFlag.TextHideMnemonic
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(current_theme().colour(Colour.MUTED))
        align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width(), int(mnemonic))
        painter.drawText(room, int(align) | int(mnemonic), words)
