"""Matinee's own marks in a Markdown text, turned into other words without rendering it.

The marks are those that ``desktop.rendering.marks`` documents. A :class:`Dress` says what each becomes; code and escaped signs
are left alone. Two dresses are known: Markdown that every reader understands, made by the exporters, and the site's Markdown
below, from which the marks can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Protocol
from urllib.parse import quote, unquote

# Names and alternatives are bounded, for a text may hold any number of brackets that never close.
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n)*?\1[`~]*[ ]*$|`+[^`\n]+`+|\\[^\n]", re.MULTILINE)
_PICTURE = re.compile(r"!\[(?P<alt>[^\]\n]{0,1000})\]\(image:(?P<use>[\w-]+)\)")
_TITLE = re.compile(r"\{\{(?P<title>[^{}\n]+)\}\}")
_PERSON = re.compile(r"@\[(?P<name>[^\]\n]{1,1000})\]\(person:(?P<person>[\w-]+)\)")
_SPOILER = re.compile(r"\|\|(?![\s|])((?:[^|]|\|(?!\|))+)(?<!\s)\|\|")
_NOTE = re.compile(r"\[\^([^\[\]\s]{1,200})\]")
_FOLD = re.compile(r"^\|\|[ ]*\n((?:(?!\|\|[ ]*$)[^\n]*\n)+)\|\|[ ]*$", re.MULTILINE)
_SPECIAL = re.compile(r"[\\`*_{}\[\]|~]")
_SITE_SPECIAL = re.compile(r"[\r\n\\`*_{}\[\]|~&<>\"()!@]")
_AT_START = re.compile(r"^(\s*[0-9]*)((?<=[0-9])[.)]|(?<![0-9])[#>+=-])")
_MASK_OPEN, _MASK_CLOSE = "\ufdd3", "\ufdd4"
_MASK = re.compile(f"{_MASK_OPEN}([0-9]+){_MASK_CLOSE}")


class Dress(Protocol):
    """What each mark becomes; the text inside a spoiler is dressed already."""

    def title(self, title: str) -> str:
        """Return a film title."""

    def person(self, person: str, typed: str) -> str:
        """Return a person's name; ``person`` is the id."""

    def picture(self, use: str, alt: str) -> str:
        """Return a picture; ``use`` is the id of its use, ``alt`` what was typed between the brackets."""

    def note(self, label: str) -> str:
        """Return the label of a footnote, where it is named and where it stands."""

    def spoiler(self, text: str) -> str:
        """Return a spoiler inside a sentence."""

    def fold(self, text: str) -> str:
        """Return whole paragraphs behind a fold."""


def dressed(text: str, dress: Dress) -> str:
    """Return ``text`` with every mark outside code as ``dress`` wants it."""

    def marks(masked: str) -> str:
        masked = _PICTURE.sub(lambda mark: dress.picture(mark["use"], mark["alt"]), masked)
        masked = _PERSON.sub(lambda mark: dress.person(mark["person"], mark["name"]), masked)
        masked = _TITLE.sub(lambda mark: dress.title(mark["title"]), masked)
        masked = _NOTE.sub(lambda mark: f"[^{dress.note(mark[1])}]", masked)
        masked = _SPOILER.sub(lambda mark: dress.spoiler(mark[1]), masked)
        return _FOLD.sub(lambda mark: dress.fold(mark[1].removesuffix("\n")), masked)

    return outside_code(text, marks)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return ``text`` with ``change`` made to everything but code and escaped signs."""
    kept: list[str] = []

    def mask(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"{_MASK_OPEN}{len(kept) - 1}{_MASK_CLOSE}"

    def unmask(found: re.Match[str]) -> str:
        number = int(found[1][:6])
        return kept[number] if number < len(kept) else found[0]

    return _MASK.sub(unmask, change(_CODE.sub(mask, text)))


def escaped(text: str) -> str:
    """Return plain words as Markdown that prints them as they are, inside a line or at the start of one."""
    inline = _SPECIAL.sub(r"\\\g<0>", text).replace("&", "&amp;").replace("<", "&lt;")
    return _AT_START.sub(r"\1\\\2", inline)


def _entities(text: str) -> str:
    """Return plain words for HTML inside Markdown: every sign that either could read as a mark is a number."""
    return _SITE_SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", text)


def _as_typed(person: str, typed: str) -> str:  # noqa: ARG001 - the rule of a review without credits
    return typed


@dataclass(frozen=True, slots=True)
class SitePicture:
    """A picture as a site shows it: its address (empty for a placeholder), text alternative and caption as plain words."""

    address: str = ""
    alt: str = ""
    caption: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class SiteDress:
    """Marks as HTML inside Markdown, which sites show or drop without losing the words, and from which they can be read back.

    ``title_class`` and ``quotes`` are how the outlet dresses film titles (both empty for italics); ``name`` gives what is printed
    for a person's id and the name as typed; ``pictures`` are this part's by the id of their use; ``spoiler_word`` names the fold;
    ``part`` is the id that makes the labels of footnotes the part's own.
    """

    title_class: str = ""
    quotes: tuple[str, str] = ("", "")
    spoiler_word: str = ""
    name: Callable[[str, str], str] = _as_typed
    pictures: Mapping[str, SitePicture] = field(default_factory=dict)
    part: str = ""

    def title(self, title: str) -> str:
        """Return ``<cite>`` with the outlet's quotation marks."""
        kind = f' class="{self.title_class}"' if self.title_class else ""
        return f"<cite{kind}>{self.quotes[0]}{_entities(title)}{self.quotes[1]}</cite>"

    def person(self, person: str, typed: str) -> str:
        """Return ``<data>`` with the printed name; what was typed is kept where it is another."""
        printed = self.name(person, typed)
        kept = "" if printed == typed else f' title="{_entities(typed)}"'
        return f'<data value="person:{person}"{kept}>{_entities(printed)}</data>'

    def picture(self, use: str, alt: str) -> str:
        """Return the picture with the id of its use behind the address; a placeholder as its caption."""
        picture = self.pictures.get(use, SitePicture())
        shown = "" if picture.decorative else picture.alt or alt
        if not picture.address:
            kept = f' title="{_entities(alt)}"' if alt else ""
            return f'<data value="image:{use}"{kept}>{_entities(picture.caption or shown)}</data>'
        typed = f".{'=' if alt == shown else quote(alt, safe='')}" if alt else ""
        caption = f' "{_entities(picture.caption)}"' if picture.caption else ""
        return f"![{_entities(shown)}]({picture.address}#{use}{typed}{caption})"

    def note(self, label: str) -> str:
        """Return the label with the part's id before it, for another part may have the same."""
        return f"{self.part}-{label}"

    def spoiler(self, text: str) -> str:
        """Return a ``<span>`` that the site's own style may cover."""
        return f'<span class="spoiler">{text}</span>'

    def fold(self, text: str) -> str:
        """Return ``<details>``; the blank lines let CommonMark, and ``markdown="1"`` lets kramdown, read what is inside."""
        return f"{self.fold_start()}{text}\n\n</details>"

    def fold_start(self) -> str:
        """Return the lines that open a fold."""
        return f'<details class="spoiler" markdown="1">\n<summary>{_entities(self.spoiler_word)}</summary>\n\n'


_SITE_CITE = re.compile(r'<cite(?: class="(?:quoted|plain)")?>([^<>\n]*)</cite>')
_SITE_DATA = re.compile(r'<data value="(person|image):([\w-]+)"(?: title="([^"\n]*)")?>([^<>\n]*)</data>')
_SITE_PICTURE = re.compile(r'!\[([^\[\]\n]{0,1000})\]\([^()\s]*#([\w-]+)(?:\.([\w%.~=-]+))?(?: "[^"\n]*")?\)')
_SITE_SPOILER = re.compile(r'<span class="spoiler">((?:(?!</?span)[^|])+)</span>')
_SITE_FOLD = re.compile(
    r'^<details class="spoiler" markdown="1">\n<summary>[^<\n]*</summary>\n\n((?:(?!</details>|<details)[^\n]*\n)+)\n</details>$',
    re.MULTILINE,
)


def undressed(text: str, quotes: tuple[str, str], part: str) -> str:
    """Return a site's Markdown with Matinee's own marks again; ``quotes`` and ``part`` are those of its :class:`SiteDress`."""

    def marks(masked: str) -> str:
        masked = _SITE_FOLD.sub(lambda mark: f"||\n{mark[1]}||", masked)
        masked = _SITE_SPOILER.sub(r"||\1||", masked)
        masked = _SITE_CITE.sub(lambda mark: f"{{{{{_unquoted(unescape(mark[1]), quotes)}}}}}", masked)
        masked = _SITE_DATA.sub(_data_undressed, masked)
        masked = _NOTE.sub(lambda mark: f"[^{mark[1].removeprefix(f'{part}-')}]", masked)
        return _SITE_PICTURE.sub(_picture_undressed, masked)

    return outside_code(text, marks)


def _unquoted(title: str, quotes: tuple[str, str]) -> str:
    return title.removeprefix(quotes[0]).removesuffix(quotes[1])


def _picture_undressed(mark: re.Match[str]) -> str:
    shown, use, typed = mark.groups()
    return f"![{unescape(shown) if typed == '=' else unquote(typed or '')}](image:{use})"


def _data_undressed(mark: re.Match[str]) -> str:
    kind, name, typed, shown = mark.groups()
    if kind == "image":
        return f"![{unescape(typed or '')}](image:{name})"
    return f"@[{unescape(shown) if typed is None else unescape(typed)}](person:{name})"
