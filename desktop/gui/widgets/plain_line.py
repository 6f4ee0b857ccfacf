"""One line of text, as all our fields use it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.gui.theme import set_look
from desktop.gui.widgets.field_frame import paint_field_frame
from desktop.gui.widgets.replacement import smallest_replacement, to_characters, to_units
from desktop.gui.widgets.window_keys import NOT_LEFT, belongs_to_window

_BREAKS = str.maketrans({"\n": " ", "\r": " ", "\u2028": " ", "\u2029": " ", "\t": " "})


class PlainLine(QLineEdit):
    """A line edit that keeps its caret, leaves undo to the window and is silent while a word is composed.

    ``edited`` follows each edit by the user; ``left`` follows Enter and the loss of focus.
    """

    edited = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, framed: bool = True) -> None:
        """Make an empty line; without ``framed`` its owner paints the frame around it."""
        super().__init__(parent)
        self._framed = framed
        self._setting = False
        self._composing = False
        self._troubled = False
        self._told = ""
        set_look(self, "field" if framed else "chip")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.textEdited.connect(self._on_text_edited)
        self.returnPressed.connect(self.left)

    def set_text(self, text: str) -> None:
        """Show ``text``, silently, replacing only what differs, so that the caret stays where it belongs."""
        old = self.text()
        if text != old:
            change = smallest_replacement(old, text)
            caret = change.moved(to_characters(old, self.cursorPosition()))
            start, end = to_units(old, change.start), to_units(old, change.end)
            self._setting = True
            self.setSelection(start, end - start)
            if change.text:
                self.insert(change.text)
            else:
                self.del_()
            self.setCursorPosition(to_units(text, caret))
            self._setting = False
        self._told = text

    def set_troubled(self, troubled: bool) -> None:
        """Show by the line's colour that the field has a problem."""
        self._troubled = troubled
        self.update()

    @property
    def composing(self) -> bool:
        """Say whether an input method is composing a word that is not text yet."""
        return self._composing

    def _on_text_edited(self) -> None:
        if self._setting or self._composing:
            return
        text = self.text()
        if text != text.translate(_BREAKS):
            self.set_text(text.translate(_BREAKS).replace("  ", " "))
            self._told = ""
            text = self.text()
        if text != self._told:
            self._told = text
            self.edited.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a word is being composed, and tell of the text once it is not."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._on_text_edited()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left, unless only a menu or another window is in front."""
        super().focusOutEvent(event)
        self._composing = False
        self._on_text_edited()
        self.update()
        if event.reason() not in NOT_LEFT:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Let the window's own keys pass."""
        if event.type() == QEvent.Type.ShortcutOverride and belongs_to_window(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, except with the window's own keys."""
        if belongs_to_window(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the quiet frame, then the text."""
        if self._framed:
            painter = QPainter(self)
            paint_field_frame(painter, self, focused=self.hasFocus(), troubled=self._troubled)
            painter.end()
        super().paintEvent(event)
