"""Which spelling of somebody was typed."""

from __future__ import annotations

from desktop.core.person import Person
from desktop.core.text import fold


def is_named(person: Person, text: str) -> bool:
    """Say whether a whole spelling of somebody was typed, with or without its hyphens."""
    return _joined(text) in map(_joined, person.spellings())


def other_spelling(person: Person, text: str) -> str:
    """Return the spelling that was typed where the house spelling does not begin so; empty where it does."""
    begun = fold(text).split()

    def fits(spelling: str) -> bool:
        words = f" {fold(spelling)} {fold(spelling.replace('-', '').replace('‐', ''))}"
        return all(f" {word}" in words for word in begun)

    if fits(person.name):
        return ""
    return next((each for each in person.spellings() if fits(each)), "")


def _joined(spelling: str) -> str:
    return fold(spelling).replace(" ", "")
