"""The panel under the table: everything about the person in the current row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.core.printing import name_of
from desktop.gui.people.bio_group import BioGroup
from desktop.gui.people.credit_edits import CreditEdits
from desktop.gui.people.credit_group import CreditGroup
from desktop.gui.people.life_group import LifeGroup
from desktop.gui.people.names_group import NamesGroup
from desktop.gui.people.portrait_group import PortraitGroup
from desktop.gui.people.sentences import review_count_words
from desktop.gui.theme import FIELD_INSET, set_look
from desktop.gui.widgets.field import Field


class DetailPanel(QFrame):
    """Shows and edits the current credit of ``edits``: name, credit, bio, portrait, life, in this order."""

    def __init__(self, edits: CreditEdits, portrait: PortraitGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edits = edits
        self._shown = ""
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        set_look(self.title, "part")
        self.title.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        self.names = NamesGroup(edits, self)
        self.credit = CreditGroup(edits, self)
        self.bio = BioGroup(edits, self)
        self.portrait = portrait
        self.life = LifeGroup(edits, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(24)
        column.addWidget(self.title)
        for group in (self.names, self.credit, self.bio, self.portrait, self.life):
            column.addWidget(group)

    def fields(self) -> dict[str, Field]:
        """Return all fields by the name that places give them, in order of sight."""
        groups = (self.names, self.credit, self.bio, self.portrait, self.life)
        return {key: field for group in groups for key, field in group.fields().items()}

    def stops(self) -> list[QWidget]:
        """Return what Tab goes through, in order of sight."""
        stops: list[QWidget] = []
        for key, field in self.fields().items():
            if key == "wanted":
                stops.append(self.portrait.well.frame())
            stops.append(field.editor())
        return stops

    def first(self) -> QWidget:
        """Return the field in which editing begins."""
        return self.names.name.editor()

    def show_current(self, *, others: int) -> None:
        """Show the current credit as it stands; ``others`` counts the other reviews that credit the person."""
        edits = self._edits
        credit, person = edits.credit, edits.person
        self.setVisible(credit is not None)
        if credit is None:
            return
        other = credit.id != self._shown
        self._shown = credit.id
        for group in (self.names, self.bio, self.portrait, self.life):
            group.setVisible(person is not None)
        self.credit.show_credit(credit, edits.card, person.name if person else "")
        self.title.setText(name_of(edits.article, credit) or self.tr("Unknown person"))
        if person is None:
            return
        shared = review_count_words(others + 1)
        self.names.say_whom(self.tr("Shared by {reviews}.").format(reviews=shared) if others else "")
        self.names.show_person(person, other=other)
        self.life.show_person(person, other=other)
        self.bio.show_bio(person, edits.card, others=others)
        use = edits.portrait
        image = edits.article.image(use.image if use else None)
        self.portrait.show_portrait(use, edits.card, image, name=person.name, others=others)
