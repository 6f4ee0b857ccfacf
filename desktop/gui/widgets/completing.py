"""A line that completes what is typed, and the field made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.gui.widgets.completion import Ask, Complete, Completion, CompletionList
from desktop.gui.widgets.offering import Offering
from desktop.gui.widgets.plain_line import PlainLine
from desktop.gui.widgets.read_line import ReadLineField


class CompletingLine(PlainLine):
    """A line with a list of completions under it while typing.

    Enter or Tab picks the current row, Escape closes the list and keeps the text, Down opens it on an empty
    line. ``chosen`` carries the ``Completion``; what becomes of the text then is the owner's business.
    """

    chosen = Signal(object)
    _list: CompletionList | None = None  # here, because Qt sends events while the line is being made

    def __init__(self, complete: Complete, parent: QWidget | None = None, *, framed: bool = True) -> None:
        """Make a line that asks ``complete`` after each edit."""
        # Qt sends events while the line is being made, which this hears.
        self._offering = Offering(complete, self.completion_list, lambda completion: self.chosen.emit(completion))
        super().__init__(parent, framed=framed)
        self._offering.setParent(self)
        self.edited.connect(self._on_edited)

    def completion_list(self) -> CompletionList:
        """Return the list of completions, made when first asked for."""
        if self._list is None:
            self._list = CompletionList(self)
            self._list.chosen.connect(self._offering.choose)
        return self._list

    def ask_through(self, ask: Ask) -> None:
        """Ask the library through ``ask`` from now on, as :class:`Offering` does."""
        self._offering.ask_through(ask)

    def open_list(self) -> None:
        """Offer completions for the text as it stands, as soon as they are known."""
        if not self.composing:
            self._offering.offer(self.text(), self.rect())

    def catch_up(self) -> None:
        """Offer completions at once where they are still to come."""
        self._offering.catch_up()

    def close_list(self) -> None:
        """Hide the list, and offer nothing that is still to come."""
        self._offering.drop()
        if self._list is not None:
            self._list.hide()

    def _on_edited(self, text: str) -> None:
        if text.strip():
            self.open_list()
        else:
            self.close_list()

    def event(self, event: QEvent) -> bool:
        """Let Tab pick before it moves the focus, and keep Escape from closing a dialog under the list."""
        self._offering.hear(event)
        open_list = self._list is not None and self._list.is_open()
        if open_list and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
                self.completion_list().take_key(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand keys to the open list first; Down opens it."""
        if self._list is not None and self._list.take_key(event):
            event.accept()
            return
        if event.key() == Qt.Key.Key_Down and not (event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.open_list()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        self.close_list()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the list with the line."""
        self.close_list()
        super().hideEvent(event)


class EscapableLine(CompletingLine):
    """The line of a sheet laid over the window: one Escape, even with the list open, says ``dismissed``."""

    dismissed = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask to be put away with one Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


class CompletingField(ReadLineField[CompletingLine]):
    """One value picked by typing a part of it.

    ``say`` turns a value into the text shown. ``read`` makes a value of text that was typed and not picked;
    without it only what the list offers is a value, and other text is kept with a problem. ``chosen`` carries
    the ``Completion`` picked, before ``changed``.
    """

    chosen = Signal(object)

    def __init__(
        self,
        label: str,
        complete: Complete,
        parent: QWidget | None = None,
        *,
        say: Callable[[Any], str] = str,
        read: Callable[[str], object | None] | None = None,
        placeholder: str = "",
    ) -> None:
        """Make an empty field."""
        super().__init__(label, CompletingLine(complete), parent, placeholder=placeholder)
        self._say, self._read = say, read
        self._line.edited.connect(self._on_line_edited)
        self._line.chosen.connect(self._on_line_chosen)
        self._line.left.connect(self._on_line_left)

    def _show_value(self, value: Any) -> None:
        self._value = value
        self._line.set_text("" if value is None else self._say(value))
        self.set_problem(None)

    def _on_line_edited(self, text: str) -> None:
        before = self._value
        self._value = self._read(text) if self._read and text.strip() else None
        if self._value is not None or not text.strip():
            self.set_problem(None)
        if self._value != before:
            self._tell()

    def _on_line_chosen(self, completion: Completion) -> None:
        self.chosen.emit(completion)
        if completion.creates:
            return
        before = self._value
        self._show_value(completion.value)
        self._line.end(False)
        if self._value != before:
            self._tell()

    def _on_line_left(self) -> None:
        if self._value is None and not self.is_empty():
            self.set_problem(self.tr("This is not in the list. Pick one of the suggestions, or empty the field."))
        self.finished.emit()
