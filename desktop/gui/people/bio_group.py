"""The bio that a card prints: the shared one, a text of this review's own, or none."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.languages import language_name
from desktop.core.person import Person
from desktop.core.review import BioUse, Card
from desktop.core.text import count_words, tidy_text
from desktop.gui.people.credit_edits import CreditEdits
from desktop.gui.people.group import Group
from desktop.gui.people.sentences import review_count_words, word_count_words
from desktop.gui.widgets.choices import SegmentedField
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.multi_line import MultiLineField


class BioGroup(Group):
    """Edits the bio in the review's language, as Markdown. Editing the shared one changes it for every review that shares it."""

    def __init__(self, edits: CreditEdits, parent: QWidget | None = None) -> None:
        """Follow the credit of ``edits``."""
        super().__init__("", parent)
        self._edits = edits
        self.heading.setText(self.tr("Bio"))
        self.setAccessibleName(self.heading.text())
        uses = [
            (BioUse.SHARED, self.tr("Shared")),
            (BioUse.OWN, self.tr("Own text")),
            (BioUse.NONE, self.tr("None")),
        ]
        self.use = SegmentedField(self.tr("Bio used"), uses, self)
        self.use.show_label(False)
        self.text = MultiLineField(
            self.tr("Bio"), self, low=3, high=14, placeholder=self.tr("No bio. The card prints just the name.")
        )
        self.column.addWidget(self.use)
        self.column.addWidget(self.text)
        self.use.changed.connect(lambda use: edits.use_bio(self.tr("Bio used"), use))
        self.text.changed.connect(lambda text: edits.change_bio(self.tr("Bio"), text, typing=True))
        self.text.finished.connect(self._on_text_finished)

    def fields(self) -> dict[str, Field]:
        """Return the fields by the name that places give them."""
        return {"bio_use": self.use, "bio": self.text}

    def show_bio(self, person: Person, card: Card, *, others: int, kept: bool) -> None:
        """Show the bio of a card; ``others`` counts the other reviews that share the person.

        With ``kept`` the card prints the bio that it was published with, and not this one.
        """
        language = language_name(self._edits.bio_language)
        own = card.bio is BioUse.OWN
        text = card.own_bio if own else person.bio(self._edits.article.review.language)
        self.use.set_value(card.bio)
        self.text.setVisible(card.bio is not BioUse.NONE)
        self.text.set_value(text)
        label = self.tr("Bio in {language}, this review only") if own else self.tr("Bio in {language}")
        self.text.set_label(label.format(language=language))
        self.text.set_hint(self._hint(text, others=0 if own else others, kept=kept))

    def _hint(self, text: str, *, others: int, kept: bool) -> str:
        shared = self.tr("shared by {reviews}").format(reviews=review_count_words(others + 1)) if others else ""
        shared = self.tr("printed here as published") if kept else shared
        return " · ".join(filter(None, (word_count_words(count_words(text)) if text else "", shared)))

    def _on_text_finished(self) -> None:
        if self._edits.credit is not None and self._shown_is(self._edits.card.bio):
            self._edits.change_bio(self.tr("Bio"), tidy_text(self.text.value()), tidying=True)

    def _shown_is(self, use: Any) -> bool:
        """Say whether the text shown is that of ``use``: leaving the field because the use changes tidies nothing."""
        return use is not BioUse.NONE and self.use.value() is use
