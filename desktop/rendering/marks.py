r"""Matinee's own marks in a text, as an extension of Python-Markdown.

================================== ==============================================================================
``{{Burning}}``                    a film title, dressed as the outlet dresses titles
``||she never left||``             a spoiler inside a sentence, covered until it is pointed at or focused
``||`` alone on a line, twice      everything between the two lines is a spoiler behind a fold
``@[Lene Voss](person:ID)``        a person; prints the name as this review prints it, or a shorter one as typed
``![what is seen](image:USE)``     a picture of this part; alone on its line a figure, two such lines a row
``\`` at the end of a line          a line break, as two blanks there are
================================== ==============================================================================

Marks inside code stay as they are. Film titles, like all text, may hold any sign but braces and line ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from desktop.core.outlet import TitleStyle
from desktop.core.text import fold

if TYPE_CHECKING:
    from markdown import Markdown

    from desktop.rendering.typography import Quotes

PICTURE_OPEN, PICTURE_CLOSE = "\ufdd1", "\ufdd2"
"""Around the id of a picture's use while Markdown and the sanitiser work; no text can hold these two noncharacters."""

_PICTURE = r"!\[(?P<alt>[^\]\n]*)\]\(image:(?P<use>[\w-]+)\)"
_PICTURE_LINE = re.compile(rf"^{_PICTURE}[ ]*$", re.MULTILINE)
_FENCE = "||"


@dataclass(frozen=True, slots=True)
class Named:
    """A person a text may name: their id, the name this review prints, and every full spelling of theirs."""

    id: str
    printed: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkSetting:
    """What the marks of one text need to know."""

    title_style: TitleStyle = TitleStyle.ITALICS
    people: tuple[Named, ...] = ()


NO_PEOPLE = MarkSetting()
"""For a text that names nobody, with film titles in italics."""


class Marks(Extension):
    """The marks; ``setting`` is exchanged before each text, quotation marks and the words of a fold stay."""

    def __init__(self, quotes: Quotes, spoiler: str) -> None:
        """Use ``quotes`` for titles that stand in them, and ``spoiler`` for the words of a fold."""
        super().__init__()
        self.quotes = quotes
        self.spoiler = spoiler
        self.setting = MarkSetting()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - named by Python-Markdown
        """Add the marks; titles and people after code and escapes, before links, spoilers last."""
        patterns: tuple[tuple[type[_Mark], str, str, int], ...] = (
            (_Title, r"\{\{(?P<title>[^{}\n]+)\}\}", "film_title", 178),
            (_Person, r"@\[(?P<name>[^\]\n]+)\]\(person:(?P<person>[\w-]+)\)", "person", 177),
            (_InlinePicture, _PICTURE, "picture", 176),
            (_LineBreak, r"(?<!\\)\\\n", "backslash_break", 189),
            (_InlineSpoiler, r"\|\|(?![\s|])(?P<inside>(?:[^|]|\|(?!\|))+)(?<!\s)\|\|", "spoiler", 65),
        )
        for kind, pattern, name, priority in patterns:
            md.inlinePatterns.register(kind(pattern, md, self), name, priority)
        md.ESCAPED_CHARS.extend(sign for sign in "\"'|@" if sign not in md.ESCAPED_CHARS)
        md.parser.blockprocessors.register(_SpoilerBlock(md.parser, self.spoiler), "spoiler_block", 78)
        md.parser.blockprocessors.register(_PictureBlock(md.parser), "pictures", 77)


class _Mark(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, marks: Marks) -> None:
        super().__init__(pattern, md)
        self.marks = marks


class _Title(_Mark):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        cite, style = Element("cite"), self.marks.setting.title_style
        title = m["title"].strip()
        cite.text = f"{self.marks.quotes.opening}{title}{self.marks.quotes.closing}" if style is TitleStyle.QUOTES else title
        if style is not TitleStyle.ITALICS:
            cite.set("class", "quoted" if style is TitleStyle.QUOTES else "plain")
        return cite, m.start(0), m.end(0)


class _Person(_Mark):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        typed = m["name"].strip()
        named = next((each for each in self.marks.setting.people if each.id == m["person"]), None)
        full = named is not None and fold(typed) in {fold(spelling) for spelling in named.spellings}
        return (named.printed if named is not None and full else typed), m.start(0), m.end(0)


class _InlinePicture(_Mark):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return f"{PICTURE_OPEN}{m['use']}{PICTURE_CLOSE}", m.start(0), m.end(0)


class _LineBreak(_Mark):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        return Element("br"), m.start(0), m.end(0)


class _InlineSpoiler(_Mark):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        span = Element("span", {"class": "spoiler", "tabindex": "0", "title": self.marks.spoiler.partition(":")[0].strip()})
        span.text = m["inside"]
        return span, m.start(0), m.end(0)


class _SpoilerBlock(BlockProcessor):
    def __init__(self, parser: Any, spoiler: str) -> None:
        super().__init__(parser)
        self.spoiler = spoiler

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return block.split("\n", 1)[0].rstrip() == _FENCE

    def run(self, parent: Element, blocks: list[str]) -> bool:
        inside: list[str] = []
        for number, block in enumerate(blocks):
            lines = block.split("\n")[1 if number == 0 else 0 :]
            closing = next((index for index, line in enumerate(lines) if line.rstrip() == _FENCE), None)
            if closing is None:
                inside.append("\n".join(lines))
                continue
            inside.append("\n".join(lines[:closing]))
            rest = "\n".join(lines[closing + 1 :])
            blocks[: number + 1] = [rest] if rest else []
            details = SubElement(parent, "details", {"class": "spoiler"})
            SubElement(details, "summary").text = self.spoiler
            self.parser.parseBlocks(details, [text for text in inside if text.strip()])
            return True
        return False


class _PictureBlock(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return _PICTURE_LINE.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool:
        lines = blocks.pop(0).split("\n")
        pictures = [_PICTURE_LINE.fullmatch(line) for line in lines]
        start = next(index for index, picture in enumerate(pictures) if picture)
        end = next((index for index in range(start, len(lines)) if not pictures[index]), len(lines))
        if start:
            self.parser.parseBlocks(parent, ["\n".join(lines[:start])])
        row = SubElement(parent, "div", {"class": "gallery"}) if end - start > 1 else parent
        for picture in filter(None, pictures[start:end]):
            SubElement(row, "p").text = f"{PICTURE_OPEN}{picture['use']}{PICTURE_CLOSE}"
        if end < len(lines):
            blocks.insert(0, "\n".join(lines[end:]))
        return True
