"""A part's Markdown becomes safe HTML.

Python-Markdown with footnotes, tables, definition lists, abbreviations, fenced code and Matinee's own marks
(``desktop.rendering.marks``), then the typography of the language, then the strict sanitiser. Nothing that a person types is
executed: HTML in a text is kept as far as the allow-list goes, and a made-up tag such as ``<Tick, Tick… Boom!>`` is text.
"""

from __future__ import annotations

import re
import sys
import threading
from dataclasses import dataclass
from functools import partial
from html import escape

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from desktop.core.phrases import phrases
from desktop.rendering.marks import NO_PEOPLE, PICTURE_CLOSE, PICTURE_OPEN, Marks, MarkSetting
from desktop.rendering.memory import Memory
from desktop.rendering.sanitiser import clean
from desktop.rendering.segments import pieces_of
from desktop.rendering.typography import TypographyTreeprocessor, quotes_of

_LITERAL = "\ufdd0"
_REPLACEMENT = "\ufffd"
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NUMBERED = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*([0-9]{1,7})(?![0-9]));?")
_HTML_TAGS = (
    "a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|canvas|caption|"
    "center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|"
    "font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|"
    "mark|marquee|math|menu|meta|meter|nav|nobr|noembed|noframes|noscript|object|ol|optgroup|option|output|p|param|picture|"
    "plaintext|pre|progress|q|rb|rp|rt|ruby|s|samp|script|search|section|select|slot|small|source|span|strike|strong|style|sub|"
    "summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|xmp"
)
_INVENTED_TAG = re.compile(rf"<(?=/?[A-Za-z])(?!/?(?:{_HTML_TAGS})(?:[\s/>]|$))(?![^\s<>]+[:@][^\s<>]*>)", re.IGNORECASE)
_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])")
_PICTURE = re.compile(rf"(<p>)?{PICTURE_OPEN}([\w-]+){PICTURE_CLOSE}(?(1)</p>)")
_PIECES: Memory[tuple[str, str, str, MarkSetting], str] = Memory(4096)
_EMPTY_ROW = re.compile(r'<div class="gallery">\s*</div>\n?')


@dataclass(frozen=True, slots=True)
class PictureHtml:
    """A picture that a text may name: the id of its use, and its finished HTML alone on a line and inside one."""

    use: str
    figure: str
    inline: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text with everything its HTML depends on; equal texts have equal HTML.

    ``prefix`` makes its ids its own; ``level`` is that of the heading above it, and the first heading inside is one below.
    """

    markdown: str
    prefix: str
    language: str
    level: int = 1
    marks: MarkSetting = NO_PEOPLE
    pictures: tuple[PictureHtml, ...] = ()


def html_of(text: Text) -> str:
    """Return the safe HTML of a text; elements stand on lines of their own, without white space around the whole."""
    written = _INVENTED_TAG.sub(_LITERAL, well_formed(text.markdown))
    pieces = (
        _PIECES.recall((piece, text.prefix, text.language, text.marks), partial(_safe, piece, text))
        for piece in pieces_of(written)
    )
    safe = "\n".join(filter(None, pieces))
    pictures = {picture.use: picture for picture in text.pictures}
    with_pictures = _PICTURE.sub(lambda found: _picture(found, pictures), _levelled(safe, text.level))
    return _EMPTY_ROW.sub("", with_pictures).replace(_LITERAL, "&lt;").strip()


def _safe(written: str, text: Text) -> str:
    """Return the safe HTML of a piece of a text, its headings and pictures as they are written."""
    converter = _converter(text.language)
    converter.marks.setting = text.marks
    try:
        rough = converter.markdown.reset().convert(written)
    except BaseException:
        _local.converters.clear()  # an interrupted conversion leaves its state behind
        raise
    return clean(_NUMBERED.sub(_numbered, rough), text.prefix, escape(phrases(text.language).remote_image))


def well_formed(text: str) -> str:
    """Return ``text`` without control characters, lone surrogates and noncharacters, which no page may hold."""
    return _NOT_TEXT.sub("", text)


def _numbered(reference: re.Match[str]) -> str:
    """Return a sign written as its number; one that no page may hold is not let in by its number either."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return _REPLACEMENT if number > sys.maxunicode or _NOT_TEXT.match(chr(number)) else reference[0]


def plain_html(text: str) -> str:
    """Return a text as escaped paragraphs, for one that took too long to read as Markdown."""
    paragraphs = re.split(r"\n[^\S\n]*\n", well_formed(text).strip())
    return "\n".join(
        f'<p class="paused">{escape(paragraph.strip(), quote=False)}</p>' for paragraph in paragraphs if paragraph.strip()
    )


@dataclass(frozen=True, slots=True)
class _Converter:
    markdown: Markdown
    marks: Marks


_local = threading.local()


def _converter(language: str) -> _Converter:
    """Return this thread's converter for a language; making one takes longer than converting a paragraph."""
    converters: dict[str, _Converter] = _local.__dict__.setdefault("converters", {})
    if language not in converters:
        converters[language] = _make_converter(language)
    return converters[language]


def _make_converter(language: str) -> _Converter:
    said, quotes = phrases(language), quotes_of(language)
    marks = Marks(quotes, said.spoiler_show)
    markdown = Markdown(
        output_format="html",
        extensions=[
            FencedCodeExtension(),
            FootnoteExtension(BACKLINK_TITLE=said.back_to_text, BACKLINK_TEXT="\u21a9\ufe0e"),
            TableExtension(),
            DefListExtension(),
            AbbrExtension(),
            SaneListExtension(),
            marks,
        ],
    )
    markdown.treeprocessors.register(TypographyTreeprocessor(markdown, quotes), "typography", 8)
    return _Converter(markdown, marks)


def _levelled(html: str, above: int) -> str:
    """Return ``html`` with its headings one below ``above``, deeper ones below those, and no level left out."""
    open_levels: list[int] = []
    outline: list[tuple[int, int]] = []

    def level(tag: re.Match[str]) -> str:
        if tag[1]:
            return f"</h{open_levels.pop() if open_levels else tag[2]}"
        written = int(tag[2])
        while outline and outline[-1][0] >= written:
            outline.pop()
        outline.append((written, min((outline[-1][1] if outline else above) + 1, 6)))
        open_levels.append(outline[-1][1])
        return f"<h{open_levels[-1]}"

    return _HEADING.sub(level, html)


def _picture(found: re.Match[str], pictures: dict[str, PictureHtml]) -> str:
    picture = pictures.get(found[2])
    if picture is None:
        return ""
    return picture.figure if found[1] else picture.inline
