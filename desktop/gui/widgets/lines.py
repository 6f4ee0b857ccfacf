"""Fields of one line: text and whole numbers."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.gui.as_written import Label
from desktop.gui.theme import FIELD_INSET, set_look
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.plain_line import PlainLine


class LineField(Field):
    """One line of text; its value is a ``str``, as typed."""

    def __init__(self, label: str, parent: QWidget | None = None, *, placeholder: str = "") -> None:
        """Make an empty line; ``placeholder`` is an example, never the label."""
        super().__init__(label, parent)
        self._line = PlainLine(self)
        self._line.setPlaceholderText(placeholder)
        self._line.edited.connect(self._tell)
        self._line.left.connect(self.finished)
        self._set_body(self._line)

    def value(self) -> Any:
        """Return the text as it stands."""
        return self._line.text()

    def line(self) -> PlainLine:
        """Return the line edit itself."""
        return self._line

    def _show_value(self, value: Any) -> None:
        self._line.set_text(value)

    def _show_trouble(self, troubled: bool) -> None:
        self._line.set_troubled(troubled)


class IntField(Field):
    """A whole number from ``low`` to ``high``, typed as text, with its unit beside it.

    Its value is an ``int``, or None where the line is empty or no such number; what was typed is kept.
    """

    def __init__(self, label: str, parent: QWidget | None = None, *, unit: str = "", low: int = 0, high: int = 99_999) -> None:
        """Make an empty field; ``unit`` ("min") stands behind the number."""
        super().__init__(label, parent)
        self._low, self._high = low, high
        self._line = PlainLine(self)
        self._line.setMinimumWidth(48)
        self._unit = Label(unit, self)
        set_look(self._unit, "caption")
        self._unit.setVisible(bool(unit))
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, FIELD_INSET if unit else 0, 0)
        row.setSpacing(0)
        row.addWidget(self._line, 1)
        row.addWidget(self._unit)
        self._line.edited.connect(self._on_line_edited)
        self._line.left.connect(self._on_line_left)
        self._set_body(body, self._line)

    def value(self) -> Any:
        """Return the number, or None."""
        text = self._line.text().strip()
        if not (text.isascii() and text.isdigit()):
            return None
        number = int(text)
        return number if self._low <= number <= self._high else None

    def is_empty(self) -> bool:
        """Say whether nothing is typed, understood or not."""
        return not self._line.text().strip()

    def _name_editor(self) -> None:
        unit = self._unit.text()
        self._line.setAccessibleName(f"{self.label()}, {unit}" if unit else self.label())

    def _show_value(self, value: Any) -> None:
        self._line.set_text("" if value is None else str(value))
        self.set_problem(None)

    def _show_trouble(self, troubled: bool) -> None:
        self._line.set_troubled(troubled)

    def _on_line_edited(self) -> None:
        if self.value() is not None or self.is_empty():
            self.set_problem(None)
        self._tell()

    def _on_line_left(self) -> None:
        if self.value() is None and not self.is_empty():
            sentence = self.tr("Write a whole number from {low} to {high}.")
            self.set_problem(sentence.format(low=self._low, high=self._high))
        self.finished.emit()
