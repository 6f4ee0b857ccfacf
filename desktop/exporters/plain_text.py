"""Plain text: a copy for the critic's own editor, to go into an e-mail; under embargo its first line says so."""

from __future__ import annotations

from desktop.core.article import Article
from desktop.core.embargo import copy_lines
from desktop.core.text import tidy_line
from desktop.exporters.drawing import IMAGES_FOLDER, byline, drawing_of
from desktop.exporters.export import Export, ExportFile, Options
from desktop.exporters.page_text import Signs, page_text
from desktop.exporters.pictures import pictures_beside
from desktop.exporters.withheld import withheld_addresses
from desktop.rendering.page import render_page

_BYLINE = "byline"


def export_text(article: Article, options: Options, name: str) -> Export:
    """Return the article as the page has it, in words alone; pictures lie beside it and are named where they stand."""
    drawing = drawing_of(article)
    page = render_page(article, images="beside", image_folder=IMAGES_FOLDER)
    quotes = drawing.lines.quotes
    signs = Signs((quotes.opening, quotes.closing), drawing.phrases.heading("spoiler"))
    author = byline(drawing, tidy_line(drawing.lines.plain(article.review.byline)))
    blocks = (author if block.id == _BYLINE else page_text(block.html, signs) for block in page.blocks)
    text = "\n\n".join(filter(None, ("\n".join(copy_lines(article.review)), *blocks)))
    beside, notes = pictures_beside(page.files, options.library)
    return Export(ExportFile(name, f"{text}\n".encode("utf-8", "replace")), beside, (*notes, *withheld_addresses(article)))
