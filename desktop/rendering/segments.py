"""A text falls into pieces that can be rendered each by itself, so that a key renders a paragraph and not the whole part.

A piece begins with a paragraph or heading that stands at the left edge after a blank line: whatever came before ends there. Where
a text holds anything that reaches across blank lines (HTML, fenced code, link references, footnotes, abbreviations, definition
lists, spoiler folds), it is one piece. A test holds the joined pieces against the whole.
"""

from __future__ import annotations

import re

_REACHES_FAR: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("<", re.compile(r"<[A-Za-z/!?]")),  # HTML and addresses in angle brackets
    ("```", re.compile(r"^[ ]{0,3}```", re.MULTILINE)),
    ("~~~", re.compile(r"^[ ]{0,3}~~~", re.MULTILINE)),
    ("]", re.compile(r"\] ?:")),  # references, footnotes and abbreviations, be it in a quotation or a list
    (":", re.compile(r"^[ ]{0,3}:[ \t]", re.MULTILINE)),  # definitions
    ("||", re.compile(r"^\|\|\s*$", re.MULTILINE)),
)
"""A sign without which it cannot be there, which is looked for first because that is quick, and what reaches far."""
_BEGINS = re.compile(r"\n(?:[ \t]*\n)+(?=(?:#{1,6}[ ]?)?[^\W\d_]|[“”\"'‘’«»„¿¡(]\w)")
"""A blank line before a letter, a heading or an opening quotation mark."""


def pieces_of(markdown: str) -> list[str]:
    """Return the pieces of a text, in order; joined by blank lines they print what the text prints."""
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    if any(sign in markdown and far.search(markdown) for sign, far in _REACHES_FAR):
        return [markdown]
    pieces: list[str] = []
    start = 0
    for gap in _BEGINS.finditer(markdown):
        pieces.append(markdown[start : gap.start()])
        start = gap.end()
    pieces.append(markdown[start:])
    return pieces
