"""The HTML fragment: the article alone, to be pasted into a CMS."""

from __future__ import annotations

import re

from desktop.core.article import Article
from desktop.exporters.drawing import IMAGES_FOLDER
from desktop.exporters.export import Export, ExportFile, Options
from desktop.exporters.pictures import pictures_beside
from desktop.exporters.withheld import withheld_addresses
from desktop.rendering.page import render_page

_HEADLINE = "headline"
_INLINE_STYLE = re.compile(r'(<(?:td|th)\b[^>]*?) style="text-align: ?(left|right|center);?"')
_JSON_LD = '<script type="application/ld+json">'


def export_fragment(article: Article, options: Options, name: str) -> Export:
    """Return ``<article>`` without document, script and inline style; with ``json_ld`` its structured data stands before it.

    Without ``heading`` the headline is left out, because the CMS prints its own.
    """
    page = render_page(article, images="beside", image_folder=IMAGES_FOLDER)
    blocks = [block.html for block in page.blocks if options.heading or block.id != _HEADLINE]
    lines = [f"<article{page.article_attributes}>", *blocks, "</article>"]
    data = [element for element in page.head if element.startswith(_JSON_LD)] if options.json_ld else []
    html = _INLINE_STYLE.sub(r'\1 class="\2"', "\n".join(lines))
    beside, notes = pictures_beside(page.files, options.library)
    whole = "\n".join([*data, html, ""])
    return Export(ExportFile(name, whole.encode("utf-8")), beside, (*notes, *withheld_addresses(article)))
