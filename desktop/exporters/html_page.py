"""The HTML page: what the preview shows, with its pictures beside it or inside."""

from __future__ import annotations

import base64
import re

from desktop.core.article import Article
from desktop.exporters.drawing import IMAGES_FOLDER
from desktop.exporters.export import Export, ExportFile, Images, Options
from desktop.exporters.pictures import pictures_beside
from desktop.exporters.withheld import withheld_addresses
from desktop.rendering.page import render_page

_IMG_SRC = re.compile(r'(<img src=")([^"]*)(?=")')


def export_page(article: Article, options: Options, name: str) -> Export:
    """Return the page; with pictures beside it, its bytes are those that the preview loads."""
    page = render_page(article, images="beside", image_folder=IMAGES_FOLDER)
    beside, notes = pictures_beside(page.files, options.library)
    html = page.html()
    if options.images is Images.INSIDE:
        html, beside = _with_pictures_inside(html, beside, article), ()
    return Export(ExportFile(name, html.encode("utf-8")), beside, (*notes, *withheld_addresses(article)))


def _with_pictures_inside(html: str, pictures: tuple[ExportFile, ...], article: Article) -> str:
    """Put pictures into the page in place of their addresses; one that cannot leave keeps its address."""
    types = {image.stored.rpartition(".")[2]: image.media_type for image in article.images}
    data = {
        file.name: f"data:{types[file.name.rpartition('.')[2]]};base64,{base64.b64encode(file.data).decode('ascii')}"
        for file in pictures
    }
    return _IMG_SRC.sub(lambda source: source[1] + data.get(source[2], source[2]), html)
