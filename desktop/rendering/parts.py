"""What each kind of part hands to its template in ``resources/templates/parts``.

To add a kind of part: its member of ``PartKind``, a function here in ``_VALUES``, and a template of the kind's name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.core.addresses import provider_of, web_address
from desktop.core.dates import PartialDate
from desktop.core.phrases import Phrases
from desktop.core.printing import (
    PrintedCard,
    cards_of,
    facts_of,
    opening_of,
    releases_of,
    watch_detail,
    watch_of,
)
from desktop.core.rating import glyphs, scale_of
from desktop.core.review import Opening, Part, PartKind
from desktop.core.vocabulary import content_note_name
from desktop.core.work import Job
from desktop.rendering.templates import Markup

if TYPE_CHECKING:
    from desktop.core.article import Article
    from desktop.rendering.lines import Lines
    from desktop.rendering.pictures import Pictures
    from desktop.rendering.texts import Texts


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything a part is drawn with."""

    article: Article
    phrases: Phrases
    lines: Lines
    pictures: Pictures
    texts: Texts


Values = dict[str, Any]


def values_of(drawing: Drawing, part: Part, level: int) -> Values:
    """Return what the template of this part's kind needs; ``level`` is that of the heading above its content (1 for none)."""
    return _VALUES[part.kind](drawing, part, level)


def date_words(said: Phrases, date: PartialDate) -> dict[str, str]:
    """Return a date for a ``time`` element: as printed and in ISO 8601."""
    return {"iso": str(date), "words": said.date(date.year, date.month, date.day)}


def _text(drawing: Drawing, part: Part, level: int) -> Values:
    prefix = f"part-{part.id}"
    opening = opening_of(drawing.article, part)
    if part.opening is Opening.OWN:
        own = drawing.texts.html(opening, part, f"{prefix}-opening", level)
        return {"opening": "", "body": Markup("\n").join(filter(None, (own, drawing.texts.html(part.body, part, prefix, level))))}
    return {"opening": opening, "body": drawing.texts.html(part.body, part, prefix, level)}


def _facts(drawing: Drawing, part: Part, level: int) -> Values:  # noqa: ARG001
    work, said = drawing.article.work, drawing.phrases
    return {
        "facts": [
            {
                "label": fact.label,
                "value": fact.value,
                "date": str(fact.date) if fact.date else "",
                "language": work.original_language if fact.label == said.original_title else "",
            }
            for fact in facts_of(drawing.article)
        ]
    }


def _release(drawing: Drawing, part: Part, level: int) -> Values:  # noqa: ARG001
    released = releases_of(drawing.article)
    return {"releases": [date_words(drawing.phrases, date) | {"detail": detail} for date, detail in released]}


def _where(drawing: Drawing, part: Part, level: int) -> Values:  # noqa: ARG001
    places = [
        {
            "service": place.service,
            "url": web_address(place.url),
            "affiliate": place.affiliate,
            "detail": watch_detail(drawing.article, place),
        }
        for place in watch_of(drawing.article)
    ]
    return {"places": places, "affiliate": any(place["affiliate"] and place["url"] for place in places)}


def _trailer(drawing: Drawing, part: Part, level: int) -> Values:  # noqa: ARG001
    trailer = drawing.article.work.trailer
    url = web_address(trailer.url)
    provider = trailer.provider or provider_of(url)
    label = trailer.label or (drawing.phrases.watch_trailer if url else provider)
    shown = "" if provider.casefold() in label.casefold() else provider
    return {"trailer": {"url": url, "label": label, "provider": shown, "caption": drawing.lines.html(trailer.caption)}}


def _people(drawing: Drawing, part: Part, level: int) -> Values:
    cards = [_card(drawing, part, card, level + 1) for card in cards_of(drawing.article, part.kind)]
    return {"cards": cards, "card_level": level + 1}


def _card(drawing: Drawing, part: Part, card: PrintedCard, level: int) -> Values:
    return {
        "name": card.name,
        "role": _role(drawing.phrases, part.kind, card),
        "bio": drawing.texts.html(card.bio, part, f"card-{card.credit.id}", level),
        "picture": drawing.pictures.view(card.portrait),
    }


def _role(said: Phrases, kind: PartKind, card: PrintedCard) -> str:
    """Return the line under a name: whom they play, or what they did where the part's heading does not say it."""
    if card.characters:
        role = " / ".join(card.characters)
    else:
        plain = kind is PartKind.DIRECTOR or card.credit.job is Job.CAST
        role = "" if plain and not card.credit.job_text else card.job
    uncredited = said.uncredited if card.credit.uncredited else ""
    return f"{role} ({uncredited})" if role and uncredited else role or uncredited


def _gallery(drawing: Drawing, part: Part, level: int) -> Values:  # noqa: ARG001
    return {"gallery": [view for use in part.images if (view := drawing.pictures.view(use)) is not None]}


def _pull_quote(drawing: Drawing, part: Part, level: int) -> Values:
    return {"body": drawing.texts.html(part.body, part, f"part-{part.id}", level)}


def _rating(drawing: Drawing, part: Part, level: int) -> Values:  # noqa: ARG001
    review = drawing.article.review
    assert review.rating is not None
    scale = scale_of(review.rating.scale)
    words = drawing.phrases.rating_words(review.rating.value, scale.best, scale.kind.value)
    rating = {"glyphs": glyphs(review.rating), "words": words, "value": review.rating.value}
    return {"rating": rating, "verdict": drawing.lines.html(review.verdict)}


def _content_notes(drawing: Drawing, part: Part, level: int) -> Values:  # noqa: ARG001
    work, language = drawing.article.work, drawing.article.review.language
    return {"notes": [content_note_name(note, language) for note in work.content_notes]}


_VALUES: dict[PartKind, Callable[[Drawing, Part, int], Values]] = {
    PartKind.TEXT: _text,
    PartKind.FACTS: _facts,
    PartKind.RELEASE: _release,
    PartKind.WHERE: _where,
    PartKind.TRAILER: _trailer,
    PartKind.DIRECTOR: _people,
    PartKind.CAST: _people,
    PartKind.CREW: _people,
    PartKind.GALLERY: _gallery,
    PartKind.PULL_QUOTE: _pull_quote,
    PartKind.RATING: _rating,
    PartKind.CONTENT_NOTES: _content_notes,
}
