"""What a credit says in the table and to a screen reader: the words of each cell and the sentence of the row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from desktop.core.article import Article
from desktop.core.printing import bio_of, is_kept, name_of
from desktop.core.review import BioUse, Card
from desktop.core.text import count_words
from desktop.core.vocabulary import job_name
from desktop.core.work import CAST_JOBS, Credit
from desktop.gui.people.adding import line_of


class BioState(StrEnum):
    """Where the bio in print comes from."""

    REUSED = "reused"
    OWN = "own text"
    PUBLISHED = "as published"
    NONE = "none"


class Photo(StrEnum):
    """Whether the card has a portrait, asks for one, or has none."""

    THERE = "photo"
    WANTED = "wanted"
    NONE = "none"


_PHOTO_SAID = {Photo.THERE: "photo", Photo.WANTED: "photo wanted", Photo.NONE: "no photo"}


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One row of the table: ``reviews`` counts the other reviews that credit this person, ``words`` those of the bio in print."""

    credit: str
    person: str
    name: str
    job: str
    starred: bool
    can_star: bool
    characters: tuple[str, ...]
    bio: BioState
    words: int
    photo: Photo
    reviews: int
    printed: bool

    @property
    def character_line(self) -> str:
        """The characters as one line, as it is edited in the table."""
        return line_of(self.characters)

    @property
    def bio_words(self) -> str:
        """The bio in print: ``reused, 100 words``, ``own text, 12 words`` or ``none``."""
        return _tr(self.bio.value) if self.bio is BioState.NONE else f"{_tr(self.bio.value)}, {word_count_words(self.words)}"

    @property
    def library_words(self) -> str:
        """How often the person stands in other reviews: ``3 reviews`` or ``first time``."""
        return review_count_words(self.reviews) if self.reviews else _tr("first time")

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it: ``Kim Ji-hun, cast, top-billed, bio reused, 67 words, photo, 2 reviews``."""
        bio = _tr("no bio") if self.bio is BioState.NONE else _tr("bio {words}").format(words=self.bio_words)
        plays = _tr("plays {characters}").format(characters=self.character_line) if self.characters else ""
        pieces = (
            self.name,
            self.job.lower(),
            _tr("top-billed") if self.starred else "",
            plays,
            bio,
            _tr(_PHOTO_SAID[self.photo]),
            self.library_words,
            "" if self.printed else _tr("card not printed"),
        )
        return ", ".join(filter(None, pieces))


def credit_line(article: Article, credit: Credit, reviews: int) -> CreditLine:
    """Return the row of one credit."""
    bio, words = _bio_in_print(article, credit)
    card = article.review.card(credit.id) or Card(credit.id)
    return CreditLine(
        credit=credit.id,
        person=credit.person,
        name=name_of(article, credit) or _tr("Unknown person"),
        job=credit.job_text or job_name(credit.job.value),
        starred=credit.top_billed,
        can_star=credit.job in CAST_JOBS,
        characters=credit.characters,
        bio=bio,
        words=words,
        photo=_photo(article, credit, card),
        reviews=reviews,
        printed=card.printed,
    )


def _bio_in_print(article: Article, credit: Credit) -> tuple[BioState, int]:
    text = bio_of(article, credit)
    if not text.strip():
        return BioState.NONE, 0
    if is_kept(article, credit):
        return BioState.PUBLISHED, count_words(text)
    card = article.review.card(credit.id) or Card(credit.id)
    return (BioState.OWN if card.bio is BioUse.OWN else BioState.REUSED), count_words(text)


def _photo(article: Article, credit: Credit, card: Card) -> Photo:
    person = article.person(credit.person)
    image = card.portrait.image if card.portrait else next(iter(person.portraits if person else ()), None)
    if article.image(image) is not None:
        return Photo.THERE
    return Photo.WANTED if card.portrait else Photo.NONE


def word_count_words(count: int) -> str:
    """Return ``1 word`` or ``100 words``."""
    return _tr("1 word") if count == 1 else _tr("{count} words").format(count=count)


def review_count_words(count: int) -> str:
    """Return ``1 review`` or ``3 reviews``."""
    return _tr("1 review") if count == 1 else _tr("{count} reviews").format(count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("People", text)
