"""Two reviews of one work become one, and no word that either held is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from desktop.core.identity import new_part_id
from desktop.core.rating import Rating, glyphs
from desktop.core.review import Part, PartKind, Review, SourceText, Status
from desktop.core.text import fold
from desktop.core.zoned_time import ZonedTime
from desktop.core.zoned_words import in_full

_FILLED = ("byline", "tagline", "standfirst", "verdict", "description", "canonical_url", "published_on")
"""Fields of words: an empty one takes the other review's, and what loses stands in the private notes."""
_TAKEN = ("hero", "word_target", "see_also", "printed")
"""Fields that take the other review's value where they hold none."""
_LATER = ("deadline", "embargo", "social_embargo")
"""Times: the later one stands, so that no embargo of either is broken; an earlier one stands in the private notes."""


def kept_of(one: Review, other: Review) -> tuple[Review, Review]:
    """Return the review to keep and the one to take in: what was published before what was not, else the one begun first."""
    first, second = sorted((one, other), key=lambda review: (review.status is not Status.PUBLISHED, review.created, review.id))
    return first, second


def merged_reviews(kept: Review, other: Review) -> Review:
    """Return ``kept`` with everything that only ``other`` held.

    What ``kept`` prints stays as it is: texts of the other that it does not hold come as hidden parts at its end, or into a part
    of the same role that is empty. Fields in which both say something else keep the first's; the other's stand in the notes.
    """
    values: dict[str, Any] = {name: getattr(kept, name) or getattr(other, name) for name in (*_FILLED, *_TAKEN)}
    lost = [
        f"{name.replace('_', ' ')}: {getattr(other, name)}"
        for name in ("headline", *_FILLED)
        if getattr(other, name) and getattr(other, name) != values.get(name, kept.headline)
    ]
    for name in _LATER:
        values[name], earlier = _later(getattr(kept, name), getattr(other, name))
        lost += [f"{name.replace('_', ' ')}: {in_full(earlier)}"] if earlier is not None else []
    rating, lost_rating = _rating(kept.rating, other.rating)
    private = other.notes if other.notes != kept.notes else ""
    notes = "\n\n".join(filter(None, (kept.notes, private, "\n".join(lost + lost_rating))))
    known = {fold(tag) for tag in kept.tags}
    carded = {card.credit for card in kept.cards}
    return replace(
        kept,
        **values,
        rating=rating,
        tags=(*kept.tags, *(tag for tag in other.tags if fold(tag) not in known)),
        cards=(*kept.cards, *(card for card in other.cards if card.credit not in carded)),
        parts=_parts(kept.parts, other.parts),
        source=_source(kept.source, other.source),
        notes=notes,
    )


def _later(kept: ZonedTime | None, other: ZonedTime | None) -> tuple[ZonedTime | None, ZonedTime | None]:
    """Return the later of two times, and the earlier one where it is another."""
    if kept is None or other is None or kept == other:
        return kept or other, None
    return (kept, other) if kept.moment() >= other.moment() else (other, kept)


def _rating(kept: Rating | None, other: Rating | None) -> tuple[Rating | None, list[str]]:
    if kept is None or not kept.printed:
        return (other if other is not None and other.printed else kept), []
    lost = other is not None and other.printed and other != kept
    return kept, [f"rating: {glyphs(other)}"] if lost and other is not None else []


def _source(kept: SourceText | None, other: SourceText | None) -> SourceText | None:
    if kept is None or other is None or kept.text == other.text:
        return kept or other
    return replace(kept, text=f"{kept.text}\n\n{other.text}", origin="\n".join(filter(None, (kept.origin, other.origin))))


def _parts(kept: tuple[Part, ...], other: tuple[Part, ...]) -> tuple[Part, ...]:
    parts = list(kept)
    for part in other:
        if not _holds_words(part) or any(_same(part, each) for each in parts):
            continue
        empty = next((at for at, each in enumerate(parts) if _is_room_for(each, part)), None)
        if empty is not None:
            parts[empty] = replace(parts[empty], body=part.body, images=part.images)
        else:
            parts.append(replace(part, id=_free_id(part.id, parts), hidden=True))
    return tuple(parts)


def _holds_words(part: Part) -> bool:
    return bool(part.body.strip() or part.opening_text.strip() or part.images)


def _same(one: Part, other: Part) -> bool:
    return (one.kind, one.body.strip(), one.opening_text, one.images) == (
        other.kind,
        other.body.strip(),
        other.opening_text,
        other.images,
    )


def _is_room_for(empty: Part, part: Part) -> bool:
    """Say whether an empty part is of the role of another, which has no opening of its own to be lost."""
    alike = (empty.kind, empty.role) == (part.kind, part.role) and part.kind is PartKind.TEXT
    return alike and not _holds_words(empty) and not part.opening_text and not part.hidden


def _free_id(part_id: str, parts: Iterable[Part]) -> str:
    return new_part_id() if any(part.id == part_id for part in parts) else part_id
