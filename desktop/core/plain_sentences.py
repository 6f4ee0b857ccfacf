"""Sentences as they are read: Markdown and Matinee's own marks without the signs, and the places in them where they are now.

A sentence is not rendered: a sign that stands for itself only by the rules of a whole text may be taken for a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Places = tuple[tuple[int, int], ...]
"""From where to where in a text, in characters, in order."""

_MARKS = (
    r"\\(?P<plain>[^\w\s])|!\[[^\]\n]{0,1000}\]\([^)\n]*\)|@\[(?P<name>[^\]\n]{1,1000})\]\(person:(?P<person>[\w-]+)\)"
    r"|\[(?P<words>[^\]\n]{1,1000})\]\([^)\n]*\)|\{\{(?P<title>[^{}\n]+)\}\}|\[\^[^\]\s]{1,200}\]|\|\||\*+|(?<!\w)_+|_+(?!\w)|`+"
)
_START = r"[ \t]*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d+[.)]\s+)+"
_CUT = (
    r"|\[(?P<cut>[^\]\n]{1,1000})\]\([^)\n]*(?=…\Z)"  # an address that is cut itself
    r"|\]\([^)\n]*(?:\)|(?=…\Z))"  # one whose words stand before the cut
    r"|[!@]?\[(?=[^\[\]\n]*…\Z)|\{\{|\}\}"
)
_OPENING = re.compile(rf"\s*(?:{_START})?")
_MARK = re.compile(_MARKS)
_PIECE_MARK = re.compile(_MARKS + _CUT)
_LINE_START = re.compile(_START)
_ADDRESS_END = re.compile(r"[^\s()\[\]]*[/.][^\s()\[\]]*\)")
"""What is left of an address where a piece begins."""
_LISTED = ("- ", "* ", "1. ")
_SIGNS = b"[_#>`\\{|/"
"""What every mark has one of, but a star, the end of a link that is cut, and those at the beginning of a line."""
_SIGN = re.compile(r"[\\\[\]{}|*_`\n]")
"""Where a mark or a line may begin."""


def plain_sentence(raw: str) -> tuple[str, list[tuple[tuple[int, int], str]]]:
    """Return a sentence as it is read, and the places in it that are marked as a person, with the person's id."""
    pieces: list[str] = []
    marked: list[tuple[tuple[int, int], str]] = []
    length = 0
    opening = _OPENING.match(raw)
    at = opening.end() if opening else 0
    for mark in _MARK.finditer(raw, at):
        start, end = _shown(mark)
        for piece in (raw[at : mark.start()], raw[start:end]):
            pieces.append(piece)
            length += len(piece)
        if mark["person"]:
            marked.append(((length - (end - start), length), mark["person"]))
        at = mark.end()
    pieces.append(raw[at:])
    return "".join(pieces), marked


def without_marks(text: str, places: Places) -> tuple[str, Places]:
    """Return a piece of a text as it is read, ``…`` where it was cut, and where ``places`` in it are now.

    As it was, where nothing would be left of the places, such as a word of an address.
    """
    if not _has_more_than_stars(text):
        if "*" not in text:
            return text, places
        moved = tuple((start - text.count("*", 0, start), end - text.count("*", 0, end)) for start, end in places)
        return text.replace("*", ""), moved
    gone: list[tuple[int, int]] = []
    for mark in _marks_of(text):
        start, end = _shown(mark)
        gone += ((mark.start(), start), (end, mark.end()))
    if not gone:
        return text, places
    moved = tuple((_left(gone, start), _left(gone, end)) for start, end in places)
    kept = tuple((start, end) for start, end in moved if start < end)
    if places and not kept:
        return text, places
    ends = [0, *(end for _start, end in gone)]
    starts = [*(start for start, _end in gone), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True)), kept


def _has_more_than_stars(text: str) -> bool:
    """Say whether a text may have marks besides stars inside its lines.

    Most have none, and this takes a thirtieth of the time of looking for marks.
    """
    coded = text.encode("utf-8", "replace")
    if len(coded.translate(None, _SIGNS)) < len(coded):
        return True
    return "](" in text or "\n- " in text or "\n* " in text or "\n1. " in text or text.startswith(_LISTED)


def _marks_of(text: str) -> Iterator[re.Match[str]]:
    """Yield the marks of a piece of a text, in order."""
    mark = _ADDRESS_END.match(text, 1) if text.startswith("…") else _LINE_START.match(text)
    at = 0
    while True:
        if mark is not None:
            yield mark
            at = mark.end()
        sign = _SIGN.search(text, at)
        if sign is None:
            return
        place, seen, at = sign.start(), at, sign.end()
        if sign[0] == "\n":
            mark = _LINE_START.match(text, at)
        else:
            before = sign[0] == "[" and place > seen and text[place - 1] in "!@"
            mark = _PIECE_MARK.match(text, place - before)


def _shown(mark: re.Match[str]) -> tuple[int, int]:
    """Return what of a mark is read, from where to where; nothing, at its end, for one that is a sign alone."""
    group = mark.lastgroup
    return mark.span("name" if group == "person" else group) if group else (mark.end(), mark.end())


def _left(gone: list[tuple[int, int]], place: int) -> int:
    """Return where a place is once some stretches before it are gone."""
    return place - sum(min(end, place) - start for start, end in gone if start < place)
