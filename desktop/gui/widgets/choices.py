"""Fields of a few known values: yes or no, one of a menu, one of a row of buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMargins, QPointF, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QWidget

from desktop.gui.as_written import without_keys
from desktop.gui.theme import FIELD_INSET, Colour, current_theme, set_look
from desktop.gui.widgets.field import GroupField, without_mnemonic
from desktop.gui.widgets.field_frame import paint_field_frame
from desktop.gui.widgets.flow_layout import FlowLayout

Choices = Sequence[tuple[object, str]]
"""Values with the words they are shown as."""

_LEAST_LINE = 14
"""Pixels that Qt gives the words of a line at least."""


class CheckField(GroupField):
    """Yes or no; the value is a ``bool``, the label stands beside the box."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make an unchecked box."""
        super().__init__(label, parent)
        self._box = QCheckBox(label, self)
        self._box.clicked.connect(self._on_box_clicked)
        self._watch(self._box)
        self._set_body(self._box)
        self._label.setVisible(False)

    def value(self) -> Any:
        """Say whether it is checked."""
        return self._box.isChecked()

    def show_label(self, shown: bool) -> None:
        """Show or hide the words beside the box, which stand in for the label above it."""
        self._label.setVisible(False)
        self._box.setText(self._label.text() if shown else "")

    def set_label(self, label: str) -> None:
        """Change the words beside the box."""
        super().set_label(label)
        self._box.setText(label)

    def _show_value(self, value: Any) -> None:
        self._box.setChecked(bool(value))

    def _on_box_clicked(self) -> None:
        self._tell()
        self.finished.emit()


class _ChoiceButton(QPushButton):
    """A quiet button that shows the choice made; Up and Down step through, letters jump, Space opens."""

    def __init__(self, field: ChoiceField) -> None:
        super().__init__(field)
        self._field = field
        set_look(self, "choice")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        """Be as high as a line, beside which it stands."""
        words = max(_LEAST_LINE, self.fontMetrics().height())
        return QSize(super().sizeHint().width(), words + 2 * current_theme().length(5) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrows, jump by the first letter, open with Enter or Space."""
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        typed = event.text().strip().casefold()
        if plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._field.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (
            key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.showMenu()
        elif plain and typed:
            self._field.jump(typed)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the quiet frame, the words, and a small chevron; nothing of the button itself."""
        theme = current_theme()
        painter = QPainter(self)
        paint_field_frame(painter, self, focused=self.hasFocus())
        arm = theme.length(4)
        room = FIELD_INSET + 3 * arm
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inner = self.rect().adjusted(room if mirrored else FIELD_INSET, 0, -FIELD_INSET if mirrored else -room, 0)
        words = without_mnemonic(self.text())
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(theme.colour(Colour.INK if self.isEnabled() else Colour.MUTED))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | side, shown)
        painter.setPen(QPen(theme.colour(Colour.MUTED), 1.5 * theme.scale))
        middle = self.height() / 2
        centre = FIELD_INSET + arm if mirrored else self.width() - FIELD_INSET - arm
        high, low = middle - arm / 2, middle + arm / 2
        painter.drawPolyline([QPointF(centre - arm, high), QPointF(centre, low), QPointF(centre + arm, high)])


class ChoiceField(GroupField):
    """One of some values, picked from a menu under a quiet button; the value is the one given for the words."""

    def __init__(self, label: str, choices: Choices, parent: QWidget | None = None) -> None:
        """Make a field that shows the first of ``choices``, which must not be empty."""
        super().__init__(label, parent)
        self._button = _ChoiceButton(self)
        self._menu = QMenu(self._button)
        self._menu.aboutToShow.connect(self._on_menu_about_to_show)
        self._menu.aboutToHide.connect(self._button.update)
        self._button.setMenu(self._menu)
        self._choices: list[tuple[object, str]] = []
        self._group: QActionGroup | None = None
        self._at = 0
        self.set_choices(choices)
        self._watch(self._button)
        self._set_body(self._button)

    def set_choices(self, choices: Choices) -> None:
        """Offer other choices; the present value stays if it is among them, else the first is shown."""
        present = self.value() if self._choices else None
        self._choices = list(choices)
        self._menu.clear()
        if self._group is not None:
            self._group.deleteLater()
        self._group = group = QActionGroup(self._menu)
        for at, (_value, words) in enumerate(self._choices):
            action = QAction(without_keys(words), group)
            action.setCheckable(True)
            action.setData(at)
            self._menu.addAction(action)
        group.triggered.connect(self._on_action_triggered)
        self._show(self._index(present))

    def value(self) -> Any:
        """Return the value chosen."""
        return self._choices[self._at][0]

    def step(self, by: int) -> None:
        """Choose the next or the previous, as a person does."""
        self._choose(max(0, min(len(self._choices) - 1, self._at + by)))

    def jump(self, letter: str) -> None:
        """Choose the next whose words begin with ``letter``, as a person does."""
        count = len(self._choices)
        for at in (index % count for index in range(self._at + 1, self._at + count)):
            if self._choices[at][1].casefold().startswith(letter):
                self._choose(at)
                return

    def _choose(self, at: int) -> None:
        if at != self._at:
            self._show(at)
            self._tell()

    def _index(self, value: object) -> int:
        return next((at for at, (known, _words) in enumerate(self._choices) if known == value), 0)

    def _show(self, at: int) -> None:
        self._at = at
        self._button.setText(without_keys(self._choices[at][1]))
        self._menu.actions()[at].setChecked(True)
        self._name_editor()

    def _name_editor(self) -> None:
        words = without_mnemonic(self._button.text())
        self._button.setAccessibleName(f"{self.label()}, {words}")

    def _show_value(self, value: Any) -> None:
        self._show(self._index(value))

    def _on_menu_about_to_show(self) -> None:
        self._menu.setActiveAction(self._menu.actions()[self._at])

    def _on_action_triggered(self, action: QAction) -> None:
        self._choose(action.data())
        self.finished.emit()


class _Segment(QPushButton):
    """One of a row of buttons of which one is down; the arrow keys go along the row."""

    def __init__(self, words: str, field: SegmentedField, at: int) -> None:
        super().__init__(without_keys(words), field)
        self._field = field
        self._at = at
        set_look(self, "segment")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the neighbour with Left and Right."""
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        by = keys.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._field.choose(self._at + (-by if mirrored else by))

    def _on_clicked(self) -> None:
        self._field.choose(self._at)


class SegmentedField(GroupField):
    """One of two to five values, all in sight; Tab stops once, the arrow keys choose."""

    def __init__(self, label: str, choices: Choices, parent: QWidget | None = None) -> None:
        """Make a field with the first of ``choices`` chosen."""
        super().__init__(label, parent)
        self._values = [value for value, _words in choices]
        body = QWidget(self)
        row = FlowLayout(body, margins=QMargins())
        self._buttons = [_Segment(words, self, at) for at, (_value, words) in enumerate(choices)]
        for button in self._buttons:
            row.addWidget(button)
            self._watch(button)
        self._at = 0
        self._set_body(body, self._buttons[0])
        self._show(0)

    def value(self) -> Any:
        """Return the value chosen."""
        return self._values[self._at]

    def choose(self, at: int) -> None:
        """Choose by place, as a person does; places beyond the ends do nothing."""
        if 0 <= at < len(self._buttons):
            changed = at != self._at
            self._show(at)
            self._buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)
            if changed:
                self._tell()

    def _show(self, at: int) -> None:
        self._at = at
        for index, button in enumerate(self._buttons):
            button.setChecked(index == at)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if index == at else Qt.FocusPolicy.ClickFocus)
        self._editor = self._buttons[at]
        self._label.setBuddy(self._editor)
        self.setFocusProxy(self._editor)

    def _name_editor(self) -> None:
        for button in self._buttons:
            button.setAccessibleName(f"{self.label()}, {without_mnemonic(button.text())}")

    def _show_value(self, value: Any) -> None:
        if value in self._values:
            self._show(self._values.index(value))
