"""Words as they are typed, too: the index takes ø for a letter of its own and a hyphen for a gap, and people do not.

Behind a text that is searched stand the other forms of its words; where only these were found, the sentence around the word that
was meant is shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from desktop.core.text import fold
from desktop.storage.rows import without_hyphens

_BESIDE = "\x1f"
"""Stands before each other form: a control character that no text keeps and the index passes over."""
_BEHIND_TEXT = f"\n{_BESIDE}"
_BETWEEN = "\x1e"
"""Stands between two names of one column, as such a character too."""
_UNFOLDED = frozenset("øØłŁđĐðÐþÞßẞæÆœŒı")
"""Letters that the index takes for ones of their own."""
_UNLIKE_TYPED = ("-", "‐", *sorted(_UNFOLDED))
"""What a word may be typed without, or with another letter in its place."""
_HYPHENED = re.compile(r"\w+(?:[-‐]\w+)+")
_WORD = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:\S*\w)?")
_ENDS = (".", "!", "?", "…")
_BEFORE, _BEHIND = 8, 16
"""Words that are shown before and behind one: as many together as the index shows of a sentence."""


def has_unfolded(text: str) -> bool:
    """Say whether a text has letters that people type as plain ones and the index does not fold."""
    return not text.isascii() and not _UNFOLDED.isdisjoint(text)


def with_other_forms(text: str) -> str:
    """Return a text with the other forms of its words behind it."""
    text = text.replace(_BESIDE, " ")
    marks = [mark for mark in _UNLIKE_TYPED if mark in text]
    words = text.split() if marks else ()
    forms = dict.fromkeys(form for mark in marks for word in words if mark in word for form in _forms_of(word))
    return f"{text}{_BEHIND_TEXT}{_BESIDE.join(forms)}" if forms else text


def together(names: Iterable[str]) -> str:
    """Return names as one text, each once, with the other forms of them behind it: without hyphens, and with plain letters."""
    each = dict.fromkeys(names)
    joined = [without_hyphens(name) for name in each if "-" in name or "‐" in name]
    forms = dict.fromkeys((*joined, *(fold(name) for name in (*each, *joined) if has_unfolded(name))))
    text = _BETWEEN.join(each)
    return f"{text}{_BEHIND_TEXT}{_BESIDE.join(forms)}" if forms else text


def holds_forms(text: str) -> bool:
    """Say whether a piece of a text has other forms behind it."""
    return _BESIDE in text


def holds_names(text: str) -> bool:
    """Say whether a text is several names."""
    return _BETWEEN in text


def with_dots(text: str) -> str:
    """Return a text with a dot between names and no empty lines."""
    return text.replace(_BETWEEN, " · ").replace("\n\n", "\n")


def parted(text: str) -> tuple[str, str]:
    """Return the text itself, and the other forms behind it, of all or a piece of what :func:`with_other_forms` made."""
    if not holds_forms(text):
        return text, ""
    itself, behind, forms = text.partition(_BEHIND_TEXT)
    return (itself, forms) if behind else ("", text)


def around(text: str, forms: Collection[str]) -> tuple[str, tuple[int, int]] | None:
    """Return some words around the first that has one of these other forms, and where it stands in them; None for none."""
    text = parted(text)[0]
    words = list(_WORD.finditer(text))
    folded = [fold(form) for form in forms]
    for wanted in (set(folded), {part for form in folded for part in form.split()}):
        for place, word in enumerate(words):
            if not wanted.isdisjoint(part for form in map(fold, _forms_of(word[0])) for part in (form, *form.split())):
                return _cut(text, words, place)
    return None


def _cut(text: str, words: Sequence[re.Match[str]], place: int) -> tuple[str, tuple[int, int]]:
    """Return some words around one of a text, and where it stands in them."""
    word, shown = words[place], words[max(0, _beginning(words, place)) : place + _BEHIND]
    start, end = shown[0].start(), shown[-1].end()
    core = _CORE.search(word[0])
    first, last = core.span() if core else (0, len(word[0]))
    lead = "…" if shown[0] is not words[0] else ""
    trail = "" if shown[-1] is words[-1] or shown[-1][0].endswith(_ENDS) else "…"
    at = word.start() - start + len(lead)
    return lead + text[start:end] + trail, (at + first, at + last)


def _beginning(words: Sequence[re.Match[str]], place: int) -> int:
    """Return the number of the word with which the sentence of one begins, where that is near."""
    for number in range(place, max(0, place - _BEFORE), -1):
        if words[number - 1][0].endswith(_ENDS):
            return number
    return place - _BEFORE


def _forms_of(word: str) -> list[str]:
    """Return in which other forms a word is typed: with plain letters, and what hyphens part as one."""
    forms = [fold(word)] if has_unfolded(word) else []
    if "-" in word or "‐" in word:
        for match in _HYPHENED.finditer(word):
            joined = without_hyphens(match[0])
            forms.append(fold(joined) if has_unfolded(joined) else joined)
    return forms
