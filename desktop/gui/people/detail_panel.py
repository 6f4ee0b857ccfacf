"""The panel under the table: everything about the person in the current row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.printing import is_kept, name_of
from desktop.gui.people.bio_group import BioGroup
from desktop.gui.people.credit_edits import CreditEdits
from desktop.gui.people.credit_group import CreditGroup
from desktop.gui.people.more_group import MoreGroup
from desktop.gui.people.names_group import NamesGroup
from desktop.gui.people.portrait_group import PortraitGroup
from desktop.gui.people.sentences import review_count_words
from desktop.gui.widgets.field import Field


class DetailPanel(QWidget):
    """Shows and edits the current credit of ``edits``: name, credit, bio, portrait, and the rest folded away, in this order.

    The groups are made in the order of sight, which is the order in which Tab goes through them.
    """

    def __init__(
        self,
        edits: CreditEdits,
        make_portrait: Callable[[CreditEdits, QWidget], PortraitGroup],
        parent: QWidget | None = None,
    ) -> None:
        """Follow the credit of ``edits``; ``make_portrait`` makes the group of the portrait."""
        super().__init__(parent)
        self._edits = edits
        self._shown = ""
        self.names = NamesGroup(edits, self)
        self.credit = CreditGroup(edits, self)
        self.bio = BioGroup(edits, self)
        self.portrait = make_portrait(edits, self)
        self.more = MoreGroup(edits, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(24)
        for group in (self.names, self.credit, self.bio, self.portrait, self.more):
            column.addWidget(group)
        column.addStretch(1)

    def fields(self) -> dict[str, Field]:
        """Return all fields by the name that places give them, in order of sight."""
        groups = (self.names, self.credit, self.bio, self.portrait, self.more)
        return {key: field for group in groups for key, field in group.fields().items()}

    def first(self) -> QWidget:
        """Return the field in which editing begins."""
        return self.names.name.editor()

    def open_field(self, key: str) -> Field | None:
        """Return a field, unfolding the group in which it stands; None for what is no field of the panel."""
        if key in self.more.fields():
            self.more.set_open(True)
        return self.fields().get(key)

    def show_current(self, *, others: int) -> None:
        """Show the current credit as it stands; ``others`` counts the other reviews that credit the person."""
        edits = self._edits
        credit, person = edits.credit, edits.person
        self.setVisible(credit is not None)
        if credit is None:
            return
        other = credit.id != self._shown
        self._shown = credit.id
        for group in (self.names, self.bio, self.portrait, self.more):
            group.setVisible(person is not None)
        self.credit.show_credit(credit, edits.card, person.name if person else "")
        if person is None:
            return
        kept = is_kept(edits.article, credit)
        self.names.show_person(person, name_of(edits.article, credit), self._whom(others, kept=kept))
        self.more.show_person(person, other=other)
        self.bio.show_bio(person, edits.card, others=others, kept=kept)
        use = edits.portrait
        image = edits.article.image(use.image if use else None)
        self.portrait.show_portrait(use, edits.card, image, name=person.name, others=others)

    def _whom(self, others: int, *, kept: bool) -> str:
        if kept:
            return self.tr("Printed here as published: another name or bio of the person is for reviews not yet published.")
        shared = self.tr("Shared by {reviews}: what you change about the person changes there too, but for what is published.")
        return shared.format(reviews=review_count_words(others + 1)) if others else ""
