"""The pictures that go with an export, read from the library and cleaned."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.core.article import Article
from desktop.core.image import ImageUse
from desktop.core.page import PageFile
from desktop.core.review_file import PictureBeside
from desktop.exporters.export import ExportFile
from desktop.exporters.picture_bytes import clean_picture
from desktop.rendering.pictures import Pictures


def pictures_beside(files: Iterable[PageFile], library: Path | None) -> tuple[tuple[ExportFile, ...], tuple[str, ...]]:
    """Return the pictures with these addresses, and a sentence for each that cannot leave; none where there is no library."""
    found, notes = [], []
    for file in files if library is not None else ():
        assert library is not None
        name = file.address.rpartition("/")[2]
        try:
            found.append(ExportFile(file.address, clean_picture((library / file.stored).read_bytes())))
        except OSError:
            notes.append(f"The picture {name} is no longer in the library, so it did not leave.")
        except ValueError:
            notes.append(f"The picture {name} is damaged, so it did not leave.")
    return tuple(found), tuple(notes)


def all_files(article: Article, pictures: Pictures) -> dict[str, PageFile]:
    """Return a file for every picture of an article by its id, those that no part prints too."""
    addresses = {}
    for image in article.images:
        view = pictures.view(ImageUse(image.id, image.id))
        if view is not None and view.address:
            addresses[image.id] = PageFile(view.address, image.stored)
    return addresses


def named_pictures(files: dict[str, PageFile], beside: Sequence[ExportFile]) -> tuple[PictureBeside, ...]:
    """Return where each picture of an article lies beside the file, for those that left."""
    digests = {file.name: hashlib.sha256(file.data).hexdigest() for file in beside}
    return tuple(
        PictureBeside(image, file.address, digests[file.address]) for image, file in files.items() if file.address in digests
    )
