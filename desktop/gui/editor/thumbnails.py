"""Small copies of the library's pictures for the forms, each decoded once and only as large as it is shown."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

SIDE = 480
"""Pixels of the longer side of a thumbnail: enough for twice the size that a form shows it at."""

_KEPT = 200


class Thumbnails:
    """Answers the id of a picture with a small :class:`QImage`, or None where the file is gone or no picture.

    The reader is asked for the small size, which a JPEG is decoded at directly; the answer is kept, so that showing a form again
    reads no file.
    """

    def __init__(self, find_file: Callable[[str], Path | None]) -> None:
        """Read pictures from where ``find_file`` says the one with an id is."""
        self._find_file = find_file
        self._images: OrderedDict[str, QImage] = OrderedDict()

    def __call__(self, image_id: str) -> QImage | None:
        """Return the thumbnail of a picture."""
        known = self._images.get(image_id)
        if known is not None:
            self._images.move_to_end(image_id)
            return known
        path = self._find_file(image_id)
        image = thumbnail(path) if path is not None else None
        if image is not None:
            self._images[image_id] = image
            if len(self._images) > _KEPT:
                self._images.popitem(last=False)
        return image


def thumbnail(path: Path) -> QImage | None:
    """Return a small upright copy of the picture in a file, or None where there is none to read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
