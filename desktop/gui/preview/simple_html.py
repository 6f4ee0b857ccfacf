"""A page in the small part of HTML that Qt's rich text knows: for the view without WebEngine."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QUrl

from desktop.gui.preview.pictures import PictureMap, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.page import Page

# fmt: off
_KEPT = frozenset((
    "a", "b", "blockquote", "br", "cite", "code", "dd", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li",
    "ol", "p", "pre", "s", "small", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
))
_BLOCKS = frozenset((
    "article", "aside", "details", "div", "figcaption", "figure", "footer", "header", "main", "nav", "section", "summary",
))
_UNSEEN = frozenset((
    "audio", "embed", "head", "iframe", "math", "object", "script", "style", "svg", "template", "title", "video",
))
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))
# fmt: on

_LINKED = re.compile(r"https?://|mailto:|#", re.IGNORECASE)

PICTURE_SCHEME = "picture"
"""Pictures are named ``picture:<number>``; the number counts the entries of ``SimpleHtml.pictures``."""


class SimpleHtml(NamedTuple):
    """Simplified HTML, and the files of its pictures in the order of their numbers."""

    html: str
    pictures: tuple[Path, ...]


def simplify(page: Page, root: Path) -> SimpleHtml:
    """Return the page for ``QTextBrowser``.

    Every block begins with an anchor named like it. Elements that Qt does not know become ``div`` or fall away with their tags
    only; scripts, styles and foreign content fall away whole; a picture stays where the page's closed map has it, else its
    alternative text stands in its place.
    """
    map_ = PictureMap(page, root)
    pictures: list[Path] = []
    parts = []
    for block in page.blocks:
        simplifier = _Simplifier(map_, pictures)
        simplifier.feed(block.html)
        simplifier.close()
        parts.append(f'<div><a name="{escape(block.id)}"></a>{"".join(simplifier.out)}</div>')
    direction = escape(page.direction)
    return SimpleHtml(f'<html><body dir="{direction}">{"".join(parts)}</body></html>', tuple(pictures))


def _link(address: str) -> str:
    """Return the start of a link; one that leads nowhere a reader may be sent stays as its words."""
    return f'<a href="{escape(address)}">' if _LINKED.match(address) else "<a>"


class _Simplifier(HTMLParser):
    """Rewrites the elements of one block into ``out``; found pictures are added to ``pictures``."""

    def __init__(self, map_: PictureMap, pictures: list[Path]) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._map = map_
        self._pictures = pictures
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN and tag not in _VOID:
            self._unseen += 1
        if self._unseen:
            return
        given = dict(attrs)
        if tag == "img":
            self.out.append(self._picture(given))
        elif tag == "a":
            self.out.append(_link(given.get("href") or ""))
        elif tag in _KEPT:
            self.out.append(f"<{tag}>")
        elif tag in _BLOCKS:
            self.out.append("<div>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        elif not self._unseen and tag not in _VOID:
            if tag in _KEPT:
                self.out.append(f"</{tag}>")
            elif tag in _BLOCKS:
                self.out.append("</div>")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.out.append(escape(data))

    def _picture(self, given: dict[str, str | None]) -> str:
        file = self._map.find(path_of(QUrl(given.get("src") or "")))
        if file is None:
            return escape(given.get("alt") or "")
        self._pictures.append(file)
        return f'<img src="{PICTURE_SCHEME}:{len(self._pictures) - 1}">'
