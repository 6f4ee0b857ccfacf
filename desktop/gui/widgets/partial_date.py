"""A field for dates as people write them: "6/10", "last fri", "Oct 2023"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.gui.widgets.plain_line import PlainLine
from desktop.gui.widgets.read_line import ReadLineField


class PartialDateField(ReadLineField[PlainLine]):
    """Takes anything plausible and shows at once, in words, how it was understood.

    ``understand`` reads text into a date or None, ``say`` puts a date in words ("Friday 6 October 2023"),
    ``write`` writes a date as it stands in the line. The value is the date understood, or None; text that is
    not understood stays, with a problem once the field is left.
    """

    def __init__(
        self,
        label: str,
        understand: Callable[[str], object | None],
        say: Callable[[Any], str],
        parent: QWidget | None = None,
        *,
        write: Callable[[Any], str] = str,
        placeholder: str = "",
    ) -> None:
        """Make an empty field."""
        super().__init__(label, PlainLine(), parent, placeholder=placeholder)
        self._understand, self._say, self._write = understand, say, write
        self._line.edited.connect(self._on_line_edited)
        self._line.left.connect(self._on_line_left)

    def _show_value(self, value: Any) -> None:
        self._value = value
        self._line.set_text("" if value is None else self._write(value))
        self.set_hint("" if value is None else self._say(value))
        self.set_problem(None)

    def _on_line_edited(self, text: str) -> None:
        before = self._value
        self._value = self._understand(text) if text.strip() else None
        self.set_hint("" if self._value is None else self._say(self._value))
        if self._value is not None or not text.strip():
            self.set_problem(None)
        if self._value != before:
            self._tell()

    def _on_line_left(self) -> None:
        if self._value is None and not self.is_empty():
            self.set_problem(self.tr("No date could be read from this. Write it like 6 Oct 2023, Oct 2023 or 2023."))
        self.finished.emit()
