"""The closed map of a page's pictures: an address that is not in it does not exist, whatever it spells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.page import Page

_TYPES = {
    ".avif": b"image/avif",
    ".gif": b"image/gif",
    ".jpeg": b"image/jpeg",
    ".jpg": b"image/jpeg",
    ".png": b"image/png",
    ".webp": b"image/webp",
}
"""The picture formats that a library holds, with their media types (IANA registry)."""


def path_of(url: QUrl) -> str:
    """Return an address's path in one spelling, still percent-encoded: nothing is decoded, so nothing can be smuggled in."""
    return url.path(QUrl.ComponentFormattingOption.FullyEncoded)


class PictureMap:
    """Which addresses of a page are pictures, and where their files lie under the library folder ``root``."""

    def __init__(self, page: Page, root: Path) -> None:
        """Take note of the pictures of ``page``."""
        self._root = root
        self._stored = {path_of(QUrl(file.address)): file.stored for file in page.files}

    def find(self, path: str) -> Path | None:
        """Return the file of a picture by its encoded address relative to the page.

        None where the page has no such picture, its file is missing, is no regular file, is of no known picture format, or
        lies outside the library once links are followed.
        """
        stored = self._stored.get(path)
        if stored is None:
            return None
        try:
            root = self._root.resolve(strict=True)
            file = (root / stored).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):  # missing, NUL inside, a loop of links
            return None
        inside = file.is_relative_to(root) and file.is_file()
        return file if inside and file.suffix.lower() in _TYPES else None


def media_type(file: Path) -> bytes:
    """Return the media type of a file that ``PictureMap.find`` gave."""
    return _TYPES[file.suffix.lower()]
