"""A rendered article: the page as a value that preview, exports and tests share.

A :class:`Page` is made by ``desktop.rendering`` and is plain text and numbers, so that it can cross from the rendering child to
the window. The bytes of the export "HTML page, images beside it" are ``page.html().encode()``; the preview loads the same bytes
and afterwards patches only the blocks that changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level element of the article.

    ``id`` is the element's ``id`` attribute and stays the same while the thing it shows is edited (``headline``, ``part-<id>``);
    ``html`` is the whole element, without surrounding white space.
    """

    id: str
    html: str


@dataclass(frozen=True, slots=True)
class PageFile:
    """A picture the page shows: its relative address in the page, and its file inside the library folder."""

    address: str
    stored: str


@dataclass(frozen=True, slots=True)
class Page:
    """A whole article page.

    ``language`` is a BCP 47 tag, ``direction`` ``ltr`` or ``rtl``; ``head`` holds the elements of ``<head>``, one string each;
    ``article_attributes`` is the ready attribute text of ``<article>`` (with a leading space, or empty). ``paused`` names the
    parts whose text took too long and is shown unformatted.
    """

    language: str
    direction: str
    head: tuple[str, ...]
    article_attributes: str
    blocks: tuple[Block, ...]
    files: tuple[PageFile, ...] = ()
    paused: tuple[str, ...] = ()

    def html(self) -> str:
        """Return the whole document; white space between blocks is exactly one line feed."""
        head = "\n".join(self.head)
        return (
            "<!DOCTYPE html>\n"
            f'<html lang="{escape(self.language)}" dir="{escape(self.direction)}">\n'
            f"<head>\n{head}\n</head>\n"
            f"<body>\n{self.article()}\n</body>\n</html>\n"
        )

    def article(self) -> str:
        """Return the ``<article>`` element alone, as a CMS takes it."""
        blocks = "\n".join(block.html for block in self.blocks)
        return f"<article{self.article_attributes}>\n{blocks}\n</article>"
