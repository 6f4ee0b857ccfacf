"""The pictures of a page: their addresses, their files, and what a figure says about each."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from desktop.core.image import MEDIA_TYPES, Image, ImageUse
from desktop.core.page import PageFile
from desktop.core.text import slugify

if TYPE_CHECKING:
    from markupsafe import Markup

    from desktop.core.article import Article
    from desktop.rendering.lines import Lines

Images = Literal["beside", "inline", "stored", "none"]
"""Where a page's pictures are: in files beside it, inside it, where the library keeps them, or nowhere."""

_SHORT_NAME = 32
_WIDE = 800
_SHORT_DIGEST = 8
_LONG_DIGEST = 24
_SRC = re.compile(r'(?<=<img src=")[^"]*(?=")')


@dataclass(frozen=True, slots=True)
class PictureView:
    """What a template needs of one picture; ``address`` is empty for a placeholder without a file."""

    address: str
    width: int
    height: int
    alt: str
    caption: Markup
    credit: str

    @property
    def wide(self) -> bool:
        """Whether the picture is large enough to break the measure, and lies rather than stands."""
        return self.width >= _WIDE and self.width > self.height


def file_name(image: Image, digits: int = _SHORT_DIGEST) -> str:
    """Return a picture's file name beside a page: the start of its own name, digits of its digest, its ending; in lower case."""
    name = slugify(PurePosixPath(image.name.replace("\\", "/")).stem)[:_SHORT_NAME].strip("-") or image.kind.value
    return f"{name.replace('_', '-')}-{image.digest[:digits]}{MEDIA_TYPES[image.media_type]}"


class Pictures:
    """The pictures of one article; remembers which the page shows.

    ``library`` is needed to put them inside the page. ``folder`` is that beside the page; for those that stay where they are
    stored, it is the way from the page to the library's folder.
    """

    def __init__(self, article: Article, lines: Lines, images: Images, folder: str, library: Path | None) -> None:
        """Address pictures in ``folder``; ``library`` is the folder in which their files lie."""
        if images == "inline" and library is None:
            raise ValueError("pictures can stand inside the page only where the library's folder is given")
        self.article, self.lines, self.images, self.folder, self.library = article, lines, images, folder, library
        self._files: dict[str, Image] = {}

    def view(self, use: ImageUse | None, typed_alt: str = "") -> PictureView | None:
        """Return what to draw for a use: a picture, a placeholder, or nothing where pictures are left out."""
        if use is None or self.images == "none":
            return None
        caption = self.lines.html(use.caption)
        image = self.article.image(use.image)
        if image is None or not self._is_there(image):
            return PictureView("", 0, 0, use.alt or typed_alt, caption, "")
        alt = "" if use.decorative else use.alt or typed_alt
        return PictureView(self._address(image), image.width, image.height, alt, caption, image.credit)

    def files(self) -> tuple[PageFile, ...]:
        """Return the files of the pictures shown so far, in order of address; none where they stand inside the page."""
        if self.images != "beside":
            return ()
        return tuple(PageFile(address, image.stored) for address, image in sorted(self._files.items()))

    def embedded(self, html: str) -> str:
        """Return a block's HTML with its pictures inside it, where the page wants them there."""
        return _SRC.sub(lambda address: self._data(address[0]), html) if self.images == "inline" else html

    def _is_there(self, image: Image) -> bool:
        return self.images != "inline" or (self.library is not None and (self.library / image.stored).is_file())

    def _address(self, image: Image) -> str:
        if self.images == "stored":
            return f"{self.folder}/{image.stored}"
        address = f"{self.folder}/{file_name(image)}"
        if self._files.setdefault(address, image).digest != image.digest:
            address = f"{self.folder}/{file_name(image, _LONG_DIGEST)}"
            self._files[address] = image
        return address

    def _data(self, address: str) -> str:
        image = self._files[address]
        assert self.library is not None
        content = base64.b64encode((self.library / image.stored).read_bytes()).decode("ascii")
        return f"data:{image.media_type};base64,{content}"
