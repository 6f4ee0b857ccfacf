"""Edits: pure functions from an article to a new one. Whoever edits a review, the window or a command, does it with these."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from desktop.core.article import Article, Record, gathered
from desktop.core.fields import Field, owner_of
from desktop.core.identity import new_part_id
from desktop.core.image import ImageUse
from desktop.core.person import Bio, Person
from desktop.core.review import Card, Part
from desktop.core.work import Credit, Job

Piece = TypeVar("Piece", Part, Credit)


def set_field(article: Article, field: Field, value: object) -> Article:
    """Return the article with one metadata field set."""
    values: dict[str, Any] = {field.name: value}
    return article.with_record(replace(owner_of(article, field), **values))


def set_part(article: Article, part: Part) -> Article:
    """Return the article with the part of the same id replaced."""
    parts = tuple(part if old.id == part.id else old for old in article.review.parts)
    return gathered(article.with_record(replace(article.review, parts=parts)))


def add_part(article: Article, part: Part, after: str | None = None) -> Article:
    """Return the article with a part added after the one with the id ``after``, or at the end."""
    parts = list(article.review.parts)
    place = next((index + 1 for index, old in enumerate(parts) if old.id == after), len(parts))
    parts.insert(place, part)
    return gathered(article.with_record(replace(article.review, parts=tuple(parts))))


def remove_part(article: Article, part_id: str) -> Article:
    """Return the article without a part."""
    parts = tuple(part for part in article.review.parts if part.id != part_id)
    return gathered(article.with_record(replace(article.review, parts=parts)))


def move_part(article: Article, part_id: str, steps: int) -> Article:
    """Return the article with a part moved down by ``steps`` (up where negative), as far as the list goes."""
    return article.with_record(replace(article.review, parts=moved(article.review.parts, part_id, steps)))


def add_credit(article: Article, person: Person, job: Job = Job.CAST) -> tuple[Article, Credit]:
    """Return the article with ``person`` credited last, and the credit.

    The outlet's house style decides whether the card asks for a portrait, and whether the name is printed under it.
    """
    credit = Credit(new_part_id(), person.id, job)
    work = replace(article.work, credits=(*article.work.credits, credit))
    review = article.review
    if article.outlet.placeholder_portraits:
        portrait = ImageUse(
            new_part_id(),
            image=next(iter(person.portraits), None),
            caption=person.name if article.outlet.portrait_captions else "",
            alt=person.name if person.portraits else "",
        )
        review = replace(review, cards=(*review.cards, Card(credit.id, portrait=portrait)))
    return replace(article, work=work, review=review).with_record(person), credit


def set_credit(article: Article, credit: Credit) -> Article:
    """Return the article with the credit of the same id replaced."""
    billing = tuple(credit if old.id == credit.id else old for old in article.work.credits)
    return gathered(article.with_record(replace(article.work, credits=billing)))


def remove_credit(article: Article, credit_id: str) -> Article:
    """Return the article without a credit and without this review's card for it."""
    work = replace(article.work, credits=tuple(credit for credit in article.work.credits if credit.id != credit_id))
    review = replace(article.review, cards=tuple(card for card in article.review.cards if card.credit != credit_id))
    return gathered(replace(article, work=work, review=review))


def move_credit(article: Article, credit_id: str, steps: int) -> Article:
    """Return the article with a credit moved down by ``steps`` in the billing (up where negative)."""
    return article.with_record(replace(article.work, credits=moved(article.work.credits, credit_id, steps)))


def set_card(article: Article, card: Card) -> Article:
    """Return the article with the card of one credit set."""
    others = [old for old in article.review.cards if old.credit != card.credit]
    place = next((i for i, old in enumerate(article.review.cards) if old.credit == card.credit), len(others))
    others.insert(place, card)
    return gathered(article.with_record(replace(article.review, cards=tuple(others))))


def with_bio(person: Person, language: str, text: str) -> Person:
    """Return the person with the bio that prints in ``language`` set, or removed where ``text`` is empty; others stay."""
    place = next((at for at, bio in enumerate(person.bios) if bio.language == language), len(person.bios))
    before = person.bios[place] if place < len(person.bios) else Bio(language, "")
    bios = (*person.bios[:place], *((replace(before, text=text),) if text else ()), *person.bios[place + 1 :])
    return replace(person, bios=bios)


def moved(pieces: tuple[Piece, ...], piece_id: str, steps: int) -> tuple[Piece, ...]:
    """Return ``pieces`` with the one of this id moved by ``steps``, as far as the list goes."""
    place = next((index for index, piece in enumerate(pieces) if piece.id == piece_id), None)
    if place is None:
        return pieces
    rest = [piece for piece in pieces if piece.id != piece_id]
    rest.insert(min(max(place + steps, 0), len(rest)), pieces[place])
    return tuple(rest)


def taken_back(current: Record, before: Record, after: Record) -> tuple[Record, bool]:
    """Return ``current`` with the change from ``before`` to ``after`` taken back, and whether all of it could be.

    What was changed again since, here or in another review of the same film, is left as it is now.
    """
    if current == after:
        return before, True
    changed = [name for name in before.__dataclass_fields__ if getattr(before, name) != getattr(after, name)]
    free = {name: getattr(before, name) for name in changed if getattr(current, name) == getattr(after, name)}
    return replace(current, **free), len(free) == len(changed)
