"""The right half of the People place: everything about one person, from the names to what was written of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.person import Person
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.ledger.bios_group import BiosGroup
from desktop.gui.ledger.portraits_group import PortraitsGroup
from desktop.gui.ledger.rename_panel import RenamePanel
from desktop.gui.ledger.results import MOST, as_markdown, rows_of
from desktop.gui.ledger.results_list import ResultsList
from desktop.gui.ledger.session import LedgerSession
from desktop.gui.ledger.trash_card import TrashCard
from desktop.gui.people.more_group import MoreGroup
from desktop.gui.people.names_group import NamesGroup
from desktop.gui.people.portrait_group import AddPicture
from desktop.gui.reading_order import tab_in_reading_order
from desktop.gui.theme import FIELD_INSET, current_theme, set_look
from desktop.gui.widgets.flow_layout import FlowLayout
from desktop.services.people import PersonPage

_WIDTH = 640


class TwinCard(QFrame):
    """Says whom the person shown may be the same as. ``compare`` and ``apart`` are its two buttons."""

    def __init__(self, words: str, parent: QWidget) -> None:
        """Make the card with its sentence."""
        super().__init__(parent)
        set_look(self, "card")
        self.words = Label(words, self)
        self.words.setWordWrap(True)
        self.compare = QPushButton(self.tr("Compare and merge…"), self)
        self.apart = QPushButton(self.tr("Not the same person"), self)
        set_look(self.apart, "link")
        buttons = QWidget(self)
        row = FlowLayout(buttons, margins=QMargins(), spacing=8)
        row.addWidget(self.compare)
        row.addWidget(self.apart)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(buttons)


class PersonPageView(QScrollArea):
    """The page of ``session``'s person.

    ``respelled(name)`` asks for another house spelling; ``merge_requested(id)`` for a merge with somebody, anybody for an empty
    id; ``apart_requested(id)`` says that somebody is not the same; ``row_opened(row)`` follows a row of what was written.
    """

    respelled = Signal(str)
    merge_requested = Signal(str)
    apart_requested = Signal(str)
    row_opened = Signal(object)

    def __init__(
        self,
        session: LedgerSession,
        add_picture: AddPicture,
        picture_of: Callable[[str], QImage | None],
        parent: QWidget | None = None,
    ) -> None:
        """Follow ``session``; ``add_picture`` stores a file, ``picture_of`` gives the picture of an id or None."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        self._page: PersonPage | None = None
        self._shown = ""
        self._most = MOST
        self.setAccessibleName(self.tr("The person chosen"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        set_look(body, "sheet")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.names = NamesGroup(session, body, rename=self.respelled.emit)
        self.trash_card = TrashCard(body)
        self.rename_panel = RenamePanel(body)
        self._twins = QVBoxLayout()
        self._twins.setSpacing(8)
        self.cards: list[TwinCard] = []
        self.merge_button = QPushButton(self.tr("Merge…"), body)
        self.bios = BiosGroup(session, body)
        self.portraits = PortraitsGroup(session, add_picture, picture_of, body)
        self.more = MoreGroup(session, body)
        self.results = ResultsList(self.tr("Credits and what you have written"), body)
        self.nothing = Label(self.tr("No review in the library credits or names this person yet."), body)
        set_look(self.nothing, "caption")
        self.nothing.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        self.nothing.setWordWrap(True)
        self.copy_button = QPushButton(self.tr("Copy as Markdown links"), body)
        self.remove_button = QPushButton(self.tr("Move to Trash"), body)
        set_look(self.copy_button, "link")
        set_look(self.remove_button, "quiet")
        self._lay_out(body)
        self.setWidget(body)
        session.leaving.connect(self.names.take_loose)
        self.rename_panel.laid_out.connect(lambda: tab_in_reading_order(self))
        self.rename_panel.put_away.connect(lambda: self.names.name.editor().setFocus())
        self.copy_button.clicked.connect(self._on_copy_button_clicked)
        self.merge_button.clicked.connect(lambda: self.merge_requested.emit(""))
        self.results.opened.connect(self.row_opened)
        self.results.more_wanted.connect(self._on_results_more_wanted)
        current_theme().changed.connect(self._set_margins)

    def _lay_out(self, body: QWidget) -> None:
        self._column = QVBoxLayout(body)
        self._column.setSpacing(24)
        set_look(self.names.heading, "title")
        top = QGridLayout()
        top.addWidget(self.names, 0, 0)
        top.addWidget(self.merge_button, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._column.addLayout(top)
        self._column.addWidget(self.trash_card)
        self._column.addWidget(self.rename_panel)
        self._column.addLayout(self._twins)
        for group in (self.bios, self.portraits, self.more, self.nothing, self.results):
            self._column.addWidget(group)
        below = QWidget(body)
        row = FlowLayout(below, margins=QMargins(), spacing=8)
        row.addWidget(self.copy_button)
        row.addWidget(self.remove_button)
        self._column.addWidget(below)
        self._column.addStretch(1)

    def show_person(self, person: Person) -> None:
        """Show a person's own fields; texts that are being typed in keep their carets."""
        other = person.id != self._shown
        self._shown = person.id
        if other:
            self.rename_panel.hide()
            self.verticalScrollBar().setValue(0)
            self._most = MOST
            self._show_page(None)
            self.bios.add_line.forget_loose()
        self.names.show_person(person, person.name, "")
        self.merge_button.setVisible(person.trashed_at is None)
        self.remove_button.setVisible(person.trashed_at is None)
        self.bios.show_person(person)
        self.portraits.show_person(person)
        self.more.show_person(person, other=other)
        tab_in_reading_order(self)

    def show_page(self, page: PersonPage) -> None:
        """Show what the library holds of the person shown; one that comes late, for somebody else, is passed over.

        What is there already stays until all of it has been read anew.
        """
        if page.person.id == self._shown and not (page.left and self.page() is not None):
            self._show_page(page)

    def page(self) -> PersonPage | None:
        """Return what the library was found to hold of the person shown, None while all of it is being looked for."""
        return self._page if self._page is not None and not self._page.left else None

    def way_back(self) -> Callable[[], None] | None:
        """Return what takes back the text in the line that has the focus, where it is no value yet; None where there is none."""
        if self.names.name.editor().hasFocus():
            return self.names.forget_loose_name if self.names.is_name_loose() else None
        more = self.more
        lines = (self.names.aliases, self.bios.add_line, more.known_as, more.native_language, more.born, more.died)
        return next((field.forget_loose for field in lines if field.is_loose() and field.editor().hasFocus()), None)

    def show_twins(self, twins: Sequence[tuple[str, str]]) -> None:
        """Say whom the person may be the same as: the id and a sentence each."""
        for card in self.cards:
            self._twins.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for person_id, words in twins:
            card = TwinCard(words, self)
            card.compare.clicked.connect(partial(self.merge_requested.emit, person_id))
            card.apart.clicked.connect(partial(self.apart_requested.emit, person_id))
            self.cards.append(card)
            self._twins.addWidget(card)
        tab_in_reading_order(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep one calm column in the middle."""
        super().resizeEvent(event)
        self._set_margins()

    def _set_margins(self) -> None:
        side = max(16, (self.width() - current_theme().length(_WIDTH)) // 2)
        bar = self.width() - self.viewport().width()  # where it comes or goes, nothing moves
        self._column.setContentsMargins(side, 32, max(16, side - bar), 32)
        beside = self.merge_button.sizeHint().width() + 16
        self.names.heading.setContentsMargins(FIELD_INSET, 0, beside, 8)

    def _show_page(self, page: PersonPage | None) -> None:
        self._page = page
        self.results.show_rows(rows_of(page, self._most) if page else [])
        self.results.setVisible(bool(self.results.rows()))
        self.nothing.setVisible(page is not None and not page.left and not self.results.rows())
        self.copy_button.setVisible(bool(page and page.found and not page.left))

    def _on_results_more_wanted(self) -> None:
        self._most *= 4
        self._show_page(self._page)

    def _on_copy_button_clicked(self) -> None:
        if self._page is not None:
            QGuiApplication.clipboard().setText(as_markdown(self._page))
            announce(self.copy_button, self.tr("Copied."))
