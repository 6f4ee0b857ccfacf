"""Every way by which a text from outside comes before a browser: each takes an input and returns the pages it makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from markdown import markdown

from desktop.core.article import Article
from desktop.core.errors import FormatError
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Images, Options
from desktop.importers.catalogue import read
from desktop.rendering.page import render_page
from desktop.rendering.paste import markdown_from_html
from tests.hostile.inputs import Input
from tests.hostile.poison import article_of, full_article, picture_library, poisoned_article

_BARE = "<!DOCTYPE html>\n<meta charset=utf-8>\n<title>x</title>\n"
_TOGETHER = 8


@dataclass(frozen=True, slots=True)
class Surface:
    """A way to the browser: what it makes of an input, and whether that is a whole page or pieces of one.

    Nothing stands for an input that is refused. ``site`` says that the pages are those of a site, which may show pictures of the
    web.
    """

    make: Callable[[Input], str]
    whole: bool = False
    site: bool = False

    def pages(self, inputs: Sequence[Input]) -> list[bytes]:
        """Return the pages of inputs; pieces stand together on one, some at a time."""
        made = [html for html in map(self.make, inputs) if html]
        if not self.whole:
            parts = [made[first : first + _TOGETHER] for first in range(0, len(made), _TOGETHER)]
            made = [_BARE + "\n".join(f"<div>{piece}</div>" for piece in pieces) for pieces in parts]
        return [html.encode("utf-8", "replace") for html in made]


def _exported(article: Article, format_id: str, options: Options | None = None) -> str:
    return format_of(format_id).export(article, options or Options()).text


def _page(poison: Input) -> str:
    """The page as it leaves with its pictures beside it, which is what the preview loads."""
    return _exported(poisoned_article(poison), "html")


def _page_of_one_file(poison: Input) -> str:
    return _exported(poisoned_article(poison), "html", Options(library=picture_library(), images=Images.INSIDE))


def _fragment(poison: Input) -> str:
    return _exported(poisoned_article(poison), "html-fragment", Options(json_ld=True))


def _text(poison: Input) -> str:
    """A part's text alone, exactly as it came: nothing stands before it that could change how it is read."""
    return render_page(article_of(poison.text)).article()


def _paste(poison: Input) -> str:
    return render_page(article_of(markdown_from_html(poison.text))).article()


def _simple_view(poison: Input) -> str:
    """What the view without WebEngine hands to Qt; its pictures have names that only that view knows."""
    from desktop.gui.preview.simple_html import simplify

    return simplify(render_page(poisoned_article(poison)), picture_library()).html


def _markdown(poison: Input) -> str:
    return markdown(_exported(poisoned_article(poison), "markdown"), extensions=["extra"])


def _site(poison: Input) -> str:
    """The body of the Markdown with front matter, as a site that lets HTML through shows it."""
    body = _exported(poisoned_article(poison), "markdown-front-matter").partition("\n---\n")[2]
    return markdown(body, extensions=["extra"])


def _json_import(poison: Input) -> str:
    """A file that Matinee never wrote: three leaves anywhere in it, ids and times among them, are hostile."""
    plain = json.loads(_exported(full_article(), "json"))
    draw = Random(poison.number)
    for place, key in draw.sample(list(_leaves(plain["article"])), 3):
        place[key] = draw.choice((poison.text, poison.address, f"{place[key]}{poison.text}"))
    return _imported(json.dumps(plain).encode(), "a.json")


def _leaves(plain: Any) -> list[tuple[Any, Any]]:
    """Return every text in a tree as its container and its key."""
    inside = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    found: list[tuple[Any, Any]] = []
    for key, value in inside:
        found += [(plain, key)] if isinstance(value, str) else _leaves(value)
    return found


def _markdown_import(poison: Input) -> str:
    """Our Markdown with one line of its front matter and one stretch of its body replaced by hand."""
    draw = Random(poison.number)
    front, _, body = _exported(full_article(), "markdown-front-matter").partition("\n---\n")
    rows = front.split("\n")
    number = draw.choice([number for number, row in enumerate(rows) if ": " in row])
    rows[number] = f"{rows[number].partition(': ')[0]}: {json.dumps(poison.text)}"
    stretches = body.split("\n\n")
    stretches[draw.randrange(len(stretches))] = poison.text
    front, body = ("\n".join(rows), body) if draw.random() < 0.4 else (front, "\n\n".join(stretches))
    return _imported(f"{front}\n---\n{body}".encode("utf-8", "replace"), "a.md")


def _imported(data: bytes, name: str) -> str:
    try:
        (article,) = read(data, name).articles
    except FormatError:
        return ""
    return _exported(article, "html")


SURFACES: dict[str, Surface] = {
    "page": Surface(_page, whole=True),
    "page of one file": Surface(_page_of_one_file, whole=True),
    "fragment": Surface(_fragment),
    "text": Surface(_text),
    "paste": Surface(_paste),
    "simplified view": Surface(_simple_view),
    "Markdown": Surface(_markdown, site=True),
    "Markdown for sites": Surface(_site, site=True),
    "import of JSON": Surface(_json_import, whole=True),
    "import of Markdown": Surface(_markdown_import, whole=True),
}
