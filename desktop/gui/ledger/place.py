"""The People place: everybody on the left, found by any spelling and narrowed by what is missing."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.gui.ledger.people_list import PeopleList
from desktop.gui.ledger.people_model import PeopleModel
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.library.search_line import SearchLine
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.choices import ChoiceField
from desktop.services.people import People, PersonLine


class Narrowing(StrEnum):
    """Whom the list is narrowed to."""

    ALL = "all"
    NO_BIO = "no bio"
    NOT_CREDITED = "not credited"


_HOLDS: dict[Narrowing, Callable[[PersonLine], bool]] = {
    Narrowing.ALL: lambda _line: True,
    Narrowing.NO_BIO: lambda line: not line.has_bio,
    Narrowing.NOT_CREDITED: lambda line: not line.works,
}


class LedgerView(QWidget):
    """The place. It changes nothing itself; ``refresh`` reads the library anew.

    ``new_requested()`` and ``library_requested()`` follow the buttons that stand where there is nobody.
    """

    new_requested = Signal()
    library_requested = Signal()

    def __init__(self, people: People, parent: QWidget | None = None) -> None:
        """Make the place of ``people``; the library is read when the place is shown first."""
        super().__init__(parent)
        self._people = people
        self._lines: list[PersonLine] = []
        self.model = PeopleModel(self)
        self.list = PeopleList(self.model, self)
        self.search_line = SearchLine(self)
        self.search_line.setAccessibleName(self.tr("Find people"))
        self.search_line.setPlaceholderText(self.tr("Find people by any spelling"))
        choices = [
            (Narrowing.ALL, self.tr("All people")),
            (Narrowing.NO_BIO, self.tr("Without a bio")),
            (Narrowing.NOT_CREDITED, self.tr("Not credited")),
        ]
        self.narrowing = ChoiceField(self.tr("Show"), choices, self)
        self.narrowing.show_label(False)
        self.empty_state = EmptyState(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QFrame(self)
        set_look(left, "desk")
        self._stack = QStackedWidget(left)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty_state)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(12, 12, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.search_line)
        inside.addWidget(self.narrowing)
        inside.addWidget(self._stack, 1)
        self.panes_splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes_splitter.setHandleWidth(1)
        self.panes_splitter.setChildrenCollapsible(False)
        self.panes_splitter.addWidget(left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes_splitter)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _connect(self) -> None:
        self.search_line.edited.connect(lambda _text: self._show_lines())
        self.search_line.list_wanted.connect(self.focus_list)
        self.search_line.first_wanted.connect(self.focus_list)
        self.list.left_upwards.connect(self.focus_search)
        self.narrowing.changed.connect(lambda _value: self._show_lines())
        self.empty_state.acted.connect(self._on_empty_state_acted)
        self.empty_state.alternative_taken.connect(self._on_empty_state_alternative_taken)

    def refresh(self) -> None:
        """Read everybody anew; search, narrowing and the current person stay."""
        self._lines = self._people.lines()
        self._show_lines()

    def focus_search(self) -> None:
        """Put the caret into the search line."""
        self.search_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_line.selectAll()

    def focus_list(self) -> None:
        """Put the focus into the list, or on what stands in its place."""
        target = self.list if self._stack.currentWidget() is self.list else self.empty_state.action
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the list, or to what stands in its place."""
        super().focusInEvent(event)
        self.focus_list()

    def _show_lines(self) -> None:
        text = self.search_line.text().strip()
        holds = _HOLDS[self.narrowing.value()]
        found = self._people.spelled(text) if text else None
        shown = [line for line in self._lines if holds(line) and (found is None or line.id in found)]
        present = self.list.current_id()
        self.model.show(shown)
        self.list.choose(present)
        self.search_line.show_count(len(shown) if text else None)
        if shown:
            self._stack.setCurrentWidget(self.list)
        else:
            self._show_empty(text)

    def _show_empty(self, text: str) -> None:
        everybody = self.tr("Show all people") if self.narrowing.value() is not Narrowing.ALL else ""
        if text:
            words = self.tr("Nobody matches ‘{text}’.").format(text=text)
            self.empty_state.say(words, self.tr("Clear the search"), everybody)
        elif self._lines:
            self.empty_state.say(self.tr("Nobody here. Good."), self.tr("Show all people"))
        else:
            words = self.tr("People come here by themselves when you add them to a review.")
            self.empty_state.say(words, self.tr("New review"), self.tr("Show the library"))
        self._stack.setCurrentWidget(self.empty_state)

    def _on_empty_state_acted(self) -> None:
        if self.search_line.text().strip():
            self.search_line.empty()
        elif self._lines:
            self._show_everybody()
        else:
            self.new_requested.emit()

    def _on_empty_state_alternative_taken(self) -> None:
        if self._lines:
            self._show_everybody()
        else:
            self.library_requested.emit()

    def _show_everybody(self) -> None:
        self.narrowing.set_value(Narrowing.ALL)
        self._show_lines()
        self.focus_list()

    def _on_theme_changed(self) -> None:
        self._stack.setMinimumWidth(current_theme().length(220))
