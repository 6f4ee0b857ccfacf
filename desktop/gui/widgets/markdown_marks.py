"""Where the marks of our Markdown stand in a line: what the light highlighting needs, and no more.

Besides common Markdown, our own marks: film title ``{{Title}}``, spoiler ``||hidden||``, person
``@[Printed name](person:ID)``, picture ``![alternative text](image:ID)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a stretch of a line is."""

    MARKER = "marker"
    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    LINK = "link"
    PERSON = "person"
    PICTURE = "picture"
    FILM = "film"
    SPOILER = "spoiler"
    HEADING = "heading"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` of a line bear all of ``marks``."""

    start: int
    end: int
    marks: frozenset[Mark]


FENCE = re.compile(r"\s{0,3}(```|~~~)")
"""The line that opens or closes a block of code."""

_BLOCK = re.compile(r"(?P<heading>\s{0,3}#{1,6}\s+)|(?P<quote>\s{0,3}>\s?)|(?P<item>\s*(?:[-*+]|\d{1,9}[.)])\s+)")
_ADDRESS = r"\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"
_SPAN = re.compile(
    rf"""
      (?P<escape> \\[!-/:-@\[-`{{-~] )
    | (?P<code> (?P<ticks>`+) (?!`) .+? (?<!`) (?P=ticks) (?!`) )
    | (?P<picture> !\[ [^\]]* \] {_ADDRESS} )
    | (?P<person> @\[ [^\]]* \] {_ADDRESS} )
    | (?P<link> \[ [^\]]+ \] {_ADDRESS} )
    | (?P<film> \{{\{{ [^{{}}]+ \}}\}} )
    | (?P<spoiler> \|\| (?=\S) .+? (?<=\S) \|\| )
    | (?P<both> \*\*\* (?=\S) .+? (?<=\S) \*\*\* (?!\*) )
    | (?P<bold> \*\* (?=[^\s*]) .+? (?<=\S) \*\* (?!\*) | (?<!\w)__ (?=\S) .+? (?<=\S) __ (?!\w) )
    | (?P<italic> \* (?=[^\s*]) (?: \*\* .+? \*\* | [^*] )+? (?<=[^\s]) \* (?!\*)
                | (?<!\w)_ (?=[^\s_]) [^_]+? (?<=\S) _ (?!\w) )
    """,
    re.VERBOSE,
)
_WIDTHS = {"film": 2, "spoiler": 2, "both": 3, "bold": 2, "italic": 1}
_MARKS = {
    "film": {Mark.FILM},
    "spoiler": {Mark.SPOILER},
    "both": {Mark.BOLD, Mark.ITALIC},
    "bold": {Mark.BOLD},
    "italic": {Mark.ITALIC},
}
_BRACKETS = {"link": (1, Mark.LINK), "person": (2, Mark.PERSON), "picture": (2, Mark.PICTURE)}


def line_marks(line: str) -> list[Stretch]:
    """Return the marked stretches of one line, in order; plain text between them is not mentioned."""
    block = _BLOCK.match(line)
    ground: frozenset[Mark] = frozenset()
    found: list[Stretch] = []
    start = 0
    if block is not None:
        start = block.end()
        if block.group("heading"):
            ground = frozenset({Mark.HEADING})
        elif block.group("quote"):
            ground = frozenset({Mark.QUOTE})
        found.append(Stretch(0, start, ground | {Mark.MARKER}))
    found.extend(_spans(line, start, len(line), ground))
    return found


def _spans(line: str, start: int, end: int, ground: frozenset[Mark]) -> Iterator[Stretch]:
    """Yield the stretches of a part of a line that bears ``ground`` already."""
    at = start
    while at < end:
        match = _SPAN.search(line, at, end)
        if match is None:
            break
        if ground:
            yield Stretch(at, match.start(), ground)
        yield from _span(line, match, ground)
        at = match.end()
    if ground and at < end:
        yield Stretch(at, end, ground)


def _span(line: str, match: re.Match[str], ground: frozenset[Mark]) -> Iterator[Stretch]:
    """Yield the stretches of one span: its markers, and within them what it holds."""
    kind = match.lastgroup or ""
    if kind == "ticks":
        kind = "code"
    start, end = match.span()
    marker = ground | {Mark.MARKER}
    if kind == "escape":
        yield Stretch(start, start + 1, marker)
        yield Stretch(start + 1, end, ground)
    elif kind == "code":
        width = len(match.group("ticks"))
        yield Stretch(start, start + width, marker)
        yield Stretch(start + width, end - width, ground | {Mark.CODE})
        yield Stretch(end - width, end, marker)
    elif kind in _BRACKETS:
        width, mark = _BRACKETS[kind]
        close = line.index("](", start)
        yield Stretch(start, start + width, marker)
        yield from _spans(line, start + width, close, ground | {mark})
        yield Stretch(close, end, marker)
    else:
        width = _WIDTHS[kind]
        yield Stretch(start, start + width, marker)
        yield from _spans(line, start + width, end - width, ground | _MARKS[kind])
        yield Stretch(end - width, end, marker)
