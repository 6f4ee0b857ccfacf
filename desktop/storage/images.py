"""Pictures taken in: what they are, and their files, named by what is in them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

import peewee

from desktop.core.errors import FormatError, SaveError
from desktop.core.identity import new_id
from desktop.core.image import Image
from desktop.core.saving import Batch, Change, now_utc
from desktop.core.text import tidy_line
from desktop.storage.durable import write_durably
from desktop.storage.models import ImageTable
from desktop.storage.reading import read_record
from desktop.storage.writing import write_batch

IMAGES_FOLDER = "images"
MOST_BYTES = 30_000_000
MOST_PIXELS = 50_000_000

_FORMATS = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
}
_ORIENTATION = 0x0112
"""The EXIF tag that says how the camera was held; 5 to 8 are on their side (CIPA DC-008, 4.6.5)."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a picture file is: its media type, and its size in pixels as shown."""

    media_type: str
    width: int
    height: int


def describe(data: bytes) -> Described:
    """Return what the bytes of a picture file are; decodes the (first) picture, so that a damaged one is found here.

    Raises :class:`FormatError` for what is no picture, is damaged, or is larger than 30 MB or 50 million pixels.
    """
    # Pillow takes a tenth of a second to load, and most sessions take no picture in.
    from PIL import Image as Pillow
    from PIL import UnidentifiedImageError

    if len(data) > MOST_BYTES:
        raise FormatError("This picture is larger than 30 MB; save it smaller and add it again.")
    too_many = FormatError("This picture has more than 50 million pixels; save it smaller and add it again.")
    try:
        with Pillow.open(io.BytesIO(data), formats=tuple(_FORMATS)) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise too_many
            media_type = _FORMATS[picture.format or ""]
            turned = picture.getexif().get(_ORIENTATION) in {5, 6, 7, 8}
            picture.load()
    except FormatError:
        raise
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        raise too_many from None
    except UnidentifiedImageError:
        raise FormatError("This is not a picture that Matinee can read. Use a JPEG, PNG, WebP, AVIF or GIF file.") from None
    except Exception as error:  # whatever a damaged file leads a decoder to
        raise FormatError("This picture is damaged and cannot be read.") from error
    return Described(media_type, height if turned else width, width if turned else height)


def take_in(database: peewee.Database, root: Path, data: bytes, name: str) -> tuple[Image, int]:
    """Keep a picture and its record, inside the transaction that is open; the same bytes are kept once.

    Returns the record and its revision. Raises :class:`FormatError` as :func:`describe` does, and :class:`SaveError` where the
    file cannot be written.
    """
    digest = hashlib.sha256(data).hexdigest()
    rows = ImageTable.select(ImageTable.id).where(ImageTable.digest == digest).tuples().execute(database)
    for (image_id,) in list(rows):
        image, revision = read_record(database, Image, image_id)
        keep_file(root, image, data)
        return image, revision
    described = describe(data)
    image = Image(
        id=new_id(),
        digest=digest,
        media_type=described.media_type,
        width=described.width,
        height=described.height,
        size=len(data),
        name=tidy_line(PureWindowsPath(name).name),
    )
    keep_file(root, image, data)
    saved = write_batch(database, Batch((Change(image, 0),)), now_utc())
    return image, saved.revisions[image.id]


def keep_file(root: Path, image: Image, data: bytes) -> None:
    """Write the file of a picture unless it is there, whole; raises :class:`SaveError` where that cannot be done.

    It comes before its record: a file without a record is harmless, a record without a file is a broken picture.
    """
    path = root / image.stored
    if _digest_of(path) == image.digest:
        return
    try:
        write_durably(path, data)
    except OSError as error:
        raise SaveError(f"The picture could not be kept ({error.strerror}); nothing was changed.") from error


def problem_of(root: Path, image: Image) -> str:
    """Return what is wrong with a picture's file, and what mends it; empty where it is whole."""
    digest = _digest_of(root / image.stored)
    if digest == image.digest:
        return ""
    named = image.name or image.stored
    mend = f"Put “{image.stored}” back into “{root}” out of a copy of the library, or add the same picture again."
    if digest is None:
        return f"The picture “{named}” has no file, or one that cannot be read. {mend}"
    return f"The picture “{named}” is damaged: its file is not what was added. {mend}"


def _digest_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
