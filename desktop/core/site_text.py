"""Markdown that leaves for places which render it without Matinee's sanitiser: plain text in, plain text out.

Sites let HTML in Markdown through, and many a renderer any address too. What a page of Matinee would not hold may therefore not
stand in the Markdown either: elements, attributes and addresses beyond the plain ones become words. The rules need no parser of
Markdown, for each of those reads code, lists and links a little differently; they hold for Python-Markdown with and without its
extensions, which the tests lay before a real browser, and follow CommonMark 0.31 elsewhere. A picture of a web address stays one.
"""

from __future__ import annotations

import re
from html import unescape

from desktop.core.mark_text import outside_code

_COMMENT = re.compile(r"<!--(?:(?!--)[^<>])*-->")
_PLAIN_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|blockquote|br|caption|cite|code|col|colgroup|data|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|"
    r"h[1-6]|hr|i|ins|kbd|li|mark|ol|p|pre|q|rp|rt|ruby|s|samp|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|"
    r"time|tr|u|ul|var|wbr)"
    r"(?: (?:class|colspan|datetime|dir|id|lang|markdown|rowspan|scope|start|title|value)=\"[^\"<>`\\\n{}]*\"| open| reversed|"
    r" href=\"(?:https?://|mailto:|#)[^\"<>`\\\s{}]*\")* ?/?>"
)
_AUTOLINK = re.compile(r"<(?:(?:https?://|mailto:)[^<>\s\"'`\\]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>", re.IGNORECASE)
_OPENING = re.compile(r"<(?=[A-Za-z/!?])|<(?=[^\S\n]*[\x00-\x1f])")
_JOINER = "\u2060"
"""Word joiner: seen by nobody, and no element's name begins with it. It keeps code readable, where an entity would be shown."""

_LINKED = re.compile(r"(\]\([\s<]*)([^)\]]*)")
_DEFINED = re.compile(r"^([ \t>*+0-9.-]*\[[^\[\]\n]{1,1000}\]:[ \t]*\n?[ \t]*<?)(\S+)", re.MULTILINE)
_FIT = re.compile(r"(?:https?://|mailto:|(?:person|image):[\w-]+$|data:image/(?:png|jpeg|gif|webp|avif);base64,)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")
_IGNORED = re.compile(r"[\s\x00-\x20\x7f-\xa0\\]+")
_LINE_END = re.compile(r"((?<!\\)\}|\n)")
_PARAGRAPH_END = re.compile(r"((?<!\\)\}|\n[^\S\n]*\n)")


def site_text(markdown: str) -> str:
    """Return ``markdown`` with nothing in it that runs, loads a document or leads to an unsafe address; mostly just as it is."""
    changed = markdown
    if "<" in markdown:
        changed = _without_elements(changed)
    if "](" in markdown:
        changed = _LINKED.sub(_link, changed)
    if "]:" in markdown:
        changed = _DEFINED.sub(_link, changed)
    return _without_attributes(changed) if "{" in markdown else changed


def _without_attributes(markdown: str) -> str:
    """Make words of lists of attributes, ``{.name onclick=…}``: no brace before an equals sign opens one.

    A list ends with the first brace that closes and has no backslash before it; kramdown's, ``{: …}``, may go over lines.
    """
    return _unopened(_unopened(markdown, _LINE_END, "{"), _PARAGRAPH_END, "{:")


def _unopened(markdown: str, end: re.Pattern[str], opening: str) -> str:
    pieces = []
    for piece in end.split(markdown):
        before, equals, after = piece.rpartition("=")
        pieces += [before.replace(opening, opening.replace("{", "&#123;")), equals, after]
    return "".join(pieces)


def _without_elements(markdown: str) -> str:
    """Make words of every element but the plain ones, and drop comments as a page does."""
    said = outside_code(markdown, lambda text: _escaped(_COMMENT.sub("", text), "&lt;"))
    return _escaped(said, f"<{_JOINER}")


def _escaped(text: str, instead: str) -> str:
    """Return ``text`` with ``instead`` for each ``<`` that opens anything but a plain element or a link to an address."""

    def opening(found: re.Match[str]) -> str:
        plain = _PLAIN_TAG.match(text, found.start()) or _AUTOLINK.match(text, found.start())
        return "<" if plain else instead

    return _OPENING.sub(opening, text)


def _link(found: re.Match[str]) -> str:
    """Return a link's start and its address; one with a scheme no page may have becomes a place in the page."""
    address = _IGNORED.sub("", unescape(found[2])).lstrip("<")
    unfit = _SCHEME.match(address) and not _FIT.match(address)
    return f"{found[1]}#{found[2]}" if unfit else found[0]
