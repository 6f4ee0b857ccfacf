"""A field of several values as chips: countries, languages, genres, tags."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from desktop.gui.announcing import announce
from desktop.gui.as_written import OneLine, as_tip
from desktop.gui.theme import FIELD_INSET, current_theme, set_look
from desktop.gui.widgets.completing import CompletingLine
from desktop.gui.widgets.completion import Complete, Completion
from desktop.gui.widgets.field import GroupField
from desktop.gui.widgets.field_frame import paint_field_frame
from desktop.gui.widgets.flow_layout import FlowLayout, fixed_height_for_width


def _alike(words: str) -> str:
    """Return words without their case, however their accents are composed."""
    return unicodedata.normalize("NFC", words).casefold()


class Chip(QFrame):
    """One value: its words and a button that removes it. ``moved`` asks to go -1 or 1 along the chips."""

    removed = Signal()
    moved = Signal(int)
    typed = Signal(str)

    def __init__(self, words: str, parent: QWidget) -> None:
        """Make a chip that shows ``words``."""
        super().__init__(parent)
        self.words = words
        set_look(self, "chip")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self.tr("Delete removes it; the arrow keys go along."))
        label = OneLine(words, self)
        self.button = QToolButton(self)
        set_look(self.button, "remove")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setIcon(current_theme().icon("remove"))
        side = current_theme().length(12)
        self.button.setIconSize(QSize(side, side))
        name = self.tr("Remove {value}").format(value=words)
        self.button.setAccessibleName(name)
        self.button.setToolTip(as_tip(name))
        self.button.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(label)
        row.addWidget(self.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along with the arrows, remove with Delete or Backspace; other letters go to the line."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        steps = {Qt.Key.Key_Left: 1 if mirrored else -1, Qt.Key.Key_Right: -1 if mirrored else 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(steps[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class _ChipLine(CompletingLine):
    """The line behind the chips: Backspace and Left at its start, comma and Enter have a meaning of their own."""

    came = Signal()
    back = Signal()
    removed_last = Signal()
    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the focus came."""
        super().focusInEvent(event)
        self.came.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reach back into the chips from the start of the line; add with a comma."""
        key = Qt.Key(event.key())
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        backwards = Qt.Key.Key_Right if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else Qt.Key.Key_Left
        if at_start and key == Qt.Key.Key_Backspace:
            self.removed_last.emit()
        elif at_start and key == backwards and not event.modifiers():
            self.back.emit()
        elif event.text() == "," or (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip() and not self.completion_list().is_open()
        ):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class _ChipBox(QWidget):
    """The frame around chips and line; a click anywhere in it goes to the line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line: QWidget | None = None
        self.troubled = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the line."""
        if self.line is not None:
            self.line.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the quiet frame."""
        super().paintEvent(event)
        painter = QPainter(self)
        focused = self.line is not None and self.line.hasFocus()
        paint_field_frame(painter, self, focused=focused, troubled=self.troubled)


class ChipsField(GroupField):
    """Several values in their order; its value is a tuple of what the completions carry.

    Enter or a comma adds the current completion, Backspace at the start of the line removes the last chip, the
    arrow keys go over the chips, Delete removes one. ``say`` turns a value into its words. ``read`` makes a
    value of typed text that is not in the list; without it such text is refused with a problem. ``creation``
    carries the ``Completion`` of a "Create ‘…’" row, which its owner turns into a value and adds by ``add``.
    """

    creation = Signal(object)

    def __init__(
        self,
        label: str,
        complete: Complete,
        parent: QWidget | None = None,
        *,
        say: Callable[[Any], str] = str,
        read: Callable[[str], object | None] | None = None,
    ) -> None:
        """Make a field without chips."""
        super().__init__(label, parent)
        self._complete, self._say, self._read = complete, say, read
        self._values: list[object] = []
        self._chips: list[Chip] = []
        self._box = _ChipBox(self)
        margins = QMargins(FIELD_INSET, 4, FIELD_INSET, 4)
        self._flow = FlowLayout(self._box, margins=margins)
        fixed_height_for_width(self._box)
        self._line = _ChipLine(self._complete_new, self._box, framed=False)
        self._line.setMinimumWidth(current_theme().length(56))
        self._flow.addWidget(self._line)
        self._box.line = self._line
        self._line.chosen.connect(self._on_line_chosen)
        self._line.edited.connect(self._on_line_edited)
        self._line.came.connect(self._box.update)
        self._line.entered.connect(self._on_line_entered)
        self._line.back.connect(self._on_line_back)
        self._line.removed_last.connect(self._on_line_removed_last)
        self._line.left.connect(self._on_line_left)
        self._watch(self._line)
        fixed_height_for_width(self)
        current_theme().changed.connect(self._on_theme_changed)
        self._set_body(self._box, self._line)

    def value(self) -> Any:
        """Return the values of the chips, in order."""
        return tuple(self._values)

    def is_empty(self) -> bool:
        """Say whether there is neither a chip nor typed text."""
        return not self._values and not self._line.text().strip()

    def is_loose(self) -> bool:
        """Say whether text stands behind the chips that is none yet."""
        return bool(self._line.text().strip())

    def forget_loose(self) -> None:
        """Empty the line behind the chips."""
        self._line.close_list()
        self._line.set_text("")
        self.set_problem(None)

    def take_loose(self) -> None:
        """Make a chip of what stands behind the chips, as when the field is left."""
        if self.is_loose():
            self._take_text()

    def line(self) -> CompletingLine:
        """Return the line behind the chips."""
        return self._line

    def chips(self) -> list[Chip]:
        """Return the chips, in order."""
        return list(self._chips)

    def add(self, value: object) -> None:
        """Add a value, as a person does; one that is there already is only announced."""
        self._line.set_text("")
        self.set_problem(None)
        words = self._say(value)
        if value in self._values or _alike(words) in map(_alike, map(self._say, self._values)):
            announce(self._line, self.tr("{value} is there already.").format(value=words))
            return
        self._insert_chip(value)
        announce(self._line, self.tr("{value} added.").format(value=words))
        self._tell()

    def remove(self, at: int) -> None:
        """Remove a chip, as a person does; the focus goes to its neighbour or the line."""
        words = self._chips[at].words
        held_focus = self._chips[at].hasFocus()
        self._drop_chip(at)
        if held_focus:
            self._focus_chip(min(at, len(self._chips) - 1) if self._chips else len(self._chips))
        announce(self._line, self.tr("{value} removed.").format(value=words))
        self._tell()

    def _complete_new(self, text: str) -> list[Completion]:
        """Return the completions that are no chips yet."""
        return [row for row in self._complete(text) if row.creates or row.value not in self._values]

    def _insert_chip(self, value: object) -> None:
        chip = Chip(self._say(value), self._box)
        chip.removed.connect(lambda: self.remove(self._chips.index(chip)))
        chip.moved.connect(lambda by: self._focus_chip(self._chips.index(chip) + by))
        chip.typed.connect(self._on_chip_typed)
        self._watch(chip)
        self._flow.insert_widget(len(self._chips), chip)
        self._values.append(value)
        self._chips.append(chip)
        chip.show()
        self._refit()

    def _drop_chip(self, at: int) -> None:
        chip = self._chips.pop(at)
        del self._values[at]
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
        self._refit()

    def _refit(self) -> None:
        names = ", ".join(chip.words for chip in self._chips)
        self._line.setAccessibleName(f"{self.label()}, {names}" if names else self.label())
        self._flow.invalidate()
        self._box.updateGeometry()

    def _focus_chip(self, at: int) -> None:
        if at < 0:
            return
        target: QWidget = self._chips[at] if at < len(self._chips) else self._line
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_value(self, value: Any) -> None:
        wanted = list(value)
        kept = 0
        while kept < min(len(wanted), len(self._values)) and wanted[kept] == self._values[kept]:
            kept += 1
        while len(self._chips) > kept:
            self._drop_chip(len(self._chips) - 1)
        for new in wanted[kept:]:
            self._insert_chip(new)

    def _show_trouble(self, troubled: bool) -> None:
        self._box.troubled = troubled
        self._box.update()

    def _take_text(self) -> bool:
        """Make a chip of the typed text; say whether it could be read."""
        text = self._line.text().strip().strip(",").strip()
        known = next(
            (row.value for row in self._complete(text) if not row.creates and _alike(row.label) == _alike(text)),
            None,
        )
        value = known if known is not None else (self._read(text) if self._read else None)
        if value is None:
            self.set_problem(self.tr("‘{text}’ is not in the list.").format(text=text))
            return False
        self.add(value)
        return True

    def _on_line_chosen(self, completion: Completion) -> None:
        if completion.creates:
            self.creation.emit(completion)
        else:
            self.add(completion.value)

    def _on_line_edited(self) -> None:
        self.set_problem(None)

    def _on_line_entered(self) -> None:
        if not self._line.text().strip():
            return
        if not (self._read is None and self._line.completion_list().pick_current()):
            self._line.close_list()
            self._take_text()

    def _on_line_back(self) -> None:
        if self._chips:
            self._focus_chip(len(self._chips) - 1)

    def _on_line_removed_last(self) -> None:
        if self._chips:
            self.remove(len(self._chips) - 1)

    def _on_line_left(self) -> None:
        if self._line.text().strip() and not self._line.hasFocus():
            self._take_text()
        self._box.update()

    def _on_chip_typed(self, text: str) -> None:
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.insert(text)

    def _on_theme_changed(self) -> None:
        self._line.setMinimumWidth(current_theme().length(56))
        for chip in self._chips:
            chip.button.setIcon(current_theme().icon("remove"))
        self._refit()
