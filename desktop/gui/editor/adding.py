"""Adding a part: one line that completes over every kind, opened over the editor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.core.outlet import TemplatePart
from desktop.core.review import PartKind, PartRole
from desktop.core.text import fold
from desktop.gui.as_written import Label
from desktop.gui.editor.outline import kind_name
from desktop.gui.theme import set_look
from desktop.gui.widgets.completing import EscapableLine
from desktop.gui.widgets.completion import Completion


class AddPartLine(QFrame):
    """A small sheet with a line: type the start of a kind, Enter adds it. ``chosen`` carries a TemplatePart."""

    chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        """Make the sheet over a widget."""
        super().__init__(over)
        self._over = over
        self._before: QWidget | None = None
        set_look(self, "popup")
        label = Label(self.tr("Add a part"), self)
        set_look(label, "caption")
        self.line = EscapableLine(self.complete, self)
        self.line.dismissed.connect(self._on_line_dismissed)
        self.line.left.connect(self.hide)
        self.line.setPlaceholderText(self.tr("Text, gallery, pull quote…"))
        self.line.setAccessibleName(self.tr("Kind of part to add"))
        self.line.chosen.connect(self._on_line_chosen)
        label.setBuddy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(label)
        column.addWidget(self.line)
        self.hide()

    def ask(self) -> None:
        """Open over the middle of the editor, empty and with the list of all kinds."""
        focused = self._over.window().focusWidget()
        self._before = None if focused is self.line else focused
        self.resize(360, self.sizeHint().height())
        self.move((self._over.width() - self.width()) // 2, 96)
        self.line.set_text("")
        self.show()
        self.raise_()
        self.line.setFocus()
        self.line.open_list()

    def complete(self, text: str) -> Sequence[Completion]:
        """Return the kinds of part whose name has a word that begins with ``text``."""
        typed = fold(text)
        offered = [Completion(piece, name) for piece, name in self._kinds()]
        return [c for c in offered if any(word.startswith(typed) for word in (fold(c.label), *fold(c.label).split()))]

    def _kinds(self) -> list[tuple[TemplatePart, str]]:
        roles = [
            (PartRole.CUSTOM, self.tr("Text")),
            (PartRole.PLOT, self.tr("Plot, a text")),
            (PartRole.ANALYSIS, self.tr("Analysis, a text")),
            (PartRole.VERDICT, self.tr("Opinion, a text")),
            (PartRole.SPOILER, self.tr("Spoilers, a text")),
        ]
        texts = [(TemplatePart(role=role), name) for role, name in roles]
        return texts + [(TemplatePart(kind=kind), kind_name(kind)) for kind in PartKind if kind is not PartKind.TEXT]

    def _on_line_dismissed(self) -> None:
        before = self._before
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus()

    def _on_line_chosen(self, completion: Completion) -> None:
        self.hide()
        self.chosen.emit(completion.value)
