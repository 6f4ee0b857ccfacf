"""A field of small records in an order: release dates, places to watch, certificates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.gui.announcing import announce
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.field import Field, GroupField

MakeFields = Callable[[], Sequence[tuple[Field, int]]]
"""Makes the fields of one row, each with its share of the width."""


class _Row(QWidget):
    """The fields of one record side by side, and a button that removes the row."""

    edited = Signal()
    removed = Signal()

    def __init__(self, fields: Sequence[tuple[Field, int]], parent: QWidget) -> None:
        super().__init__(parent)
        self.fields = [field for field, _share in fields]
        self._names = [field.label() for field in self.fields]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field, share in fields:
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
            field.changed.connect(self.edited)
        self.button = QToolButton(self)
        set_look(self.button, "remove")
        self.button.clicked.connect(self.removed)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self.dress()

    def dress(self) -> None:
        """Take the button's icon from the theme."""
        theme = current_theme()
        side = theme.length(14)
        self.button.setIcon(theme.icon("remove"))
        self.button.setIconSize(QSize(side, side))
        self.button.setFixedSize(theme.length(26), theme.length(26))

    def number(self, at: int, *, real: bool) -> None:
        """Name the fields by the row's place, and show labels over the first row only."""
        for field, name in zip(self.fields, self._names, strict=True):
            field.show_label(at == 0)
            words = name if at == 0 else self.tr("{label}, row {row}").format(label=name, row=at + 1)
            field.editor().setAccessibleName(words)
        remove = self.tr("Remove row {row}").format(row=at + 1)
        self.button.setAccessibleName(remove)
        self.button.setToolTip(remove)
        policy = self.button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(policy)
        self.button.setVisible(real)

    def values(self) -> tuple[Any, ...]:
        """Return the values of the fields."""
        return tuple(field.value() for field in self.fields)


class RowsField(GroupField):
    """Records as rows of fields; the value is the tuple of all records that are not empty.

    ``make_fields`` makes the fields of a row, ``build`` makes a record of their values, ``take_apart`` does the
    reverse. The last row is always an empty one that becomes real once something is typed in it, so that no
    button need be pressed. Alt+Up and Alt+Down move the row that has the focus.
    """

    def __init__(
        self,
        label: str,
        make_fields: MakeFields,
        build: Callable[[tuple[Any, ...]], object],
        take_apart: Callable[[Any], tuple[Any, ...]],
        parent: QWidget | None = None,
        *,
        add_words: str = "",
    ) -> None:
        """Make a field with one empty row; ``add_words`` ("Add a date") are on its button."""
        super().__init__(label, parent)
        self._make_fields, self._build, self._take_apart = make_fields, build, take_apart
        self._rows: list[_Row] = []
        self._body = QWidget(self)
        self._column_of_rows = QVBoxLayout(self._body)
        self._column_of_rows.setContentsMargins(0, 0, 0, 0)
        self._column_of_rows.setSpacing(4)
        self._add = QPushButton(add_words or self.tr("Add a row"))
        set_look(self._add, "link")
        self._add.clicked.connect(self.add_row)
        self._column_of_rows.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._blank = self._new_row()
        self._empty_values = self._blank.values()
        self._set_body(self._body, self._blank.fields[0].editor())
        self._body.setAccessibleName(self.label())
        self._renumber()
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def value(self) -> Any:
        """Return the records of all rows that are not empty."""
        return tuple(self._build(row.values()) for row in self._rows if not self._is_blank(row))

    def is_empty(self) -> bool:
        """Say whether every row is empty."""
        return all(self._is_blank(row) for row in self._rows)

    def rows(self) -> list[list[Field]]:
        """Return the fields row by row; the last row is the empty one."""
        return [row.fields for row in self._rows]

    def add_row(self) -> None:
        """Go to the empty row at the end, as a person does."""
        self._rows[-1].fields[0].editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_row(self, at: int) -> None:
        """Remove a row, as a person does; the focus goes to the row that takes its place."""
        self._drop(at)
        self._renumber()
        place = min(at, len(self._rows) - 1)
        self._rows[place].fields[0].editor().setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.tr("Row {row} removed.").format(row=at + 1))
        self._tell()

    def move_row(self, at: int, by: int) -> None:
        """Move a row up (-1) or down (1), as a person does; the empty last row stays where it is."""
        to = at + by
        if not (0 <= to < len(self._rows) - 1 and at < len(self._rows) - 1):
            return
        row = self._rows.pop(at)
        self._rows.insert(to, row)
        focused = QApplication.focusWidget()
        self._column_of_rows.removeWidget(row)
        self._column_of_rows.insertWidget(to, row)
        self._renumber()
        if focused is not None and row.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.tr("Moved to row {row} of {count}.").format(row=to + 1, count=len(self._rows) - 1))
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the row that has the focus with Alt+Up and Alt+Down."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()))
        at = self._focused_row()
        if by is None or at is None or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        self.move_row(at, by)

    def _focused_row(self) -> int | None:
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        return next((at for at, row in enumerate(self._rows) if row.isAncestorOf(focused)), None)

    def _is_blank(self, row: _Row) -> bool:
        return all(
            field.is_empty() or (value == empty and not self._has_text(field))
            for field, value, empty in zip(row.fields, row.values(), self._empty_values, strict=True)
        )

    @staticmethod
    def _has_text(field: Field) -> bool:
        """Say whether a field without a value holds text all the same, such as a date half typed."""
        return field.value() is None and not field.is_empty()

    def _new_row(self) -> _Row:
        row = _Row(self._make_fields(), self._body)
        row.edited.connect(self._on_row_edited)
        row.removed.connect(lambda: self.remove_row(self._rows.index(row)))
        for field in row.fields:
            field.finished.connect(self._on_row_finished)
        self._rows.append(row)
        self._column_of_rows.insertWidget(len(self._rows) - 1, row)
        row.show()  # else only with the next turn of the event loop, too late for the focus
        return row

    def _drop(self, at: int) -> None:
        row = self._rows.pop(at)
        self._column_of_rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _renumber(self) -> None:
        """Keep one empty row at the end, number the rows, and let Tab go through them in their order."""
        if not self._rows or not self._is_blank(self._rows[-1]):
            self._new_row()
        previous: QWidget | None = None
        for at, row in enumerate(self._rows):
            row.number(at, real=at < len(self._rows) - 1)
            for widget in (*(field.editor() for field in row.fields), row.button):
                if previous is not None:
                    QWidget.setTabOrder(previous, widget)
                previous = widget
        if previous is not None:
            QWidget.setTabOrder(previous, self._add)
        self._editor = self._rows[0].fields[0].editor()
        self._label.setBuddy(self._editor)
        self.setFocusProxy(self._editor)

    def _name_editor(self) -> None:
        self._body.setAccessibleName(self.label())

    def _show_value(self, value: Any) -> None:
        records = list(value)
        real = [row for row in self._rows if not self._is_blank(row)]
        for row in self._rows[:-1]:
            if row not in real:
                self._drop(self._rows.index(row))
        while len(self._rows) - 1 > len(records):
            self._drop(len(self._rows) - 2)
        for at, record in enumerate(records):
            if at >= len(self._rows):
                self._new_row()
            for field, part in zip(self._rows[at].fields, self._take_apart(record), strict=True):
                field.set_value(part)
        if len(self._rows) > len(records):
            for field, empty in zip(self._rows[-1].fields, self._empty_values, strict=True):
                field.set_value(empty)
        self._renumber()

    def _on_row_edited(self) -> None:
        if not self._is_blank(self._rows[-1]):
            self._renumber()
        self._tell()

    def _on_row_finished(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.finished.emit()

    def _on_theme_changed(self) -> None:
        side = current_theme().length(16)
        self._add.setIcon(current_theme().icon("add", "accent"))
        self._add.setIconSize(QSize(side, side))
        for row in self._rows:
            row.dress()
