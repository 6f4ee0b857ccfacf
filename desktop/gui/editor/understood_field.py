"""A line that is understood as something: a running time, an address, an identifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.gui.widgets.plain_line import PlainLine
from desktop.gui.widgets.read_line import ReadLineField

Understand = Callable[[str], Any]
"""Returns the value that a text means, or None."""


class UnderstoodField(ReadLineField[PlainLine]):
    """Its value is what the text was understood as, ``empty`` where there is none.

    ``write`` writes a value as it stands in the line, which is how the text is tidied when the field is left; ``say`` is shown
    beneath at once; ``trouble`` is the sentence for a text that is not understood, shown when the field is left, and ``doubt``
    may return one for a value that is understood but looks wrong.
    """

    def __init__(
        self,
        label: str,
        understand: Understand,
        trouble: str,
        parent: QWidget | None = None,
        *,
        write: Callable[[Any], str] = str,
        say: Callable[[Any], str] = lambda _value: "",
        doubt: Callable[[Any], str | None] = lambda _value: None,
        empty: object = None,
        keeps_text: bool = False,
        placeholder: str = "",
    ) -> None:
        """Make an empty field; with ``keeps_text`` what is not understood is the value all the same."""
        super().__init__(label, PlainLine(), parent, empty=empty, placeholder=placeholder)
        self._understand, self._write, self._say = understand, write, say
        self._trouble, self._doubt = trouble, doubt
        self._keeps_text = keeps_text
        self._line.edited.connect(self._on_line_edited)
        self._line.left.connect(self._on_line_left)

    def say_anew(self) -> None:
        """Say the value again, after something that the words depend on has changed."""
        self.set_hint("" if self._value == self._empty else self._say(self._value))

    def _show_value(self, value: Any) -> None:
        self._value = value
        self._line.set_text("" if value == self._empty else self._write(value))
        self.say_anew()
        self._judge()

    def _judge(self) -> None:
        """Show the problem of the text as it stands, or none."""
        text = self._line.text()
        if not text.strip():
            self.set_problem(None)
        elif self._understand(text) is None:
            self.set_problem(self._trouble)
        else:
            self.set_problem(self._doubt(self._value))

    def _on_line_edited(self, text: str) -> None:
        before = self._value
        understood = self._understand(text) if text.strip() else None
        if understood is None:
            understood = text.strip() if self._keeps_text and text.strip() else self._empty
        self._value = understood
        self.say_anew()
        if self.problem():
            self._judge()
        if self._value != before:
            self._tell()

    def _on_line_left(self) -> None:
        if self._value != self._empty:
            self._line.set_text(self._write(self._value))
        self._judge()
        self.finished.emit()
