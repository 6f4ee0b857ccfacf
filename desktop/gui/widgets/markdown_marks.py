"""Where the marks of our Markdown stand in a line: what the light highlighting needs, and no more.

Besides common Markdown, our own marks: film title ``{{Title}}``, spoiler ``||hidden||``, person
``@[Printed name](person:ID)``, picture ``![alternative text](image:ID)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice


class Mark(StrEnum):
    """What a stretch of a line is."""

    MARKER = "marker"
    ADDRESS = "address"
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

ADDRESS = re.compile(r"(?<=\])\((?:person|image):[^()\s]*\)")
"""What names a person or a picture of the library behind the words that are printed."""

LONGEST, MOST = 8000, 400
"""Characters of a line that are looked at, and stretches found in it at most: what lies beyond is plain.

A long paragraph has 1,000 characters and some 20 stretches; Qt itself grows slow over a line of thousands of them.
"""

_DEEPEST = 6
"""How many spans within spans are looked into."""

_BLOCK = re.compile(r"(?P<heading>\s{0,3}#{1,6}\s+)|(?P<quote>\s{0,3}>\s?)|(?P<item>\s*(?:[-*+]|\d{1,9}[.)])\s+)")
_RUN = re.compile(r"(?<!\\)(\*+|_+)")
_SAME = re.compile(r"(.)\1*")
_TICKS = re.compile(r"`+")
_BRACKET = re.compile(r"([!@]?\[)((?:[^\[\]\\]|\\.)*+)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s\"[^\"]*\")?\)")
_FILM = re.compile(r"\{\{([^\s{}](?:[^{}]*[^\s{}])?)\}\}")
_BRACKETS = {"[": Mark.LINK, "@[": Mark.PERSON, "![": Mark.PICTURE}
_RUNS: dict[int, frozenset[Mark]] = {
    1: frozenset({Mark.ITALIC}),
    2: frozenset({Mark.BOLD}),
    3: frozenset({Mark.BOLD, Mark.ITALIC}),
}
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_STARTS = re.compile(r"[\\`*_]|[!@]?\[|\{\{|\|\|")


@dataclass(frozen=True, slots=True)
class _Span:
    """A span found: its opening marker, what it holds, its closing marker; ``marks`` is for what it holds.

    ``address`` is where, within the closing marker, the number of a person or picture begins that nobody reads.
    """

    start: int
    inner: int
    inner_end: int
    end: int
    marks: frozenset[Mark]
    opaque: bool = False
    address: int | None = None


def line_marks(line: str) -> list[Stretch]:
    """Return the marked stretches of one line, in order; plain text between them is not mentioned.

    It takes time in proportion to the line, whatever the line holds, and no longer than ``LONGEST`` and ``MOST`` allow.
    """
    block = _BLOCK.match(line)
    if block is None and _STARTS.search(line) is None:
        return []
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
    found.extend(islice(_spans(line, start, min(len(line), LONGEST), ground), MOST))
    return found


def _spans(line: str, start: int, end: int, ground: frozenset[Mark], depth: int = 0) -> Iterator[Stretch]:
    """Yield the stretches of a part of a line that bears ``ground`` already."""
    at = start
    for span in _find_spans(line, start, end) if depth < _DEEPEST else ():
        if ground:
            yield Stretch(at, span.start, ground)
        yield Stretch(span.start, span.inner, ground | {Mark.MARKER})
        inside = ground | span.marks
        if not span.opaque:
            yield from _spans(line, span.inner, span.inner_end, inside, depth + 1)
        elif inside:
            yield Stretch(span.inner, span.inner_end, inside)
        closed = span.end if span.address is None else span.address
        if span.inner_end < closed:
            yield Stretch(span.inner_end, closed, ground | {Mark.MARKER})
        if closed < span.end:
            yield Stretch(closed, span.end, inside | {Mark.MARKER, Mark.ADDRESS})
        at = span.end
    if ground and at < end:
        yield Stretch(at, end, ground)


def _find_spans(line: str, start: int, end: int) -> Iterator[_Span]:
    """Yield the outermost spans of a part of a line in one walk; what cannot close is not looked for again."""
    hopeless: set[str] = set()
    at = start
    while True:
        match = _STARTS.search(line, at, end)
        if match is None:
            return
        at = match.start()
        span = _span_at(line, at, end, hopeless)
        if span is not None:
            yield span
            at = span.end
        elif line[at] in "*_`" and (same := _SAME.match(line, at, end)):
            at = same.end()
        else:
            at += 1


def _span_at(line: str, at: int, end: int, hopeless: set[str]) -> _Span | None:
    """Return the span that begins at ``at``, if one does."""
    sign = line[at]
    if sign == "\\":
        escaped = at + 1 < end and line[at + 1] in _ESCAPABLE
        return _Span(at, at + 1, at + 2, at + 2, frozenset(), opaque=True) if escaped else None
    if sign == "`":
        return _code_at(line, at, end, hopeless)
    if sign == "{":
        film = _FILM.match(line, at, end)
        return _Span(at, *film.span(1), film.end(), frozenset({Mark.FILM}), opaque=True) if film else None
    if sign == "|":
        return _spoiler_at(line, at, end, hopeless)
    if sign in "*_":
        return _emphasis_at(line, at, end, hopeless)
    match = _BRACKET.match(line, at, end)
    if match is None:
        return None
    mark = frozenset({_BRACKETS[match.group(1)]})
    address = match.end(2) + 1 if ADDRESS.match(line, match.end(2) + 1, end) else None
    return _Span(at, match.start(2), match.end(2), match.end(), mark, address=address)


def _code_at(line: str, at: int, end: int, hopeless: set[str]) -> _Span | None:
    """Return the code between two equal runs of backticks."""
    opening = _TICKS.match(line, at, end)
    ticks = opening.group() if opening else ""
    if not ticks or ticks in hopeless:
        return None
    inner = at + len(ticks)
    for closing in _TICKS.finditer(line, inner, end):
        if closing.group() == ticks:
            return _Span(at, inner, closing.start(), closing.end(), frozenset({Mark.CODE}), opaque=True)
    hopeless.add(ticks)
    return None


def _spoiler_at(line: str, at: int, end: int, hopeless: set[str]) -> _Span | None:
    """Return a spoiler."""
    inner = at + 2
    if "||" in hopeless or not line.startswith("||", at, end) or inner >= end or line[inner].isspace():
        return None
    close = line.find("||", inner + 1, end)
    if close < 0:
        hopeless.add("||")
        return None
    return None if line[close - 1].isspace() else _Span(at, inner, close, close + 2, frozenset({Mark.SPOILER}))


def _emphasis_at(line: str, at: int, end: int, hopeless: set[str]) -> _Span | None:
    """Return the text between two equal runs of one to three ``*`` or ``_``."""
    opening = _RUN.match(line, at, end)
    run = opening.group() if opening else ""
    inner = at + len(run)
    if len(run) not in _RUNS or run in hopeless or inner >= end or line[inner].isspace():
        return None
    within_word = run[0] == "_" and at > 0 and line[at - 1].isalnum()
    if within_word:
        return None
    for closing in _RUN.finditer(line, inner, end):
        after = line[closing.end() : closing.end() + 1]
        fits = closing.group() == run and not line[closing.start() - 1].isspace()
        if fits and not (run[0] == "_" and after.isalnum()):
            return _Span(at, inner, closing.start(), closing.end(), _RUNS[len(run)])
    hopeless.add(run)
    return None
