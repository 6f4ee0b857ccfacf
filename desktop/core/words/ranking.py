"""Rank what a person has typed against the words it may be the beginning of.

Completion everywhere in the program means the same: accents, case and punctuation do not count, and a better kind of match
always stands before a worse one (see :class:`Rank`).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from unicodedata import category, normalize

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_SHORTEST_SUBSTRING = 3


class Rank(IntEnum):
    """How well a typed text matches an entry; smaller is better."""

    CODE = 0
    WHOLE = 1
    NAME_PREFIX = 2
    WORD_PREFIX = 3
    ADJECTIVE_PREFIX = 4
    SUBSTRING = 5


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return ``text`` for comparison: case folded, Latin accents dropped, punctuation as single spaces.

    Only the combining diacritics U+0300 to U+036F are dropped, so vowel signs of Indic scripts and Japanese voicing marks,
    which distinguish words, stay.
    """
    plain = "".join(mark for mark in normalize("NFKD", text.casefold()) if not "\u0300" <= mark <= "\u036f")
    plain = plain.translate(_LETTERS)
    spaced = "".join(letter if letter.isalnum() or category(letter)[0] == "M" else " " for letter in plain)
    return " ".join(spaced.split())


def rank(text: str, names: Iterable[str], codes: Iterable[str] = (), adjectives: Iterable[str] = ()) -> Rank | None:
    """Return how well ``text`` matches an entry with these ``names``, ``codes`` and ``adjectives``, or ``None``.

    Several typed words match when each begins a word of one name. Inside a word only three letters or more match, since
    fewer would bring half of every list.
    """
    wanted = fold(text)
    if not wanted:
        return None
    if wanted in map(fold, codes):
        return Rank.CODE
    folded = [fold(name) for name in names]
    described = [fold(adjective) for adjective in adjectives]
    if wanted in folded:
        return Rank.WHOLE
    if any(name.startswith(wanted) for name in folded):
        return Rank.NAME_PREFIX
    if any(_words_begin(name, wanted) for name in folded):
        return Rank.WORD_PREFIX
    if any(word.startswith(wanted) or _words_begin(word, wanted) for word in described):
        return Rank.ADJECTIVE_PREFIX
    if len(wanted) >= _SHORTEST_SUBSTRING and any(wanted in word for word in (*folded, *described)):
        return Rank.SUBSTRING
    return None


def _words_begin(name: str, wanted: str) -> bool:
    """Tell whether every word of ``wanted`` begins some word of ``name`` (both folded)."""
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in wanted.split())
