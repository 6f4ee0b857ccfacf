"""The words of a printed article in its own language, chosen by language tag.

To add a language: one module in ``desktop.core.words`` that fills :class:`Phrases`, and one line in ``_BY_BASE``.
"""

from __future__ import annotations

from desktop.core.words.english import BRITISH_ENGLISH, ENGLISH
from desktop.core.words.french import FRENCH
from desktop.core.words.german import GERMAN
from desktop.core.words.phrasebook import Phrases
from desktop.core.words.spanish import AMERICAN_SPANISH, SPANISH
from desktop.core.words.tags import subtags

__all__ = ["PHRASE_LANGUAGES", "Phrases", "phrases"]

_BY_BASE: dict[str, Phrases] = {"en": ENGLISH, "es": SPANISH, "de": GERMAN, "fr": FRENCH}
PHRASE_LANGUAGES: tuple[str, ...] = tuple(_BY_BASE)
"""The languages that have phrases of their own; every other prints English."""

# CLDR: these regions of English have the month before the day, and these of Spanish the marks of Spain.
_MONTH_FIRST = {"", "AS", "CA", "GU", "MH", "MP", "PH", "PR", "UM", "US", "VI"}
_EUROPEAN_SPANISH = {"", "EA", "ES", "GQ", "IC"}


def phrases(language: str) -> Phrases:
    """Return the phrases for a language tag: those of its region, else of its language, else English."""
    base, _, region = subtags(language)
    if base == "en" and region not in _MONTH_FIRST:
        return BRITISH_ENGLISH
    if base == "es" and region not in _EUROPEAN_SPANISH:
        return AMERICAN_SPANISH
    return _BY_BASE.get(base, ENGLISH)
