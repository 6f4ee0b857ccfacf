"""Edits of one credit, its card and its person, each handed to the session under its place in the form."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.core.article import Article
from desktop.core.edits import add_credit, move_credit, remove_credit, set_card, set_credit, with_bio
from desktop.core.identity import new_id, new_part_id
from desktop.core.image import Image, ImageUse
from desktop.core.person import Person
from desktop.core.review import BioUse, Card
from desktop.core.work import Credit
from desktop.gui.people.adding import Entry, proper_name
from desktop.gui.session import ReviewSession
from desktop.services.authoring import Place

FORM = "people"
"""The key of the People form in the place of an edit."""


class CreditEdits:
    """What the page's widgets ask for, done to the bound review through ``core.edits``.

    ``current`` is the id of the credit that the detail panel shows. Every ``change_…`` names the field it is for, so that undo
    can return there; ``typing`` and ``tidying`` are those of :class:`desktop.services.undoing.History`.
    """

    def __init__(self) -> None:
        """Make it without a review; the first one is bound later."""
        self._session: ReviewSession | None = None
        self.current = ""

    def bind(self, session: ReviewSession | None) -> None:
        """Edit another review, or none."""
        self._session = session
        self.current = ""

    @property
    def article(self) -> Article:
        """The article of the bound review."""
        assert self._session is not None, "the People page is not bound to a review"
        return self._session.article

    @property
    def bound(self) -> bool:
        """Whether there is a review to edit."""
        return self._session is not None

    @property
    def credit(self) -> Credit | None:
        """The current credit."""
        return self.article.work.credit(self.current) if self._session is not None else None

    @property
    def person(self) -> Person | None:
        """The person of the current credit."""
        return self.article.person(self.credit.person) if self.credit else None

    @property
    def card(self) -> Card:
        """The card of the current credit: the one set, or what holds without."""
        found = self.article.review.card(self.current) if self.bound else None
        return found or Card(self.current)

    def add(self, entry: Entry, person: Person | None) -> Credit:
        """Credit ``person``, or somebody new with the name typed, last; return the credit."""
        person = person or Person(new_id(), proper_name(entry.name))
        article, credit = add_credit(self.article, person, entry.job)
        if entry.job_text or entry.top_billed:
            credit = replace(credit, job_text=entry.job_text, top_billed=entry.top_billed)
            article = set_credit(article, credit)
        self._edit(_tr("Add {name}").format(name=person.name), credit.id, "row", article)
        return credit

    def remove(self, credit_id: str, name: str) -> None:
        """Take a credit, and this review's card for it, away."""
        self._edit(_tr("Remove {name}").format(name=name), credit_id, "row", remove_credit(self.article, credit_id))

    def move(self, credit_id: str, steps: int, name: str) -> None:
        """Move a credit down the billing by ``steps``, up where negative."""
        self._edit(_tr("Move {name}").format(name=name), credit_id, "row", move_credit(self.article, credit_id, steps))

    def change_credit(self, label: str, field: str, credit_id: str = "", *, typing: bool = False, **values: Any) -> None:
        """Set fields of a credit, the current one unless ``credit_id`` names another."""
        credit = self.article.work.credit(credit_id or self.current)
        if credit is not None:
            self._edit(label, credit.id, field, set_credit(self.article, replace(credit, **values)), typing=typing)

    def change_person(self, label: str, field: str, *, typing: bool = False, tidying: bool = False, **values: Any) -> None:
        """Set fields of the current person, for every review that credits them."""
        if self.person is not None:
            changed = self.article.with_record(replace(self.person, **values))
            self._edit(label, self.current, field, changed, typing=typing, tidying=tidying)

    def change_card(self, label: str, field: str, *, typing: bool = False, tidying: bool = False, **values: Any) -> None:
        """Set fields of the current card, for this review alone."""
        if self.credit is not None:
            changed = set_card(self.article, replace(self.card, **values))
            self._edit(label, self.current, field, changed, typing=typing, tidying=tidying)

    def tidy_credit(self, label: str, field: str, **values: Any) -> None:
        """Set fields of the current credit as tidied, joined to the step that typed them."""
        if self.credit is not None:
            changed = set_credit(self.article, replace(self.credit, **values))
            self._edit(label, self.current, field, changed, tidying=True)

    @property
    def bio_language(self) -> str:
        """The language of the shared bio that prints here: the review's own, or that of the related bio that stands in for it."""
        language = self.article.review.language
        bios = [bio.language for bio in self.person.bios if bio.text] if self.person else []
        if language.lower() in (known.lower() for known in bios):
            return next(known for known in bios if known.lower() == language.lower())
        base = language.split("-")[0].lower()
        return next((known for known in bios if known.split("-")[0].lower() == base), language)

    def change_bio(self, label: str, text: str, *, typing: bool = False, tidying: bool = False) -> None:
        """Set the bio that the card prints: the text of its own, or else the person's."""
        if self.card.bio is BioUse.OWN:
            self.change_card(label, "bio", typing=typing, tidying=tidying, own_bio=text)
        elif self.person is not None:
            bios = with_bio(self.person, self.bio_language, text).bios
            self.change_person(label, "bio", typing=typing, tidying=tidying, bios=bios)

    def use_bio(self, label: str, use: BioUse) -> None:
        """Print the shared bio, a text of this review's own (at first a copy of the shared one), or none."""
        own = self.card.own_bio
        if use is BioUse.OWN and not own and self.person is not None:
            own = self.person.bio(self.article.review.language)
        self.change_card(label, "bio_use", bio=use, own_bio=own)

    @property
    def portrait(self) -> ImageUse | None:
        """The portrait that the card prints: its own, or else the person's default one, not yet a use of its own."""
        own = self.card.portrait
        if own is None and self.person is not None and self.person.portraits:
            return ImageUse("", self.person.portraits[0], alt=self.person.name)
        return own

    def change_portrait(self, label: str, field: str, *, typing: bool = False, tidying: bool = False, **values: Any) -> None:
        """Set fields of the portrait's use in this review, which there is from then on."""
        use = self.portrait or ImageUse("")
        use = replace(use, id=use.id or new_part_id(), **values)
        self.change_card(label, field, typing=typing, tidying=tidying, portrait=use)

    def ask_for_portrait(self, label: str, *, wanted: bool) -> None:
        """Keep a place for a portrait without a file, or none."""
        self.change_card(label, "wanted", portrait=ImageUse(new_part_id()) if wanted else None)

    def put_portrait(self, label: str, credit_id: str, image: Image) -> None:
        """Print ``image`` on a card; it also becomes one of the person's portraits, for the next review."""
        credit = self.article.work.credit(credit_id) if self.bound else None
        person = self.article.person(credit.person) if credit else None
        if credit is None or person is None:
            return
        card = self.article.review.card(credit_id) or Card(credit_id)
        use = card.portrait or ImageUse(new_part_id())
        use = replace(use, image=image.id, alt=use.alt or credit.credited_as or person.name)
        portraits = tuple(dict.fromkeys((*person.portraits, image.id)))
        article = self.article.with_record(image).with_record(replace(person, portraits=portraits))
        self._edit(label, credit_id, "portrait", set_card(article, replace(card, portrait=use)))

    def remove_portrait(self, label: str, *, also_from_person: bool) -> None:
        """Leave the place for a portrait empty, keeping its caption; ``also_from_person`` takes the picture from the person."""
        use, person = self.portrait, self.person
        if use is None or person is None:
            return
        article = self.article
        if also_from_person:
            kept = tuple(portrait for portrait in person.portraits if portrait != use.image)
            article = article.with_record(replace(person, portraits=kept))
        empty = replace(use, id=use.id or new_part_id(), image=None, alt="")
        self._edit(label, self.current, "portrait", set_card(article, replace(self.card, portrait=empty)))

    def change_picture_credit(self, label: str, text: str, *, typing: bool = False, tidying: bool = False) -> None:
        """Set the credit of the picture itself, wherever it is used."""
        use = self.portrait
        image = self.article.image(use.image) if use and self.bound else None
        if image is not None:
            changed = self.article.with_record(replace(image, credit=text))
            self._edit(label, self.current, "picture_credit", changed, typing=typing, tidying=tidying)

    def _edit(
        self, label: str, credit_id: str, field: str, article: Article, *, typing: bool = False, tidying: bool = False
    ) -> None:
        assert self._session is not None, "the People page is not bound to a review"
        self._session.edit(label, Place(FORM, f"{credit_id}.{field}"), article, typing=typing, tidying=tidying)


def _tr(text: str) -> str:
    return QCoreApplication.translate("People", text)
