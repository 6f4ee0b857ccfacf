"""One record as a field: some fields in a line, and its less used ones in a second line once there is anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from desktop.gui.theme import current_theme
from desktop.gui.widgets.field import Field, GroupField

Line = Sequence[tuple[Field, int]]
"""Fields side by side, each with its share of the width."""

NARROW = 340
"""Pixels at 100 % text under which the fields of a line stand one under the other."""


class RecordField(GroupField):
    """Fields of one record; its value is the tuple of theirs, those of ``first`` before those of ``second``.

    The second line shows when it holds something, or once the focus comes to a record that is not empty; it then stays, so that
    nothing moves under the mouse. Stands alone, or as the one field of a row of :class:`RowsField`, which names it by its number.
    """

    def __init__(self, label: str, first: Line, second: Line = (), parent: QWidget | None = None) -> None:
        """Make an empty record called ``label``, which is read and not shown."""
        super().__init__(label, parent)
        self._fields = [field for field, _share in (*first, *second)]
        self._first = len(first)
        self._labelled = True
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._top, self._more = QWidget(body), QWidget(body)
        self._lines = [self._line(holder, line) for holder, line in ((self._top, first), (self._more, second))]
        column.addWidget(self._top)
        column.addWidget(self._more)
        self._more.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._set_body(body, self._fields[0].editor())
        super().show_label(False)
        current_theme().changed.connect(self._arrange)

    def _line(self, holder: QWidget, pieces: Line) -> QBoxLayout:
        line = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field, share in pieces:
            line.addWidget(field, share)
            field.changed.connect(self._on_field_changed)
            field.finished.connect(self.finished)
            field.editor().installEventFilter(self)
        return line

    def fields(self) -> list[Field]:
        """Return the fields, in order."""
        return list(self._fields)

    def value(self) -> Any:
        """Return the values of the fields, in order."""
        return tuple(field.value() for field in self._fields)

    def is_empty(self) -> bool:
        """Say whether nothing at all has been entered."""
        return all(field.is_empty() for field in self._fields)

    def editor(self) -> QWidget:
        """Return the whole: its tab stops belong together."""
        return self

    def show_label(self, shown: bool) -> None:
        """Show or hide the labels of the first line; those of the second, and of fields under each other, are always needed."""
        self._labelled = shown
        self._arrange()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's own name
        """Name the whole, and let each field say what it belongs to."""
        super().setAccessibleName(name)
        for field in self._fields:
            field.editor().setAccessibleName(f"{field.label()}, {name}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the fields beside or under each other, as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the second line when the focus comes to a record that is not empty."""
        if event.type() == QEvent.Type.FocusIn:
            self._show_more()
        return super().eventFilter(watched, event)

    def _name_editor(self) -> None:
        self.setAccessibleName(self.label())

    def _show_value(self, value: Any) -> None:
        for field, part in zip(self._fields, value, strict=True):
            field.set_value(part)
        self._show_more()

    def _show_more(self) -> None:
        seconds = self._fields[self._first :]
        focused = QApplication.focusWidget()
        here = focused is not None and self.isAncestorOf(focused)
        writing = focused is not None and self._more.isAncestorOf(focused)
        filled = any(not field.is_empty() for field in seconds)
        open_before = not self._more.isHidden()
        shown = bool(seconds) and (filled or writing or ((here or open_before) and not self.is_empty()))
        self._more.setVisible(shown)

    def _arrange(self) -> None:
        narrow = 0 < self.width() < current_theme().length(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for line in self._lines:
            if line.direction() != direction:
                line.setDirection(direction)
        for field in self._fields[: self._first]:
            field.show_label(self._labelled or narrow)

    def _on_field_changed(self) -> None:
        self._show_more()
        self._tell()
