"""Several lines of plain text, as all our fields use them."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop.gui.widgets.replacement import (
    Replacement,
    from_word_start,
    smallest_replacement,
    to_characters,
    to_units,
)
from desktop.gui.widgets.window_keys import NOT_LEFT, belongs_to_window

_RESERVED = {"\u2029": "\n", "\u2028": "\n", "\r": "\n", "\0": "", "\ufdd0": "", "\ufdd1": ""}


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def normalised(text: str) -> str:
    """Return ``text`` with one kind of line break and without characters that Qt's documents reserve."""
    text = text.replace("\r\n", "\n")
    for character, instead in _RESERVED.items():  # ten times as fast as one translate of a long text
        text = text.replace(character, instead)
    return text


class PlainText(QTextEdit):
    """A text area for plain text: no styles, no undo of its own, Tab leaves it, and its lines have air.

    It is a ``QTextEdit`` because only that lays lines out with a height of their own. ``edited`` carries the
    text after each edit by the user, never in the middle of a word that an input method is composing.
    Positions count characters as Python does.
    """

    edited = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, line_height: float = 1.45) -> None:
        """Make an empty text; ``line_height`` is the height of a line in sizes of its font."""
        super().__init__(parent)
        self._line_height = line_height
        self._setting = False
        self._composing = False
        self._told = ""
        self._text: str | None = ""
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.document().contentsChange.connect(self._on_document_contents_change)
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """Return the text, with no-break spaces as they are (``toPlainText`` would lose them)."""
        if self._text is None:
            self._text = normalised(self.document().toRawText())
        return self._text

    def _on_document_contents_change(self, _at: int, removed: int, added: int) -> None:
        """Forget the text as it was; this comes before every other word of the change."""
        if removed or added:
            self._text = None

    def set_text(self, text: str, *, show_change: bool = False) -> None:
        """Show ``text``, silently, replacing only what differs; the caret stays where it belongs.

        With ``show_change`` what was put in is selected (or the caret put where something went) and shown.
        """
        old = self.text()
        if text != old:
            text = normalised(text)
        if text != old:
            if self._composing:
                QGuiApplication.inputMethod().reset()
                self._composing = False
            change = smallest_replacement(old, text)
            self._setting = True
            self._replace(old, change)
            self._setting = False
            if show_change:
                seen = from_word_start(change, text)
                self.select(seen.start, seen.start + len(seen.text))
        self._told = text

    def caret(self) -> int:
        """Return the position of the caret."""
        return self._to_characters(self.textCursor().position())

    def selection(self) -> tuple[int, int]:
        """Return where the selection starts and ends; the same position twice where nothing is selected."""
        cursor = self.textCursor()
        return self._to_characters(cursor.selectionStart()), self._to_characters(cursor.selectionEnd())

    def _to_characters(self, units: int) -> int:
        text = self.text()
        if len(text) + 1 == self.document().characterCount():  # every character is one unit of Qt's
            return units
        return to_characters(text, units)

    def select(self, start: int, end: int | None = None) -> None:
        """Put the caret at ``end``, selecting from ``start``, and scroll to it; without ``end`` select nothing."""
        text = self.text()
        cursor = self.textCursor()
        cursor.setPosition(to_units(text, start))
        if end is not None:
            cursor.setPosition(to_units(text, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def edit(self, change: Replacement) -> None:
        """Make ``change`` as an edit by the user, who is told of it as of typing."""
        self._replace(self.text(), change)

    @property
    def composing(self) -> bool:
        """Say whether an input method is composing a word that is not text yet."""
        return self._composing

    def set_face(self, font: QFont) -> None:
        """Set the text in ``font``, with lines of the height this text was made with."""
        self.setFont(font)
        self.document().setDefaultFont(font)
        form = QTextBlockFormat()
        height = round(font.pixelSize() * self._line_height)
        form.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)

    def _replace(self, old: str, change: Replacement) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_units(old, change.start))
        cursor.setPosition(to_units(old, change.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(change.text)

    def _on_text_changed(self) -> None:
        if self._setting or self._composing:
            return
        text = self.text()
        if text != self._told:
            self._told = text
            self.edited.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a word is being composed, and tell of the text once it is not."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._on_text_changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the text is left, unless only a menu or another window is in front."""
        super().focusOutEvent(event)
        self._composing = False
        self._on_text_changed()
        if event.reason() not in NOT_LEFT:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Let the window's own keys pass."""
        if event.type() == QEvent.Type.ShortcutOverride and belongs_to_window(event):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit, except with the window's own keys; there is one kind of line break.

        Qt's own Enter only resets the format of an empty paragraph the first time, and so would swallow a blank line.
        """
        breaks = (QKeySequence.StandardKey.InsertLineSeparator, QKeySequence.StandardKey.InsertParagraphSeparator)
        if belongs_to_window(event):
            event.ignore()
        elif any(event.matches(each) for each in breaks):
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text only, with its no-break spaces."""
        mime = QMimeData()
        mime.setText(normalised(self.textCursor().selectedText()))
        return mime

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop as plain text with normal line breaks and without control characters."""
        self.textCursor().insertText(_CONTROL.sub("", normalised(source.text())))
        self.ensureCursorVisible()
