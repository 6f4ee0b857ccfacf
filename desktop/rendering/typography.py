"""Smart typography: the quotation marks, apostrophes and dashes of the text's language.

The quotation marks are those of the phrases, and for languages without phrases those that CLDR gives. ``--`` is an en dash,
``---`` an em dash, ``...`` an ellipsis. An apostrophe is always ’, also where the closing single quotation mark looks otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor

from desktop.core.languages import base_language
from desktop.core.phrases import PHRASE_LANGUAGES, phrases

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

APOSTROPHE = "’"


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotation marks of a language; the inner ones stand inside others."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = Quotes("“", "”", "‘", "’")
_LOW = Quotes("„", "“", "‚", "‘")
_ANGLED = Quotes("«", "»", "“", "”")
_NORTHERN = Quotes("”", "”", "’", "’")
_QUOTES = {
    "bg": Quotes("„", "“", "’", "’"),
    "ca": _ANGLED,
    "cs": _LOW,
    "da": Quotes("“", "”", "‘", "’"),
    "el": _ANGLED,
    "fa": Quotes("«", "»", "‹", "›"),
    "fi": _NORTHERN,
    "he": Quotes("”", "”", "’", "’"),
    "hu": Quotes("„", "”", "»", "«"),
    "it": _ANGLED,
    "ja": Quotes("「", "」", "『", "』"),
    "nb": Quotes("«", "»", "‘", "’"),
    "nn": Quotes("«", "»", "‘", "’"),
    "no": Quotes("«", "»", "‘", "’"),
    "pl": Quotes("„", "”", "«", "»"),
    "pt-pt": _ANGLED,
    "ro": Quotes("„", "”", "«", "»"),
    "ru": Quotes("«", "»", "„", "“"),
    "sk": _LOW,
    "sl": _LOW,
    "sv": _NORTHERN,
    "uk": Quotes("«", "»", "„", "“"),
}
_PIECE = re.compile(r"\x02[^\x03]*\x03|(?<!-)-{2,3}(?!-)|\.\.\.|[\"']")
_ESCAPED = re.compile(r"\x02(\d+)\x03")
_OPENS_AFTER = frozenset("([{<-–—―/“„«‘‚‹¿¡\u202f")
_ELISIONS = re.compile(r"(?:\d|(?:tis|twas|twere|em|til|cause|bout|round|n)\b)", re.IGNORECASE)
_SIGNS = {"--": "–", "---": "—", "...": "…"}


def quotes_of(language: str) -> Quotes:
    """Return the quotation marks of a language (BCP 47); English ones where none are known."""
    base = base_language(language)
    if base in PHRASE_LANGUAGES:
        said = phrases(language)
        return Quotes(*said.quotes, *said.inner_quotes)
    return _QUOTES.get("pt-pt" if language.lower() == "pt-pt" else base, _ENGLISH)


def typeset(text: str, quotes: Quotes) -> str:
    """Return one line of plain text with the signs of its language."""
    return Typesetter(quotes).set(text)


class Typesetter:
    """Sets one paragraph, handed in piece by piece, so that a quotation may begin and end in different elements."""

    def __init__(self, quotes: Quotes) -> None:
        """Begin a paragraph with no quotation open."""
        self.quotes = quotes
        self.before = ""
        self.singles = 0

    def set(self, text: str) -> str:
        """Return the next piece of the paragraph, set."""
        done: list[str] = []
        end = 0
        for piece in _PIECE.finditer(text):
            self._pass(text[end : piece.start()], done)
            end = piece.end()
            self._sign(piece[0], text, end, done)
        self._pass(text[end:], done)
        return "".join(done)

    def skip(self) -> None:
        """Note that something stands here that is not set, such as code."""
        self.before = "x"

    def _pass(self, text: str, done: list[str]) -> None:
        if text:
            done.append(text)
            self.before = text[-1]

    def _sign(self, sign: str, text: str, end: int, done: list[str]) -> None:
        if sign[0] == "\x02":
            escaped = _ESCAPED.fullmatch(sign)
            done.append(sign)
            self.before = chr(int(escaped[1])) if escaped else self.before
        elif sign == '"':
            opens = self._opens()
            self._pass(self.quotes.opening if opens else self.quotes.closing, done)
            self.before = "“" if opens else "x"
        elif sign == "'":
            self._single(text, end, done)
        else:
            self._pass(_SIGNS[sign], done)

    def _single(self, text: str, end: int, done: list[str]) -> None:
        follows = text[end : end + 1]
        if self._opens() and follows and not follows.isspace() and not _ELISIONS.match(text, end):
            self.singles += 1
            self._pass(self.quotes.inner_opening, done)
            self.before = "‘"
        elif self.singles and not follows.isalnum():
            self.singles -= 1
            self._pass(self.quotes.inner_closing, done)
            self.before = "x"
        else:
            self._pass(APOSTROPHE, done)

    def _opens(self) -> bool:
        return not self.before or self.before.isspace() or self.before in _OPENS_AFTER


_LEFT_ALONE = frozenset({"code", "pre", "kbd", "samp"})
_INSIDE_A_LINE = frozenset(
    {"a", "abbr", "b", "cite", "del", "em", "i", "ins", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
)


class TypographyTreeprocessor(Treeprocessor):
    """Sets every text of a document, after Markdown's inline marks and before its escapes are taken back."""

    def __init__(self, md: Markdown, quotes: Quotes) -> None:
        """Set the texts of ``md`` with ``quotes``."""
        super().__init__(md)
        self.quotes = quotes

    def run(self, root: Element) -> None:
        """Set the whole tree."""
        self._walk(root, Typesetter(self.quotes))

    def _walk(self, element: Element, typesetter: Typesetter) -> None:
        if element.tag in _LEFT_ALONE:
            typesetter.skip()
            return
        if element.text:
            element.text = typesetter.set(element.text)
        for child in element:
            inline = child.tag in _INSIDE_A_LINE or child.tag in _LEFT_ALONE
            self._walk(child, typesetter if inline else Typesetter(self.quotes))
            if child.tail:
                if child.tag == "br":
                    typesetter.before = ""
                child.tail = typesetter.set(child.tail)
