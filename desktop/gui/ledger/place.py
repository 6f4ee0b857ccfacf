"""The People place: everybody on the left, found by any spelling and narrowed by what is missing; one of them on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.person import Person
from desktop.gui.ledger.people_list import PeopleList
from desktop.gui.ledger.people_model import PeopleModel
from desktop.gui.ledger.person_page import PersonPageView
from desktop.gui.ledger.session import LedgerSession
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.library.search_line import SearchLine
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.choices import ChoiceField
from desktop.services.people import People, PersonLine


class Narrowing(StrEnum):
    """Whom the list is narrowed to."""

    ALL = "all"
    NO_BIO = "no bio"
    TWINS = "twins"
    NOT_CREDITED = "not credited"
    TRASH = "trash"


class LedgerView(QWidget):
    """The place. It changes nothing itself; ``refresh`` reads the library anew, Undo works on its session.

    ``new_requested()`` and ``library_requested()`` follow the buttons that stand where there is nobody; ``person_chosen(id)`` the
    current person; ``twins_wanted()`` asks for the possible duplicates.
    """

    new_requested = Signal()
    library_requested = Signal()
    person_chosen = Signal(str)
    twins_wanted = Signal()

    def __init__(self, people: People, session: LedgerSession, page: PersonPageView, parent: QWidget | None = None) -> None:
        """Make the place of ``people``; the library is read when the place is shown first."""
        super().__init__(parent)
        self._people, self.session, self.page = people, session, page
        self._lines: dict[str, PersonLine] = {}
        self._in_trash: list[PersonLine] = []
        self._twins: Mapping[str, Sequence[tuple[str, str]]] | None = None
        self.model = PeopleModel(self)
        self.list = PeopleList(self.model, self)
        self.search_line = SearchLine(self)
        self.search_line.setAccessibleName(self.tr("Find people"))
        self.search_line.setPlaceholderText(self.tr("Find people by any spelling"))
        choices = [
            (Narrowing.ALL, self.tr("All people")),
            (Narrowing.NO_BIO, self.tr("Without a bio")),
            (Narrowing.TWINS, self.tr("Possible duplicates")),
            (Narrowing.NOT_CREDITED, self.tr("Not credited")),
            (Narrowing.TRASH, self.tr("In the trash")),
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
        inside.setContentsMargins(0, 12, 0, 0)
        inside.setSpacing(8)
        above = QVBoxLayout()
        above.setContentsMargins(12, 0, 12, 0)
        above.setSpacing(8)
        above.addWidget(self.search_line)
        above.addWidget(self.narrowing)
        inside.addLayout(above)
        inside.addWidget(self._stack, 1)
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setHandleWidth(1)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(left)
        self._panes.addWidget(self.page)
        self._panes.setStretchFactor(1, 1)
        self._panes.setSizes([current_theme().length(300), 10_000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _connect(self) -> None:
        self.search_line.edited.connect(lambda _text: self._show_lines())
        self.search_line.list_wanted.connect(self.focus_list)
        self.search_line.first_wanted.connect(self.focus_list)
        self.list.left_upwards.connect(self.focus_search)
        self.list.person_chosen.connect(self.person_chosen)
        self.list.opened.connect(self.focus_page)
        self.narrowing.changed.connect(lambda _value: self._on_narrowing_changed())
        self.empty_state.acted.connect(self._on_empty_state_acted)
        self.empty_state.alternative_taken.connect(self._on_empty_state_alternative_taken)
        self.session.changed.connect(self._on_session_changed)

    # What Undo works on

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back."""
        return self.session.can_undo

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again."""
        return self.session.can_redo

    def undo(self) -> None:
        """Take back the last step made here."""
        self.session.undo()

    def redo(self) -> None:
        """Make the last step again."""
        self.session.redo()

    # What is shown

    def refresh(self) -> None:
        """Read everybody anew; search, narrowing and the current person stay."""
        self._lines = {line.id: line for line in self._people.lines()}
        self._in_trash = self._people.lines(trashed=True)
        self._show_lines()

    def line(self, person_id: str) -> PersonLine | None:
        """Return the line of somebody outside the trash."""
        return self._lines.get(person_id)

    def show_person(self, person: Person) -> None:
        """Show somebody on the right, and in the list as far as they are there."""
        self.page.show_person(person)
        self.page.show_twins((self._twins or {}).get(person.id, ()))
        self.page.setVisible(True)
        self.list.choose(person.id)

    def show_twins(self, twins: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Take note of who may be whom: for each person the others, by id, with a sentence each."""
        self._twins = twins
        self.page.show_twins(twins.get(self.session.current, ()))
        if self.narrowing.value() is Narrowing.TWINS:
            self._show_lines()

    def narrow(self, narrowing: Narrowing) -> None:
        """Narrow the list as if it had been chosen."""
        self.search_line.set_text("")
        self.narrowing.set_value(narrowing)
        self._on_narrowing_changed()

    def focus_search(self) -> None:
        """Put the caret into the search line."""
        self.search_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_line.selectAll()

    def focus_list(self) -> None:
        """Put the focus into the list, or on what stands in its place."""
        target = self.list if self._stack.currentWidget() is self.list else self.empty_state.action
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_page(self) -> None:
        """Put the focus into the page of the current person."""
        if self.page.isVisible():
            self.page.names.name.editor().setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the list, or to what stands in its place."""
        super().focusInEvent(event)
        self.focus_list()

    def _show_lines(self) -> None:
        text = self.search_line.text().strip()
        shown = self._narrowed()
        if text:
            found = self._people.spelled(text)
            shown = [line for line in shown if line.id in found]
        present = self.session.current
        self.model.show(shown)
        self.list.choose(present)
        self.search_line.show_count(len(shown) if text else None)
        self.page.setVisible(bool(present))
        if shown:
            self._stack.setCurrentWidget(self.list)
        else:
            self._show_empty(text)

    def _narrowed(self) -> list[PersonLine]:
        twins = self._twins or {}
        holds: dict[Narrowing, Callable[[PersonLine], bool]] = {
            Narrowing.ALL: lambda _line: True,
            Narrowing.NO_BIO: lambda line: not line.has_bio,
            Narrowing.TWINS: lambda line: bool(twins.get(line.id)),
            Narrowing.NOT_CREDITED: lambda line: not line.works,
        }
        narrowing = self.narrowing.value()
        if narrowing is Narrowing.TRASH:
            return self._in_trash
        return [line for line in self._lines.values() if holds[narrowing](line)]

    def _show_empty(self, text: str) -> None:
        narrowing = self.narrowing.value()
        everybody = self.tr("Show all people") if narrowing is not Narrowing.ALL else ""
        if text:
            words = self.tr("Nobody matches ‘{text}’.").format(text=text)
            self.empty_state.say(words, self.tr("Clear the search"), everybody)
        elif narrowing is Narrowing.TWINS and self._twins is None:
            self.empty_state.say(self.tr("Looking for possible duplicates…"), everybody)
        elif narrowing is Narrowing.TWINS:
            self.empty_state.say(self.tr("No two people look like one."), everybody, self.tr("Look again"))
        elif self._lines:
            self.empty_state.say(self.tr("Nobody here. Good."), everybody)
        else:
            words = self.tr("People come here by themselves when you add them to a review.")
            self.empty_state.say(words, self.tr("New review"), self.tr("Show the library"))
        self._stack.setCurrentWidget(self.empty_state)

    # What happens

    def _on_narrowing_changed(self) -> None:
        if self.narrowing.value() is Narrowing.TWINS:
            self._twins = None
            self.twins_wanted.emit()
        self._show_lines()

    def _on_session_changed(self, records: Sequence[object]) -> None:
        person = self.session.person
        if person is not None:
            self.page.show_person(person)
        for record in records:
            line = self._lines.get(record.id) if isinstance(record, Person) else None
            if isinstance(record, Person) and line is not None:
                bio = any(bio.text for bio in record.bios)
                changed = replace(
                    line,
                    name=record.name,
                    native_name=record.native_name,
                    disambiguator=record.disambiguator,
                    has_bio=bio,
                )
                self._lines[record.id] = changed
                self.model.update(changed)

    def _on_empty_state_acted(self) -> None:
        if self.search_line.text().strip():
            self.search_line.empty()
        elif self._lines:
            self._show_everybody()
        else:
            self.new_requested.emit()

    def _on_empty_state_alternative_taken(self) -> None:
        if self.narrowing.value() is Narrowing.TWINS and not self.search_line.text().strip():
            self._on_narrowing_changed()
        elif self._lines:
            self._show_everybody()
        else:
            self.library_requested.emit()

    def _show_everybody(self) -> None:
        self.narrow(Narrowing.ALL)
        self.focus_list()

    def _on_theme_changed(self) -> None:
        self._stack.setMinimumWidth(current_theme().length(220))
