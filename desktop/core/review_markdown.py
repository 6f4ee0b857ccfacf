"""The body of a review's own Markdown file: where each part begins, so that it can be read back.

Marks are lines that Markdown never shows (link definitions nothing refers to, CommonMark 0.31, 4.7)::

    [//]: # (part ab12cd34 5e1f0a2b)    what Matinee made of the data follows; the last word is its digest
    [//]: # (text ab12cd34)             what the critic wrote follows; with a digest where the front matter has it exactly
    [//]: # (end ab12cd34)              the part is over; what follows until the next mark was added by hand
    [//]: # (end)                       the review is over; without it the file was cut short

A heading and an opening sentence stand between ``part`` and ``text``. A stretch whose digest still fits was left alone outside
and needs no reading. One blank line is before and after every mark; all else is the text itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.core.errors import FormatError

_MARK = re.compile(r"^\[//\]: # \((part|text|end)(?: ([a-z0-9]{1,32})(?: ([0-9a-f]{8}))?)?\)[^\S\n]*$", re.MULTILINE)
_LIKE_A_MARK = re.compile(r"^(?=\[//\]: # \((?:part|text|end)[ )])", re.MULTILINE)
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_DELIMITER = "---"


class Stretch(StrEnum):
    """What follows a mark."""

    MADE = "part"
    WRITTEN = "text"
    ADDED = "end"


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two marks; ``digest`` is that of the text as it was written, empty where the mark has none."""

    stretch: Stretch
    part: str
    text: str
    digest: str = ""

    @property
    def untouched(self) -> bool:
        """Whether the text is what Matinee wrote, blanks at the ends of lines apart."""
        return self.digest == text_digest(self.text)


def text_digest(text: str) -> str:
    """Return eight hexadecimal digits that change with the words of a text, and not with blanks at the ends of its lines."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:8]


def made_segment(part: str, text: str) -> Segment:
    """Return a stretch that Matinee makes, as it is written."""
    return Segment(Stretch.MADE, part, printable(text), text_digest(printable(text)))


def printable(text: str) -> str:
    """Return a text as the file can hold it: lines ended by line feeds, no control characters, nothing read as our mark."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LIKE_A_MARK.sub("\\\\", _NOT_TEXT.sub("", lines))


def file_text(front: str, segments: Sequence[Segment]) -> str:
    """Return the whole file: the lines of the front matter, the segments (an ``end`` without text is its mark alone), the end."""
    pieces = [f"{_DELIMITER}\n{front}{_DELIMITER}"]
    for segment in segments:
        digest = f" {segment.digest}" if segment.digest else ""
        pieces.append(f"[//]: # ({segment.stretch} {segment.part}{digest})")
        if segment.stretch is not Stretch.ADDED or segment.text:
            pieces.append(segment.text)
    return "\n\n".join([*pieces, "[//]: # (end)\n"])


def split_file(text: str) -> tuple[str, str]:
    """Return the front matter and the body of a file; the front matter is empty where there is none, or no end of it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines.startswith(f"{_DELIMITER}\n"):
        return "", lines
    end = re.compile(r"^---[^\S\n]*$", re.MULTILINE).search(lines, len(_DELIMITER) + 1)
    return (lines[len(_DELIMITER) + 1 : end.start()], lines[end.end() :]) if end else ("", lines)


def segments_of(body: str) -> list[Segment]:
    """Return the stretches of a body in order; what stands before the first mark and after the last counts as added by hand.

    Raises :class:`FormatError` where the end is missing.
    """
    segments, ended = [], False
    kind, part, digest, start = Stretch.ADDED, "", "", 0
    for mark in _MARK.finditer(body):
        segments.append(Segment(kind, part, _trimmed(body[start : mark.start()]), digest))
        kind, part, digest, start = Stretch(mark[1]), mark[2] or "", mark[3] or "", mark.end()
        ended |= kind is Stretch.ADDED and not part
    if not ended:
        raise FormatError("Its end is missing, so it may have been cut short.")
    return [*segments, Segment(kind, part, _trimmed(body[start:]), digest)]


def _trimmed(between: str) -> str:
    """Return what stands between two marks without the one blank line on either side."""
    return between.removeprefix("\n").removeprefix("\n").removesuffix("\n").removesuffix("\n")
