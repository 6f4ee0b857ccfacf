"""Pictures: the record of a file in the library, and its use in one place of one review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MEDIA_TYPES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/avif": ".avif",
}
"""The media types that are taken in, each with the ending of its file in the library."""


class ImageKind(StrEnum):
    """What a picture is of."""

    STILL = "still"
    POSTER = "poster"
    PORTRAIT = "portrait"
    BEHIND_THE_SCENES = "behind_the_scenes"
    OWN_PHOTO = "own_photo"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the library.

    ``digest`` is the SHA-256 of the original bytes in hexadecimal; the file is ``images/<digest><ending>``. ``width``
    and ``height`` are pixels as shown (after the orientation the file asks for), ``size`` is bytes; ``credit`` the photographer,
    agency or studio, ``name`` the name the file came with, without its folder.
    """

    id: str
    digest: str
    media_type: str
    width: int
    height: int
    size: int
    name: str = ""
    kind: ImageKind = ImageKind.STILL
    credit: str = ""
    rights: str = ""

    @property
    def stored(self) -> str:
        """The file's place inside the library folder, with forward slashes."""
        return f"images/{self.digest}{MEDIA_TYPES[self.media_type]}"


@dataclass(frozen=True, slots=True)
class ImageUse:
    """A picture in one place of a review; ``image`` is None for a placeholder without a file, which is legal in drafts.

    ``alt`` describes what is in the picture; a ``decorative`` picture has none and says so.
    """

    id: str
    image: str | None = None
    caption: str = ""
    alt: str = ""
    decorative: bool = False
