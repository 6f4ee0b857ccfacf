"""The People place: everybody on the left, found by any spelling and narrowed by what is missing; one of them on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.person import Person
from desktop.gui.ledger.leading import Leading
from desktop.gui.ledger.listing import PeopleListing, PeopleQuestion, PeopleSource, listing_of, pages_of
from desktop.gui.ledger.people_list import PeopleList
from desktop.gui.ledger.people_model import PeopleModel
from desktop.gui.ledger.person_page import PersonPageView
from desktop.gui.ledger.session import LedgerSession
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.empty_state import EmptyState
from desktop.gui.library.search_line import SearchLine
from desktop.gui.reading_order import tab_in_reading_order
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.choices import ChoiceField
from desktop.services.people import Narrowing, Twins

_LEAST = 220
"""Pixels at 100 % text that the list needs; what it has beyond does not grow with the text, for that room is the person's."""
_SEARCH = QKeySequence("Ctrl+L")
"""The key that searches the library from everywhere else."""
_UNBOUND = 16_777_215
"""The greatest width that Qt gives a widget: no bound at all."""


class LedgerView(QWidget):
    """The place. It changes nothing itself; ``refresh`` asks the library anew, Undo works on its session.

    ``new_requested()`` and ``library_requested()`` follow the buttons that stand where there is nobody; ``person_chosen(id)`` the
    current person; ``twins_wanted()`` asks for the possible duplicates, ``twins_unwanted()`` says that nobody waits for them.
    """

    new_requested = Signal()
    library_requested = Signal()
    person_chosen = Signal(str)
    twins_wanted = Signal()
    twins_unwanted = Signal()

    def __init__(
        self,
        people: PeopleSource,
        asking: Asking,
        session: LedgerSession,
        page: PersonPageView,
        parent: QWidget | None = None,
    ) -> None:
        """Make the place of ``people``; the library is asked when the place is shown first."""
        super().__init__(parent)
        self._people, self._asking, self.session, self.page = people, asking, session, page
        self._twins: Mapping[str, Sequence[Twins]] | None = None
        self._asked = PeopleQuestion()
        self._looked = 0
        self._leading = Leading(session)
        self._first_wanted = False
        self.model = PeopleModel(self)
        self.list = PeopleList(self.model, self)
        self.search_line = SearchLine(self)
        self.search_line.setAccessibleName(self.tr("Find people"))
        self.search_line.setPlaceholderText(self.tr("Find people by any spelling"))
        self._narrowings = [
            (Narrowing.ALL, self.tr("All people")),
            (Narrowing.NO_BIO, self.tr("Without a bio")),
            (Narrowing.TWINS, self.tr("Possible duplicates")),
            (Narrowing.NOT_CREDITED, self.tr("Not credited")),
            (Narrowing.TRASH, self.tr("In the trash")),
        ]
        self.narrowing = ChoiceField(self.tr("Show"), self._narrowings, self)
        self.narrowing.show_label(False)
        self.empty_state = EmptyState(self)
        set_look(self.empty_state, "desk")
        self._empty_buttons = (self.empty_state.action, self.empty_state.alternative)
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
        self._finding = QWidget(left)
        above = QVBoxLayout(self._finding)
        above.setContentsMargins(12, 0, 12, 0)
        above.setSpacing(8)
        above.addWidget(self.search_line)
        above.addWidget(self.narrowing)
        inside.addWidget(self._finding)
        inside.addWidget(self._stack, 1)
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setHandleWidth(1)
        self._panes.setChildrenCollapsible(False)
        self._beside = QFrame(self)
        set_look(self._beside, "sheet")
        sheet = QVBoxLayout(self._beside)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.addWidget(self.page)
        self._panes.addWidget(left)
        self._panes.addWidget(self._beside)
        self._panes.setStretchFactor(1, 1)
        self._panes.setSizes([current_theme().length(_LEAST) + 80, 10_000])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)
        tab_in_reading_order(self)
        current_theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _connect(self) -> None:
        self.model.pages_wanted.connect(self._on_model_pages_wanted)
        self.search_line.edited.connect(lambda _text: self._on_search_line_edited())
        self.search_line.list_wanted.connect(self._on_search_line_list_wanted)
        self.search_line.first_wanted.connect(self._on_search_line_list_wanted)
        self.list.entered.connect(self._on_list_entered)
        self.list.left_upwards.connect(self.focus_search)
        self.list.search_wanted.connect(self.focus_search)
        QShortcut(QKeySequence.StandardKey.Find, self, self.focus_search, Qt.ShortcutContext.WidgetWithChildrenShortcut)
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
        """Ask for the list anew; search, narrowing and the current person stay."""
        narrowing = self.narrowing.value()
        among = frozenset(self._twins or ()) if narrowing is Narrowing.TWINS else None
        question = PeopleQuestion(narrowing, self.search_line.text().strip(), among, self.session.current)
        focus = QApplication.focusWidget()
        worked_at = focus is not None and self.page.isAncestorOf(focus)
        question = self._asked = replace(question, kept=self._leading.kept(question, self.model.listing, worked_at=worked_at))
        if narrowing is Narrowing.TWINS and self._twins is None:
            self._on_listed(PeopleListing(question, anybody=True))
        else:
            self._asking.ask(Kind.FIND, partial(listing_of, self._people, question), self._on_listed)

    def seek(self, person_id: str, *, among_twins: bool = False) -> None:
        """Make somebody the current person, whom the list is to show with the next answer, as a whole if need be.

        With ``among_twins``, possible duplicates stay listed also where that person is none of them any more.
        """
        self._leading.seek(person_id, among_twins=among_twins)

    def is_reading(self) -> bool:
        """Say whether an answer of the library is still to come."""
        return self._asking.is_asking()

    def show_person(self, person: Person) -> None:
        """Show somebody on the right, and in the list as far as they are there."""
        self.page.show_person(person)
        self.page.setVisible(True)
        self.list.choose(person.id)

    def twins_of(self, person_id: str) -> Sequence[Twins]:
        """Return the pairs, found so far, in which somebody stands."""
        return (self._twins or {}).get(person_id, ())

    def show_looking(self, share: int) -> None:
        """Say how much of the looking for duplicates is done, in per cent."""
        self._looked = share
        if self.narrowing.value() is Narrowing.TWINS and self._twins is None:
            self._show_empty("")

    def show_twins(self, twins: Mapping[str, Sequence[Twins]]) -> None:
        """Take note of who may be whom: for each person the pairs in which they stand."""
        self._twins, self._leading.looking_again = twins, False
        if self.narrowing.value() is Narrowing.TWINS:
            self.refresh()

    def await_twins(self) -> None:
        """Take note that the possible duplicates are looked for; until they come, whoever is sought may still be among them."""
        self._leading.looking_again = True

    def forget_twin(self, person_id: str) -> None:
        """Take the pairs away in which somebody stands who is not to be offered any more."""
        left = {each: [pair for pair in pairs if person_id not in (pair.one, pair.other)] for each, pairs in self._pairs()}
        self._twins = None if self._twins is None else {each: pairs for each, pairs in left.items() if pairs}

    def _pairs(self) -> Iterable[tuple[str, Sequence[Twins]]]:
        return (self._twins or {}).items()

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
        """Put the focus into the page of the current person, of somebody in the trash on what takes them out of it."""
        if self.page.isVisible():
            restore = self.page.trash_card.restore
            first = restore if restore.isVisible() else self.page.names.name.editor()
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def event(self, event: QEvent) -> bool:
        """Take two keys before the menu does: the one that elsewhere searches the library, and Undo in a line half typed."""
        act = self._act_of(event) if isinstance(event, QKeyEvent) else None
        if act is not None and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if act is not None and event.type() == QEvent.Type.KeyPress:
            act()
            return True
        return super().event(event)

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if QKeySequence(event.keyCombination()) == _SEARCH:
            return self.focus_search
        return self.page.way_back() if event.matches(QKeySequence.StandardKey.Undo) else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the list, or to what stands in its place."""
        super().focusInEvent(event)
        self.focus_list()

    def _on_listed(self, listing: PeopleListing) -> None:
        if listing.question is not self._asked:
            return
        focus = self.window().focusWidget()  # also while a dialog stands over the window
        waiting = self._first_wanted or any(each is focus for each in (self.list, *self._empty_buttons))
        present = self._leading.current(listing, self.model.listing, unknown=self._twins is None)
        if present is None:
            self.narrow(self._leading.list_of_sought())
            return
        waiting = waiting or (not present and self.page.isAncestorOf(focus))
        text, before = listing.question.text, self.session.current
        self.model.show(listing)
        self.list.choose(present)
        self.search_line.show_count(len(listing.ids) if text else None)
        self.page.setVisible(bool(present))
        self._beside.setVisible(listing.anybody)
        self._finding.setMaximumWidth(_UNBOUND if listing.anybody else current_theme().length(_LEAST) + 80)
        if listing.ids:
            self._stack.setCurrentWidget(self.list)
        else:
            self._show_empty(text)
        if waiting:
            self.focus_list()
        self._first_wanted = False
        if present and present != before:
            self.person_chosen.emit(present)
        else:
            self.session.current = present

    def _show_empty(self, text: str) -> None:
        narrowing = self.narrowing.value()
        everybody = self.tr("Show all people") if narrowing is not Narrowing.ALL else ""
        if text:
            words = self.tr("Nobody under ‘{place}’ matches ‘{text}’.") if everybody else self.tr("Nobody matches ‘{text}’.")
            words = words.format(place=dict(self._narrowings)[narrowing], text=text)
            self.empty_state.say(words, self.tr("Clear the search"), everybody)
        elif narrowing is Narrowing.TWINS and self._twins is None:
            looking = self.tr("Looking for possible duplicates: {share} %").format(share=self._looked)
            self.empty_state.say(looking, self.tr("Stop"))
        elif narrowing is Narrowing.TWINS:
            self.empty_state.say(self.tr("No two people look like one."), everybody, self.tr("Look again"))
        elif narrowing is Narrowing.TRASH:
            self.empty_state.say(self.tr("Empty. Deleted people wait here 30 days."), everybody)
        elif self.model.listing.anybody:
            self.empty_state.say(self.tr("Nobody here. Good."), everybody)
        else:
            words = self.tr("People come here by themselves when you add them to a review.")
            self.empty_state.say(words, self.tr("New review"), self.tr("Show the library"))
        self._stack.setCurrentWidget(self.empty_state)

    # What happens

    def _on_narrowing_changed(self) -> None:
        self._twins, self._looked, self._leading.looking_again = None, 0, False
        self.refresh()
        if self.narrowing.value() is Narrowing.TWINS:
            self.twins_wanted.emit()
        else:
            self.twins_unwanted.emit()

    def _on_model_pages_wanted(self, numbers: list[int]) -> None:
        listing = self.model.listing
        self._asking.ask(
            Kind.PAGES, partial(pages_of, self._people, listing.ids, numbers), partial(self.model.add_pages, listing)
        )

    def _on_search_line_edited(self) -> None:
        self._leading.search(self.model.listing.question)
        self.refresh()

    def _on_search_line_list_wanted(self) -> None:
        self._first_wanted = self._asking.is_asking(Kind.FIND)
        if not self._first_wanted:
            self.focus_list()
            self._choose_first(instead=True)

    def _on_list_entered(self) -> None:
        self._choose_first(instead=False)

    def _choose_first(self, *, instead: bool) -> None:
        """Choose the first in the list where nobody is shown, or ``instead`` of somebody who is not in it."""
        ids, present = self.model.listing.ids, self.session.current
        if ids and (not present or (instead and self.model.row_of(present) < 0)):
            self.list.choose(ids[0])
            self.person_chosen.emit(ids[0])

    def _on_session_changed(self, records: Sequence[object]) -> None:
        person = self.session.person
        if person is not None:
            self.page.show_person(person)
        for record in records:
            if isinstance(record, Person):
                self.model.follow(record)

    def _on_empty_state_acted(self) -> None:
        if self.search_line.text().strip():
            self.search_line.empty()
        elif self.model.listing.anybody:
            self._show_everybody()
        else:
            self.new_requested.emit()

    def _on_empty_state_alternative_taken(self) -> None:
        if self.narrowing.value() is Narrowing.TWINS and not self.search_line.text().strip():
            self._on_narrowing_changed()
        elif self.model.listing.anybody:
            self._show_everybody()
        else:
            self.library_requested.emit()

    def _show_everybody(self) -> None:
        self.narrow(Narrowing.ALL)
        self.focus_list()

    def _on_theme_changed(self) -> None:
        self._stack.setMinimumWidth(current_theme().length(_LEAST))
