"""The People page: a line that adds people, the table of them, and the panel of the current one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.article import Article
from desktop.core.errors import MatineeError
from desktop.core.person import Person
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.editor.form import Form
from desktop.gui.people.add_line import AddLine
from desktop.gui.people.adding import Entry
from desktop.gui.people.credit_edits import FORM, CreditEdits
from desktop.gui.people.credits_model import Column, CreditsModel
from desktop.gui.people.credits_table import CreditsTable
from desktop.gui.people.detail_panel import DetailPanel
from desktop.gui.people.picker import Pick, completions
from desktop.gui.people.portrait_group import AddPicture, PictureOf, PortraitGroup
from desktop.gui.people.sentences import BioState, CreditLine, credit_line, word_count_words
from desktop.gui.session import ReviewSession
from desktop.gui.theme import FIELD_INSET, set_look
from desktop.gui.widgets.completion import Ask, Completion
from desktop.gui.widgets.image_well import AskFiles, ask_for_pictures
from desktop.services.archive import Archive, PersonRow

FetchPerson = Callable[[str], Person]
"""Lays a stored person and their portraits on the desk and returns the person as the desk has them; raises NotFoundError."""

_IN_TABLE = {"top_billed": Column.STAR, "row": Column.NAME}


class PeopleForm(Form):
    """One table that is also the form; every edit goes to the session, and what the session says is shown.

    ``announced`` carries what a screen reader is told besides.
    """

    key = FORM
    announced = Signal(str)

    def __init__(
        self,
        archive: Archive,
        fetch_person: FetchPerson,
        add_picture: AddPicture,
        picture_of: PictureOf,
        parent: QWidget | None = None,
        *,
        ask_files: AskFiles = ask_for_pictures,
        ask: Ask | None = None,
    ) -> None:
        """Make the form; people are looked up in ``archive`` through ``ask``, and laid on the desk by ``fetch_person``."""
        super().__init__(QCoreApplication.translate("PeopleForm", "People"), parent)
        self._archive, self._fetch_person = archive, fetch_person
        self._edits = CreditEdits()
        self._others: dict[str, int] = {}
        self.add_line = AddLine(archive.find_people, self._suggest, self)
        if ask is not None:
            self.add_line.line.ask_through(ask)
        self.problem = Label(parent=self)
        self.problem.setWordWrap(True)
        set_look(self.problem, "problem")
        self.problem.hide()
        self.empty = Label(self.tr("Add the director and cast. Anyone you have written about before brings a bio."), self)
        self.empty.setWordWrap(True)
        set_look(self.empty, "caption")
        for label in (self.title, self.problem, self.empty):
            label.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        self.model = CreditsModel(self)
        self.table = CreditsTable(self.model, self)
        self.panel = DetailPanel(
            self._edits, lambda edits, panel: PortraitGroup(edits, add_picture, picture_of, panel, ask_files=ask_files), self
        )
        for widget in (self.add_line, self.problem, self.empty, self.table, self.panel):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.add_line.picked.connect(self._on_add_line_picked)
        self.add_line.left_downwards.connect(self._on_add_line_left_downwards)
        self.model.dragged.connect(self._move)
        self.table.row_changed.connect(self._on_table_row_changed)
        self.table.opened.connect(self._on_table_opened)
        self.table.starred.connect(self._on_table_starred)
        self.table.moved.connect(self._move)
        self.table.removed.connect(self._on_table_removed)
        self.table.left_upwards.connect(lambda: self._focus(self.add_line.line))
        self.table.characters_typed.connect(self._on_table_characters_typed)
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            sequence = QKeySequence(Qt.Modifier.CTRL | keys)
            another = QShortcut(sequence, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            another.activated.connect(self._on_another_activated)

    def bind(self, session: ReviewSession | None) -> None:
        """Show the people of another review, or none."""
        self._edits.bind(session)
        self._others.clear()
        if session is None:
            self.model.show(())
        super().bind(session)
        lines = self.model.lines()
        if lines:
            self.table.go_to(lines[0].credit, Column.NAME)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask the library anew how often people stand in other reviews: that may have changed while another page was shown."""
        super().showEvent(event)
        self._others.clear()
        if self._edits.bound:
            self.show_article(self.session.article)

    def show_article(self, article: Article) -> None:
        """Show the credits; current row, caret and a cell that is being typed in stay."""
        lines = [credit_line(article, credit, self._others_of(credit.person)) for credit in article.work.credits]
        self.model.show(lines)
        self.add_line.set_language(article.review.language)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._edits.current = self.table.current_credit()
        self._show_panel()

    def reveal(self, field: str) -> None:
        """Go to a credit, or to a field of one (``credit.field``); an unknown one goes to the line that adds people."""
        credit_id, _, name = field.partition(".")
        if self.model.row_of(credit_id) < 0:
            self._focus(self.add_line.line)
            return
        if name == "characters" and self.table.is_typing(credit_id):
            return
        shown = self.panel.open_field(name)
        in_panel = shown is not None and not (name == "characters" and not self._is_in_panel())
        self.table.go_to(credit_id, None if in_panel else _IN_TABLE.get(name, Column.CHARACTERS if name else Column.NAME))
        if shown is not None and in_panel and not shown.isHidden():
            self._focus(shown.editor())
        elif name in ("portrait", "wanted"):
            self._focus(self.panel.portrait.well.frame())
        else:
            self._focus(self.table)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the panel for the table with Escape, and the table for the line above; what was typed stays."""
        if event.key() == Qt.Key.Key_Escape and self._is_in_panel():
            self._focus(self.table)
        elif event.key() == Qt.Key.Key_Escape and self.table.hasFocus():
            self._focus(self.add_line.line)
        else:
            super().keyPressEvent(event)

    def _is_in_panel(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.panel.isAncestorOf(focused)

    def _suggest(self, entry: Entry, found: Sequence[PersonRow]) -> Sequence[Completion]:
        return completions(entry, found, self._edits.article)

    def _others_of(self, person_id: str) -> int:
        """Return how many other reviews credit a person; asked of the library once while a review is shown."""
        if person_id not in self._others:
            reviews = self._archive.reviews_of_person(person_id)
            self._others[person_id] = sum(row.id != self.session.review_id for row in reviews)
        return self._others[person_id]

    def _show_panel(self) -> None:
        credit = self._edits.credit
        self.panel.show_current(others=self._others_of(credit.person) if credit else 0)

    def _focus(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(widget)

    def _say(self, words: str) -> None:
        announce(self.add_line.line, words)
        self.announced.emit(words)

    def _on_add_line_picked(self, pick: Pick) -> None:
        self.problem.hide()
        here = self._credit_of(pick)
        if here is not None:
            self.table.go_to(here.credit)
            self._say(self.tr("{name} is here already.").format(name=here.name))
            return
        person = pick.person
        if person is not None and self._edits.article.person(person.id) is None:
            try:
                person = self._fetch_person(person.id)
            except MatineeError as error:
                self.problem.setText(f"▲ {error}")
                self.problem.show()
                self._say(str(error))
                return
        credit = self._edits.add(pick.entry, person)
        self.table.go_to(credit.id, Column.NAME)
        self._say_added(self.model.line(self.model.row_of(credit.id)))

    def _credit_of(self, pick: Pick) -> CreditLine | None:
        """Return the row of somebody who has the same job here already."""
        entry, person = pick.entry, pick.person
        same = (
            credit.id
            for credit in self._edits.article.work.credits
            if person and (credit.person, credit.job, credit.job_text) == (person.id, entry.job, entry.job_text)
        )
        row = self.model.row_of(next(same, ""))
        return self.model.line(row) if row >= 0 else None

    def _say_added(self, line: CreditLine) -> None:
        added = self.tr("{name} added, {job}").format(name=line.name, job=line.job.lower())
        reused = self.tr("bio reused, {words}").format(words=word_count_words(line.words))
        self._say(f"{added}, {reused}" if line.bio is BioState.REUSED else added)

    def _on_add_line_left_downwards(self) -> None:
        if self.model.rowCount():
            self.table.go_to(self.model.line(0).credit, Column.NAME)
            self._focus(self.table)

    def _on_another_activated(self) -> None:
        if self.add_line.line.hasFocus():
            self.add_line.commit()
        self._focus(self.add_line.line)

    def _on_table_row_changed(self, credit_id: str) -> None:
        self._edits.current = credit_id
        if self._edits.bound:
            self._show_panel()

    def _on_table_opened(self, credit_id: str) -> None:
        self.table.go_to(credit_id)
        self._focus(self.panel.first())

    def _on_table_starred(self, credit_id: str, starred: bool) -> None:
        line = self.model.line(self.model.row_of(credit_id))
        if starred and not line.can_star:
            self._say(self.tr("Only the cast is top-billed."))
            return
        self._edits.change_credit(self.tr("Top billing"), "top_billed", credit_id, top_billed=starred)
        said = self.tr("{name}, top-billed") if starred else self.tr("{name}, not top-billed")
        self._say(said.format(name=line.name))

    def _move(self, credit_id: str, steps: int) -> None:
        row = self.model.row_of(credit_id)
        self._edits.move(credit_id, steps, self.model.line(row).name)
        to = self.model.row_of(credit_id) + 1
        self._say(self.tr("Moved to row {row} of {count}.").format(row=to, count=self.model.rowCount()))

    def _on_table_removed(self, credit_id: str) -> None:
        name = self.model.line(self.model.row_of(credit_id)).name
        self._edits.remove(credit_id, name)
        self._say(self.tr("{name} removed. Undo brings them back.").format(name=name))
        if not self.model.rowCount():
            self._focus(self.add_line.line)

    def _on_table_characters_typed(self, credit_id: str, characters: object) -> None:
        self._edits.change_credit(self.tr("Characters"), "characters", credit_id, typing=True, characters=characters)
