"""The blocks of a rendered page as plain text: what a reader of the page reads, in the order of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_BREAKS = frozenset(
    {
        *("p", "div", "section", "aside", "ul", "ol", "li", "dl", "dt", "blockquote", "figure", "figcaption", "pre"),
        *("table", "thead", "tbody", "tr", "details", "summary", "hr", "h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")
_NEW_LINE = "\u2028"
"""Stands where a line begins inside a paragraph, for a line feed in HTML is a blank."""
_JOINED = -1
"""The group of a line that belongs to the one above it."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands for what only a page can show: quotation marks around a film title, and the word for a spoiler."""

    quotes: tuple[str, str]
    spoiler: str


@dataclass(slots=True)
class _Element:
    """An open element.

    ``marker`` stands before the next line inside a list item; ``count`` numbers the items of a list, and ``group`` the lists and
    tables themselves. ``begun`` is how many pieces of words were there before it.
    """

    tag: str
    classes: frozenset[str]
    href: str = ""
    marker: str = ""
    count: int = 0
    group: int = 0
    begun: int = 0


@dataclass(slots=True)
class _Picture:
    """What is said of a figure: the place of its file or the words for one that is to come, and its caption."""

    said: str = ""
    caption: list[str] = field(default_factory=list)

    def words(self) -> str:
        """Return the line that stands for a picture, in brackets; what is none is its words alone."""
        told = "".join(self.caption)
        words = _BLANKS.sub(" ", told.replace(_NEW_LINE, " ")).strip()
        return f"[{': '.join(filter(None, (self.said, words)))}]" if self.said else told


def page_text(html: str, signs: Signs) -> str:
    """Return a block's HTML as text: paragraphs with a blank line between, the items of a list on a line each."""
    reader = _Reader(signs)
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Gathers lines; those of one list or table stand close together."""

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._signs = signs
        self._open: list[_Element] = []
        self._line: list[str] = []
        self._lines: list[tuple[str, int]] = []
        self._figure: _Picture | None = None
        self._groups = 0

    def text(self) -> str:
        """Return what was gathered."""
        self._end_line()
        said = ""
        for number, (line, group) in enumerate(self._lines):
            close = number and group and group in {_JOINED, self._lines[number - 1][1]}
            said += ("\n" if close else "\n\n" if number else "") + line
        return said

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where the element begins a block, and say what stands for the element."""
        given = {name: value or "" for name, value in attrs}
        element = _Element(tag, frozenset(given.get("class", "").split()), given.get("href", ""))
        if tag in _BREAKS:
            self._end_line()
        if tag == "br":
            self._words().append(_NEW_LINE)
        elif tag == "img":
            self._see_picture(given.get("src", ""))
        elif "picture-to-come" in element.classes:
            self._see_picture(given.get("aria-label", "").partition(":")[0])
        if tag in {"br", "img", "hr", "wbr"}:
            return
        self._begin(element)
        self._open.append(element)
        element.begun = len(self._words())

    def _begin(self, element: _Element) -> None:
        match element.tag:
            case "figure":
                self._figure = _Picture()
            case "figcaption" if "".join(self._words()).strip():
                self._words().append(_NEW_LINE)
            case "li":
                element.marker = self._marker()
            case "cite" if not element.classes & {"quoted", "plain"}:
                self._words().append(self._signs.quotes[0])
            case "span" if "spoiler" in element.classes:
                self._words().append(f"({self._signs.spoiler}: ")
            case "a" if "footnote-ref" in element.classes:
                self._words().append("[")
            case "td" | "th" if "".join(self._line).strip():
                self._line.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        """End what the element began."""
        while self._open:
            element = self._open[-1]
            self._finish(element)
            self._open.pop()
            if element.tag == tag:
                return

    def _finish(self, element: _Element) -> None:
        words = self._words()
        match element.tag:
            case "figure" if self._figure is not None:
                figure, self._figure = self._figure, None
                if figure.words():
                    self._line.append(figure.words())
            case "cite" if not element.classes & {"quoted", "plain"}:
                words.append(self._signs.quotes[1])
            case "span" if "spoiler" in element.classes:
                words.append(")")
            case "a" if "footnote-ref" in element.classes:
                words.append("]")
            case "a":
                self._address(element)
            case "dt":
                words.append(": ")
                return
            case "dd":
                self._end_line()
            case "summary":
                del words[:]
                words.append(f"[{self._signs.spoiler}]")
        if element.tag in _BREAKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        """Take words in, but for the way back from a footnote."""
        if not any("footnote-backref" in element.classes for element in self._open):
            self._words().append(data)

    def _words(self) -> list[str]:
        return self._line if self._figure is None else self._figure.caption

    def _see_picture(self, said: str) -> None:
        if self._figure is not None:
            self._figure.said = self._figure.said or said
        elif said:
            self._line.append(f"[{said}]")

    def _address(self, element: _Element) -> None:
        """Put the address behind the words that led there, unless they are it."""
        words, address = self._words(), element.href.removeprefix("mailto:")
        said = "".join(words[element.begun :])
        if element.href.startswith(("http://", "https://", "mailto:")) and said.strip() not in {address, ""}:
            words.append(f" ({address})")

    def _is_in(self, tag: str) -> bool:
        return any(element.tag == tag for element in self._open)

    def _marker(self) -> str:
        """Return what stands before an item of the list that is open; nothing for cards."""
        inside = next((element for element in reversed(self._open) if element.tag in {"ul", "ol"}), None)
        if inside is None or "cards" in inside.classes:
            return ""
        inside.count += 1
        if any("footnote" in element.classes for element in self._open):
            return f"[{inside.count}] "
        return f"{inside.count}. " if inside.tag == "ol" else "- "

    def _end_line(self) -> None:
        words, self._line = "".join(self._line), []
        kept = words.strip("\n") if self._is_in("pre") else _blanks_joined(words)
        if kept.strip():
            self._lines.append((self._placed(kept), self._group()))

    def _placed(self, line: str) -> str:
        """Return a line behind the markers of the items and quotations that it stands in."""
        before, rest = "", ""
        for element in self._open:
            if element.tag == "li" and element.marker:
                before, rest = before + element.marker, rest + " " * len(element.marker)
                element.marker = " " * len(element.marker)
            elif element.tag in {"blockquote", "details"}:
                before, rest = f"{before}> ", f"{rest}> "
        return before + line.replace("\n", f"\n{rest}").rstrip()

    def _group(self) -> int:
        """Return the number of the list or table that a line stands in, 0 for none; cards are no list, a role is no paragraph."""
        if self._open and "role" in self._open[-1].classes:
            return _JOINED
        for element in self._open:
            if element.tag in {"ul", "ol", "dl", "table"} and "cards" not in element.classes:
                if not element.group:
                    self._groups += 1
                    element.group = self._groups
                return element.group
        return 0


def _blanks_joined(words: str) -> str:
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in words.split(_NEW_LINE)).strip("\n")
