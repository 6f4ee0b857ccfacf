"""The smallest replacement that turns one text into another, and positions in two countings.

Qt counts UTF-16 units, Python counts characters; they differ after an emoji. Fields speak Python's
counting outward and Qt's inward.
"""

from __future__ import annotations

from dataclasses import dataclass

_UNIT = 2


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters ``start`` to ``end`` of the old text give way to ``text``."""

    start: int
    end: int
    text: str

    def moved(self, position: int) -> int:
        """Return where a position in the old text stands in the new one."""
        if position <= self.start:
            return position
        if position >= self.end:
            return position + len(self.text) - (self.end - self.start)
        return self.start + min(position - self.start, len(self.text))


def from_word_start(change: Replacement, new: str) -> Replacement:
    """Return an insertion moved back to where a word begins, if it can be: the same text, read more kindly.

    Between "one three" and "one two three" the smallest replacement may as well be "wo t" as "two ".
    """
    start, words = change.start, change.text
    if change.start != change.end or not words:
        return change
    while start and not new[start - 1].isspace():
        if new[start - 1] != words[-1]:
            return change
        words = words[-1] + words[:-1]
        start -= 1
    return Replacement(start, start, words)


def smallest_replacement(old: str, new: str) -> Replacement:
    """Return the one replacement that makes ``new`` of ``old``, without what both begin and end with."""
    start = _common_start(old, new)
    room = min(len(old), len(new)) - start
    tail = _common_start(old[len(old) - room :][::-1], new[len(new) - room :][::-1])
    return Replacement(start, len(old) - tail, new[start : len(new) - tail])


def _common_start(one: str, other: str) -> int:
    """Return how many characters both begin with, by halving: comparing slices is fast, looping is not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def to_units(text: str, characters: int) -> int:
    """Return the UTF-16 position of the character position ``characters``."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // _UNIT


def to_characters(text: str, units: int) -> int:
    """Return the character position of the UTF-16 position ``units``."""
    return len(text.encode("utf-16-le", "surrogatepass")[: units * _UNIT].decode("utf-16-le", "ignore"))
