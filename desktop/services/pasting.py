"""Pasting from web pages and word processors."""

from __future__ import annotations


def clean_html(html: str) -> str:
    """Return clipboard HTML as clean Markdown: paragraphs, emphasis, links, lists, headings and quotations.

    The parser is loaded with the first paste, not with the window.
    """
    from desktop.rendering.paste import markdown_from_html

    return markdown_from_html(html)
