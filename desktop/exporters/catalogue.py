"""Every format that articles leave in, in the order that dialogs, commands and help show them.

To add one: a module beside this one with a function that makes it, a function and a :class:`Format` here, and its golden file
(``tests/exporters/test_golden.py`` writes it). Each module is imported when it is used, for the window lists the formats and must
not load Markdown and Jinja, which the rendering child does.
"""

from __future__ import annotations

from desktop.core.article import Article
from desktop.core.errors import NotFoundError
from desktop.exporters.export import Audience, Export, Format, Options


def _page(article: Article, options: Options, name: str) -> Export:
    from desktop.exporters.html_page import export_page

    return export_page(article, options, name)


def _fragment(article: Article, options: Options, name: str) -> Export:
    from desktop.exporters.html_fragment import export_fragment

    return export_fragment(article, options, name)


def _plain(article: Article, options: Options, name: str) -> Export:
    from desktop.exporters.markdown_plain import export_plain

    return export_plain(article, options, name)


def _front_matter(article: Article, options: Options, name: str) -> Export:
    from desktop.exporters.markdown_front_matter import export_front_matter

    return export_front_matter(article, options, name)


def _text(article: Article, options: Options, name: str) -> Export:
    from desktop.exporters.plain_text import export_text

    return export_text(article, options, name)


def _json(article: Article, options: Options, name: str) -> Export:
    from desktop.exporters.json_file import export_json

    return export_json(article, options, name)


FORMATS: tuple[Format, ...] = (
    Format(
        "html",
        "HTML page",
        "A whole page with its own style, as the preview shows it; pictures in a folder beside it or inside the one file.",
        ".html",
        "text/html",
        _page,
    ),
    Format(
        "html-fragment",
        "HTML fragment",
        "The article alone for a CMS: no document around it, no script, no style.",
        ".fragment.html",
        "text/html",
        _fragment,
    ),
    Format(
        "markdown",
        "Markdown",
        "The article as Markdown that any editor or site understands, with its pictures beside it.",
        ".md",
        "text/markdown",
        _plain,
    ),
    Format(
        "markdown-front-matter",
        "Markdown with front matter",
        "For Hugo, Jekyll, Astro and their like; can be imported again without loss.",
        ".md",
        "text/markdown",
        _front_matter,
        private=False,  # such a file is made for a site, where private notes must never go
    ),
    Format(
        "text",
        "Plain text",
        "A copy to file with your editor, by e-mail: words alone, with an embargo in the first line; pictures beside it.",
        ".txt",
        "text/plain",
        _text,
        audience=Audience.EDITOR,
    ),
    Format(
        "json",
        "JSON",
        "Everything Matinee knows of the review, for archives and other programs; can be imported again without loss.",
        ".json",
        "application/json",
        _json,
        private=True,  # an archive that leaves something out is none
        audience=Audience.ARCHIVE,
    ),
)


def format_of(format_id: str) -> Format:
    """Return the format with this id; raises :class:`NotFoundError` with a sentence that names them all."""
    for each in FORMATS:
        if each.id == format_id:
            return each
    known = ", ".join(each.id for each in FORMATS)
    raise NotFoundError(f"There is no format “{format_id}”; there are {known}.")
