"""The example article with pictures so small that a thousand libraries of it are quickly made."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from functools import cache
from pathlib import Path

from PIL import Image as Pillow

from desktop.core.article import Article
from tests.example import example_article


@cache
def _pictures() -> dict[str, bytes]:
    drawn = {}
    for number, image in enumerate(example_article().images):
        file = io.BytesIO()
        Pillow.new("RGB", (32, 24), (40 * number, 90, 200)).save(file, "PNG")
        drawn[image.id] = file.getvalue()
    return drawn


def small_article() -> Article:
    """Return the example with small pictures."""
    article = example_article()
    images = [
        replace(image, digest=hashlib.sha256(data).hexdigest(), width=32, height=24, size=len(data))
        for image in article.images
        for data in [_pictures()[image.id]]
    ]
    return replace(article, images=tuple(images))


def write_small_pictures(library: Path) -> None:
    """Write their files where a library keeps them."""
    for image in small_article().images:
        path = library / image.stored
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_pictures()[image.id])
