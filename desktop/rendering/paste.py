"""What comes from the clipboard as HTML becomes clean Markdown.

Kept are paragraphs, line breaks, emphasis, links, lists, headings and quotations, from web pages, word processors and mail; all
else is dropped or becomes plain text: pictures, tables, colours, Word's own elements. Word writes lists as paragraphs whose style
says ``mso-list`` and Google Docs writes emphasis as styles; both are understood.
"""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PreformattedString
from markdownify import ATX, MarkdownConverter

from desktop.core.addresses import web_address
from desktop.core.text import tidy_text

_DROPPED = (
    "script", "style", "head", "title", "meta", "link", "noscript", "template", "iframe", "object", "embed", "svg", "math", "img",
    "picture", "video", "audio", "canvas", "button", "input", "select", "textarea", "xml", "figcaption",
)  # fmt: skip
_KEPT = {
    "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "a", "ul", "ol", "li", "blockquote",
}  # fmt: skip
_PARAGRAPHS = {
    "p", "div", "section", "article", "header", "footer", "main", "aside", "td", "th", "dt", "dd", "figure", "address", "pre",
    "center",
}  # fmt: skip
_BLOCKS = _PARAGRAPHS | {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "tr", "tbody", "hr", "dl"}
_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*?)<!--\s*EndFragment\s*-->", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"(?:^|;)\s*(font-weight|font-style)\s*:\s*([\w-]+)", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d+)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MARKS = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|\{\{|\|\||<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(\s*)([#>]|[+\-](?=\s)|-{2,}|=(?==*\s*$)|:(?=\s)|\d+(?=[.)]\s))", re.MULTILINE)
_INNER_BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)")
_MANY_LINES = re.compile(r"\n{3,}")


def markdown_from_html(html: str) -> str:
    """Return the Markdown of a clipboard's HTML; empty where it holds no words."""
    fragment = _FRAGMENT.search(html)
    # Without an element around it, words that look like an address or a file name draw a warning.
    soup = BeautifulSoup(f"<div>{fragment[1] if fragment else html}</div>", "html.parser")
    for unwanted in soup.find_all(_DROPPED):
        unwanted.decompose()
    for note in soup.find_all(string=lambda text: isinstance(text, PreformattedString | Comment)):
        note.extract()
    _gather_word_lists(soup)
    _plain_emphasis(soup)
    _only_what_is_kept(soup)
    _join_emphasis(soup)
    text = _Converter(heading_style=ATX, bullets="-", strong_em_symbol="*", escape_misc=False).convert_soup(soup)
    return tidy_text(_MANY_LINES.sub("\n\n", _INNER_BLANKS.sub(" ", text))).strip()


class _Converter(MarkdownConverter):
    """markdownify with escapes for what our Markdown would read as a mark, and no others."""

    def escape(self, text: str, parent_tags: Any) -> str:
        """Return a text node with its marks escaped."""
        del parent_tags
        return _MARKS.sub(_escaped, text)

    def convert_p(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a paragraph, whose first sign must not make a list or heading of it."""
        return str(super().convert_p(el, _LINE_START.sub(_escaped_start, text), parent_tags))  # type: ignore[misc]

    def convert_li(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Return a list item; what stands inside is indented by four, as Python-Markdown reads it."""
        del parent_tags
        parent = el.parent
        marker = "-"
        if parent is not None and parent.name == "ol":
            first = str(parent.get("start", "1"))
            marker = f"{int(first) + len(el.find_previous_siblings('li'))}."
        own = text.strip() if el.find(_BLOCKS) is not None else _LINE_START.sub(_escaped_start, text.strip())
        lines = own.split("\n")
        inside = "".join(f"\n    {line}" if line.strip() else "\n" for line in lines[1:])
        return f"{marker} {lines[0]}{inside}\n"


def _escaped(mark: re.Match[str]) -> str:
    entity = {"<": "&lt;", "&": "&amp;"}.get(mark[0])
    return entity or "".join(f"\\{sign}" for sign in mark[0])


def _escaped_start(start: re.Match[str]) -> str:
    sign = start[2]
    if sign.isdigit():
        return f"{start[1]}{sign}\\"
    entity = {"=": "&#61;", ":": "&#58;"}.get(sign)
    return start[1] + (entity or "".join(f"\\{each}" for each in sign))


def _gather_word_lists(soup: BeautifulSoup) -> None:
    """Make lists of the paragraphs that Word calls list items; deeper levels stand inside the item before."""
    open_lists: list[tuple[int, Tag]] = []
    previous: Tag | None = None
    for paragraph in soup.find_all("p", style=_WORD_LIST):
        level_found = _WORD_LIST.search(str(paragraph["style"]))
        level = int(level_found[1]) if level_found else 1
        if previous is None or _next_element(previous) is not paragraph:
            open_lists.clear()
        markers = paragraph.find_all(style=re.compile(r"mso-list:\s*Ignore", re.IGNORECASE))
        marker = "".join(each.get_text() for each in markers).strip()
        for each in markers:
            each.decompose()
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        item = soup.new_tag("li")
        if not open_lists or open_lists[-1][0] < level:
            made = soup.new_tag("ol" if re.match(r"\w+[.)]", marker) else "ul")
            if open_lists:
                open_lists[-1][1].find_all("li", recursive=False)[-1].append(made)
            else:
                paragraph.insert_before(made)
            open_lists.append((level, made))
        open_lists[-1][1].append(item)
        previous = open_lists[0][1]
        item.extend(list(paragraph.contents))
        paragraph.decompose()


def _next_element(tag: Tag) -> Tag | None:
    following = tag.next_sibling
    while isinstance(following, NavigableString) and not following.strip():
        following = following.next_sibling
    return following if isinstance(following, Tag) else None


def _plain_emphasis(soup: BeautifulSoup) -> None:
    """Say emphasis with ``em`` and ``strong`` alone, whether it was an element or a style."""
    names = {"b": "strong", "i": "em", "cite": "em", "dfn": "em", "var": "em"}
    for tag in soup.find_all(True):
        tag.name = names.get(tag.name, tag.name)
        styles = {name.lower(): value.lower() for name, value in _STYLE.findall(str(tag.get("style", "")))}
        weight, slant = styles.get("font-weight", ""), styles.get("font-style", "")
        heavy = weight in {"bold", "bolder"} or (weight.isdigit() and int(weight) >= 600)
        if (tag.name == "strong" and weight and not heavy) or (tag.name == "em" and slant == "normal"):
            tag.name = "span"
        elif tag.name in {"span", "font"}:
            for wanted, name in ((heavy, "strong"), (slant in {"italic", "oblique"}, "em")):
                if wanted:
                    inside = soup.new_tag(name)
                    inside.extend(list(tag.contents))
                    tag.append(inside)


def _only_what_is_kept(soup: BeautifulSoup) -> None:
    for text in soup.find_all(string=True):
        text.replace_with(NavigableString(_BLANKS.sub(" ", text)))
    for tag in list(soup.find_all(True)):
        if tag.name == "a":
            href = str(tag.get("href", ""))
            address = href if href.lower().startswith("mailto:") else web_address(href)
            tag.attrs = {"href": address} if address else {}
        elif tag.name == "ol" and str(tag.get("start", "")).isdigit():
            tag.attrs = {"start": tag["start"]}
        else:
            tag.attrs = {}
    for tag in reversed(soup.find_all(True)):
        holds_blocks = tag.find(_BLOCKS) is not None
        if tag.name in _PARAGRAPHS and not holds_blocks and tag.parent is not None and tag.parent.name not in {"li", "p"}:
            tag.name = "p"
        elif (
            tag.name not in _KEPT
            or (tag.name == "a" and not tag.attrs)
            or (holds_blocks and tag.name in {"p", "em", "strong", "a"})
        ):
            tag.unwrap()


def _join_emphasis(soup: BeautifulSoup) -> None:
    """Join what was emphasised piece by piece, and drop emphasis of nothing or inside the same."""
    for name in ("strong", "em"):
        for tag in soup.find_all(name):
            if tag.find_parent(name) is not None or not tag.get_text().strip():
                tag.unwrap()
        soup.smooth()
        for tag in soup.find_all(name):
            while isinstance(tag.next_sibling, Tag) and tag.next_sibling.name == name:
                tag.extend(list(tag.next_sibling.contents))
                tag.next_sibling.decompose()
