"""Names of people as they are sorted, shortened, and found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.core.person import Person
from desktop.core.romanising import leads_with_family
from desktop.core.text import fold

_WORD = re.compile(r"[^\W_]+")
_RUN_ON = "\u0e00"
"""From here on scripts write words without blanks between them or with endings grown on: a name may stand inside a run."""

_known_fold = lru_cache(maxsize=65_536)(fold)


def sorted_name(person: Person) -> str:
    """Return the name as lists sort it: the one given for that, or ``Varda, Agnès``, or as it is where the family name leads."""
    return person.sort_name or sort_form(person.name, family_name_first=person.family_name_first)


def sort_form(name: str, *, family_name_first: bool) -> str:
    """Return a name with the family name in front; some have it there where nobody said so, too."""
    words = name.split()
    if family_name_first or len(words) < 2 or leads_with_family(name):
        return name
    return f"{words[-1]}, {' '.join(words[:-1])}"


def family_name(person: Person) -> str:
    """Return the word of the house spelling that stands for the person on second mention; empty for a name of one word."""
    words = person.name.split()
    leads = person.family_name_first or leads_with_family(person.name)
    return (words[0] if leads else words[-1]) if len(words) > 1 else ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, and where it stands (from, to)."""

    folded: str
    start: int
    end: int


def words_of_text(text: str) -> list[Word]:
    """Return the words of a text in order; a hyphen or an apostrophe parts them."""
    return [Word(_known_fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def find_name(name: str, text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield where ``name`` stands in ``text`` (from, to), whatever its case, accents and hyphens.

    A name that begins with a capital is not found in small letters: ``Common`` is nobody's name in “common ground”.
    """
    if name[-1:] >= _RUN_ON:
        yield from ((found.start(), found.end()) for found in re.finditer(re.escape(name), text))
        return
    wanted = _joined(name)
    for at, word in enumerate(words):
        end = _reaches(wanted, words, at) if wanted and wanted.startswith(word.folded) else None
        if end is not None and not (name[:1].isupper() and text[word.start].islower()):
            yield word.start, end


@lru_cache(maxsize=256)
def _joined(name: str) -> str:
    return "".join(word.folded for word in words_of_text(name))


def _reaches(wanted: str, words: Sequence[Word], at: int) -> int | None:
    """Return the end of the words from ``at`` on that make ``wanted`` together, None where they do not."""
    made = ""
    for number, word in enumerate(words[at:]):
        if number and word.start - words[at + number - 1].end > 2:
            return None
        made += word.folded
        if made == wanted:
            return word.end
        if not wanted.startswith(made):
            return None
    return None
