"""What fields have in common whose one line is read as a value: a date, a language, a running time."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.gui.widgets.field import Field
from desktop.gui.widgets.plain_line import PlainLine

Line = TypeVar("Line", bound=PlainLine)


class ReadLineField(Field, Generic[Line]):
    """Its value is what the line was read as, ``empty`` where it was read as nothing; text that gives no value stays."""

    def __init__(
        self, label: str, line: Line, parent: QWidget | None = None, *, empty: object = None, placeholder: str = ""
    ) -> None:
        """Make an empty field of ``line``, which it takes for its own."""
        super().__init__(label, parent)
        self._empty = empty
        self._value: Any = empty
        self._line = line
        line.setPlaceholderText(placeholder)
        self._set_body(line)

    def value(self) -> Any:
        """Return the value that was read, or the empty one."""
        return self._value

    def line(self) -> Line:
        """Return the line itself."""
        return self._line

    def is_empty(self) -> bool:
        """Say whether nothing is typed, read as a value or not."""
        return not self._line.text().strip()

    def is_loose(self) -> bool:
        """Say whether text stands here that gives no value."""
        return bool(self._value == self._empty) and not self.is_empty()

    def forget_loose(self) -> None:
        """Empty the line where its text gives no value."""
        if self.is_loose():
            self._show_value(self._empty)

    def _show_trouble(self, troubled: bool) -> None:
        self._line.set_troubled(troubled)
