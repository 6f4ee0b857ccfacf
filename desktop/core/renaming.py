"""Where a name stands written out in a review's texts, and the review with the name replaced in chosen places."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.core.dates import PartialDate
from desktop.core.image import ImageUse
from desktop.core.person import Alias, Person
from desktop.core.phrases import phrases
from desktop.core.review import Card, Correction, Part, Review

_MARK = r"@\[[^\]\n]{1,1000}\]\(person:[\w-]+\)"
_RUN_ON = "\u0e00"


class SpotKind(StrEnum):
    """What sort of text a name stands in."""

    CAPTION = "caption"
    ALT = "alt"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Spot:
    """A text of a review that can hold a name: the page or part in which it is edited, the field there, and its sort."""

    form: str
    field: str
    kind: SpotKind


Change = Callable[[Spot, str], str]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A text that holds the old name, as it is and as it would be."""

    spot: Spot
    before: str
    after: str


def respelled(person: Person, name: str) -> Person:
    """Return the person with another house spelling; the old one becomes an alias, the new one is none any more."""
    aliases = tuple(alias for alias in person.aliases if alias.text not in (name, person.name))
    known = next((alias for alias in person.aliases if alias.text == person.name), Alias(person.name))
    return replace(person, name=name, aliases=(*aliases, known)) if name != person.name else person


def occurrences(review: Review, old: str, new: str) -> tuple[Occurrence, ...]:
    """Return the texts that hold the old name written out; where it is marked as the person it follows by itself."""
    found: list[Occurrence] = []

    def look(spot: Spot, text: str) -> str:
        after = replaced(text, old, new)
        if after != text:
            found.append(Occurrence(spot, text, after))
        return text

    mapped_texts(review, look)
    return tuple(found)


def renamed(review: Review, old: str, new: str, spots: Collection[Spot]) -> Review:
    """Return the review with the old name replaced in ``spots``."""
    return mapped_texts(review, lambda spot, text: replaced(text, old, new) if spot in spots else text)


def with_correction(review: Review, name: str, on: PartialDate | None = None) -> Review:
    """Return a published review with a note, drafted on a day, that it misspelled ``name``; as it is where it has that note."""
    text = phrases(review.language).misspelled(name)
    if any(note.text == text for note in review.corrections):
        return review
    return replace(review, corrections=(*review.corrections, Correction(text, on=on)))


def replaced(text: str, old: str, new: str) -> str:
    """Return ``text`` with the old name replaced as whole words, outside of marks that name a person."""
    if not old or old not in text:
        return text
    end = "" if old[-1] >= _RUN_ON else r"(?!\w)"
    begin = "" if old[0] >= _RUN_ON else r"(?<!\w)"
    pattern = re.compile(rf"{_MARK}|{begin}{re.escape(old)}{end}")
    return pattern.sub(lambda found: new if found[0] == old else found[0], text)


def mapped_texts(review: Review, change: Change) -> Review:
    """Return the review with every text that prints passed through ``change``."""

    def line(name: str, text: str) -> str:
        return change(Spot("headline", f"review.{name}", SpotKind.TEXT), text)

    hero = _mapped_use(review.hero, "headline", "hero", change) if review.hero else None
    return replace(
        review,
        headline=line("headline", review.headline),
        tagline=line("tagline", review.tagline),
        standfirst=line("standfirst", review.standfirst),
        verdict=line("verdict", review.verdict),
        description=change(Spot("publishing", "review.description", SpotKind.TEXT), review.description),
        hero=hero,
        parts=tuple(_mapped_part(part, change) for part in review.parts),
        cards=tuple(_mapped_card(card, change) for card in review.cards),
    )


def _mapped_part(part: Part, change: Change) -> Part:
    return replace(
        part,
        heading=change(Spot(part.id, "heading", SpotKind.TEXT), part.heading),
        opening_text=change(Spot(part.id, "opening_text", SpotKind.TEXT), part.opening_text),
        body=change(Spot(part.id, "body", SpotKind.TEXT), part.body),
        images=tuple(_mapped_use(use, part.id, f"pictures.{use.id}", change) for use in part.images),
    )


def _mapped_card(card: Card, change: Change) -> Card:
    use = _mapped_use(card.portrait, "people", card.credit, change) if card.portrait else None
    own = change(Spot("people", f"{card.credit}.bio", SpotKind.TEXT), card.own_bio)
    return replace(card, portrait=use, own_bio=own)


def _mapped_use(use: ImageUse, form: str, field: str, change: Change) -> ImageUse:
    return replace(
        use,
        caption=change(Spot(form, f"{field}.caption", SpotKind.CAPTION), use.caption),
        alt=change(Spot(form, f"{field}.alt", SpotKind.ALT), use.alt),
    )
