"""Two records of one person become one, and nothing that either knew is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from desktop.core.person import Alias, Bio, Person, PersonIdentifiers
from desktop.core.records import to_plain
from desktop.core.review import Part, Review
from desktop.core.work import Work

CHOSEN = (
    "name",
    "sort_name",
    "native_name",
    "native_language",
    "disambiguator",
    "family_name_first",
    "pronouns",
    "born",
    "died",
    "birth_place",
)
"""The fields of which one record's value is kept; everything else is united."""

_NAMES = frozenset({"name", "native_name"})
_SILENT = frozenset({"family_name_first"})


def differing(kept: Person, other: Person) -> tuple[str, ...]:
    """Return the fields in which both say something, and not the same: those that somebody has to choose."""
    return tuple(
        name
        for name in CHOSEN
        if getattr(kept, name) != getattr(other, name) and (name in _SILENT or (getattr(kept, name) and getattr(other, name)))
    )


def merged(kept: Person, other: Person, choices: Mapping[str, str] | None = None) -> Person:
    """Return ``kept`` with everything that ``other`` knew.

    ``choices`` names the fields, of :data:`CHOSEN`, in which the value of the person with that id wins; without a choice it is
    the kept one's, or the only one there is. Names that lose become aliases; other values that lose stand in the private notes.
    """
    choices = choices or {}
    values: dict[str, Any] = {}
    lost: list[str] = []
    for name in CHOSEN:
        first, second = (other, kept) if choices.get(name) == other.id else (kept, other)
        won, gone = getattr(first, name), getattr(second, name)
        values[name] = won if won or name in _SILENT else gone
        if gone and gone != values[name] and name not in _NAMES | _SILENT:
            lost.append(f"{name.replace('_', ' ')}: {to_plain(gone)}")
    identifiers, elsewhere = _identifiers(kept.identifiers, other.identifiers)
    lost.extend(elsewhere)
    return replace(
        kept,
        **values,
        aliases=_aliases(kept, other, values),
        known_as=tuple(dict.fromkeys((*kept.known_as, *other.known_as))),
        bios=_bios(kept.bios, other.bios),
        portraits=tuple(dict.fromkeys((*kept.portraits, *other.portraits))),
        identifiers=identifiers,
        notes=_notes(kept, other, lost),
    )


def _aliases(kept: Person, other: Person, values: Mapping[str, Any]) -> tuple[Alias, ...]:
    shown = {values[name] for name in _NAMES}
    names = (Alias(getattr(person, name)) for person in (kept, other) for name in ("name", "native_name"))
    found: dict[str, Alias] = {}
    for alias in (*kept.aliases, *other.aliases, *names):
        if alias.text and alias.text not in shown:
            found.setdefault(alias.text, alias)
    return tuple(found.values())


def _bios(kept: tuple[Bio, ...], others: tuple[Bio, ...]) -> tuple[Bio, ...]:
    """Return the bios of both; the kept one's print, and a different one in the same language stands behind it."""
    texts = {(bio.language, bio.text) for bio in kept}
    new = tuple(bio for bio in others if (bio.language, bio.text) not in texts)
    dates = {(bio.language, bio.text): bio for bio in others}
    same = (dates.get((bio.language, bio.text), bio) for bio in kept)
    return (*(_latest(bio, twin) for bio, twin in zip(kept, same, strict=True)), *new)


def _latest(bio: Bio, twin: Bio) -> Bio:
    """Return a bio that both have, with what either says of it."""
    reviewed = max((date for date in (bio.reviewed, twin.reviewed) if date), key=str, default=None)
    sources = dict.fromkeys(source for source in (bio.source, twin.source) if source)
    return replace(bio, reviewed=reviewed, source="; ".join(sources))


def _identifiers(kept: PersonIdentifiers, other: PersonIdentifiers) -> tuple[PersonIdentifiers, list[str]]:
    values, lost = {}, []
    for field in fields(PersonIdentifiers):
        first, second = getattr(kept, field.name), getattr(other, field.name)
        values[field.name] = first or second
        if first and second and first != second:
            lost.append(f"{field.name}: {second}")
    return PersonIdentifiers(**values), lost


def _notes(kept: Person, other: Person, lost: list[str]) -> str:
    said = [f"From the other record of “{other.name}”: {'; '.join(lost)}."] if lost else []
    return "\n\n".join(dict.fromkeys(text for text in (kept.notes, other.notes, *said) if text))


def repointed_work(work: Work, gone: str, kept: str) -> Work:
    """Return the work with the credits of the person ``gone`` given to ``kept``; billing, jobs and cards stay."""
    billing = tuple(replace(credit, person=kept) if credit.person == gone else credit for credit in work.credits)
    return replace(work, credits=billing) if billing != work.credits else work


def repointed_review(review: Review, gone: str, kept: str) -> Review:
    """Return the review with every mark of the person ``gone`` in its texts naming ``kept``; the words stay as typed."""
    mark = re.compile(rf"(@\[[^\]\n]{{1,1000}}\]\(person:){re.escape(gone)}\)")

    def moved(text: str) -> str:
        return mark.sub(rf"\g<1>{kept})", text)

    parts = tuple(_moved_part(part, moved) for part in review.parts)
    cards = tuple(replace(card, own_bio=moved(card.own_bio)) for card in review.cards)
    texts: dict[str, Any] = {name: moved(getattr(review, name)) for name in ("standfirst", "verdict", "notes")}
    changed = replace(review, parts=parts, cards=cards, **texts)
    return changed if changed != review else review


def _moved_part(part: Part, moved: Any) -> Part:
    return replace(part, body=moved(part.body), opening_text=moved(part.opening_text))
