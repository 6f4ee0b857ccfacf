"""The contract of all field widgets.

A field has a label, shows one value, and tells when a person changed it. Values go in by ``set_value``, which
is silent and never disturbs the caret of a text that is already there; they come out by ``changed`` on each
edit and ``finished`` when the field is left, which is when its owner may tidy them.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.theme import FIELD_INSET, set_look
from desktop.gui.widgets.field_label import FieldLabel
from desktop.gui.widgets.window_keys import NOT_LEFT


def without_mnemonic(label: str) -> str:
    """Return a label as it is read: ``&`` marks its mnemonic, ``&&`` is an ampersand."""
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")


class Field(QWidget):
    """A labelled field: small label above, the editor, a hint and a problem beneath.

    ``changed`` carries the new value after each edit by the user. ``finished`` follows when the focus leaves
    the field, or Enter is pressed in it. A subclass builds its editor, hands it to ``_set_body``, implements
    ``value`` and ``_show_value``, and calls ``_tell`` after an edit.
    """

    changed = Signal(object)
    finished = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make a field with ``label`` (sentence case, no colon, ``&`` before its mnemonic)."""
        super().__init__(parent)
        self._label = FieldLabel(label, self)
        self._hint = Label(parent=self)
        self._problem = Label(parent=self)
        self._problem_text: str | None = None
        self._editor: QWidget = self
        set_look(self._hint, "caption")
        set_look(self._problem, "problem")
        for line in (self._hint, self._problem):
            line.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
            line.setWordWrap(True)
            line.setVisible(False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._label)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._problem)
        self._column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def value(self) -> Any:
        """Return what the field holds."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show ``value`` without telling of it; nothing at all happens where it is shown already."""
        if value != self.value():
            self._show_value(value)

    def is_empty(self) -> bool:
        """Say whether nothing at all has been entered."""
        return self.value() in (None, "", (), False)

    def is_loose(self) -> bool:
        """Say whether text stands here that gives no value, or none yet."""
        return False

    def forget_loose(self) -> None:
        """Take away, silently, the text that gives no value."""

    def label(self) -> str:
        """Return the label as it is read."""
        return without_mnemonic(self._label.text())

    def set_label(self, label: str) -> None:
        """Change the label, and the editor's accessible name with it."""
        self._label.setText(label)
        self._name_editor()

    def show_label(self, shown: bool) -> None:
        """Show or hide the label; a hidden one still names the editor."""
        self._label.setVisible(shown)

    def problem(self) -> str | None:
        """Return the sentence shown beneath the field, or None."""
        return self._problem_text

    def set_problem(self, problem: str | None) -> None:
        """Show one sentence beneath the field and have it read, or take it away."""
        if problem == self._problem_text:
            return
        self._problem_text = problem
        self._problem.setText(f"▲ {problem}" if problem else "")
        self._problem.setVisible(bool(problem))
        self._editor.setAccessibleDescription(problem or self._hint.text())
        if problem:
            announce(self._editor, problem)
        self._show_trouble(bool(problem))

    def hint(self) -> str:
        """Return the words beneath the field, such as how a date was understood."""
        return self._hint.text()

    def set_hint(self, hint: str) -> None:
        """Show quiet words beneath the field, or none."""
        if hint == self._hint.text():
            return
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if not self._problem_text:
            self._editor.setAccessibleDescription(hint)

    def editor(self) -> QWidget:
        """Return the widget that takes the focus, for tab order and for tests."""
        return self._editor

    def _set_body(self, body: QWidget, editor: QWidget | None = None) -> None:
        """Place ``body`` under the label; ``editor`` (or else ``body``) is what the label stands for."""
        self._column.insertWidget(1, body)
        self._editor = editor or body
        self._label.setBuddy(self._editor)
        self.setFocusProxy(self._editor)
        self._name_editor()

    def _name_editor(self) -> None:
        self._editor.setAccessibleName(self.label())

    def _show_value(self, value: Any) -> None:
        """Show ``value``, known to differ from the present one."""
        raise NotImplementedError

    def _show_trouble(self, troubled: bool) -> None:
        """Show in the editor itself that there is, or no longer is, a problem."""

    def _tell(self) -> None:
        """Tell of an edit by the user."""
        self.changed.emit(self.value())


class GroupField(Field):
    """A field of one or several focusable widgets: it is finished when the focus leaves them all."""

    def _watch(self, widget: QWidget) -> None:
        """Notice when the focus leaves ``widget``, a part of this field."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell ``finished`` when the focus has gone from the last of the parts."""
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            now = QApplication.focusWidget()
            inside = now is not None and (now is self or self.isAncestorOf(now))
            if not inside and event.reason() not in NOT_LEFT:
                self.finished.emit()
        return super().eventFilter(watched, event)
