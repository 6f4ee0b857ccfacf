"""Pictures are kept once, whole, as they are shown; what is none is refused in one sentence."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Pillow

from desktop.core.errors import FormatError, SaveError
from desktop.core.image import Image, ImageUse
from desktop.storage.images import MOST_BYTES, describe
from tests.storage.builders import keep, kept

if TYPE_CHECKING:
    from desktop.storage.library import Library


def _picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), orientation: int = 0, colour: str = "teal") -> bytes:
    picture, file = Pillow.new("RGB", size, colour), io.BytesIO()
    exif = Pillow.Exif()
    if orientation:
        exif[0x0112] = orientation
    picture.save(file, kind, **({"exif": exif} if orientation else {}))
    return file.getvalue()


def _huge_png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "media_type", "ending"),
    [
        ("JPEG", "image/jpeg", ".jpg"),
        ("PNG", "image/png", ".png"),
        ("WEBP", "image/webp", ".webp"),
        ("GIF", "image/gif", ".gif"),
        ("AVIF", "image/avif", ".avif"),
    ],
)
def test_a_picture_is_kept_under_its_digest(library: Library, kind: str, media_type: str, ending: str) -> None:
    data = _picture(kind)
    image = library.add_image(data, f"C:\\Users\\critic\\still 1{ending}").result(timeout=20)
    digest = hashlib.sha256(data).hexdigest()
    assert (image.digest, image.media_type, image.width, image.height, image.size) == (digest, media_type, 40, 20, len(data))
    assert image.name == f"still 1{ending}"
    assert image.stored == f"images/{digest}{ending}"
    assert (library.root / image.stored).read_bytes() == data
    assert library.load_record(Image, image.id) == (image, 1)
    assert library.find_image(digest) == image
    assert library.find_image("0" * 64) is None
    assert (library.counts().images, library.counts().bytes) == (1, len(data))
    assert library.verify() == []


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_that_of_the_picture_as_it_is_shown(orientation: int) -> None:
    described = describe(_picture("JPEG", orientation=orientation))
    assert (described.width, described.height) == ((20, 40) if orientation >= 5 else (40, 20))


def test_the_same_bytes_are_kept_once(library: Library) -> None:
    data = _picture()
    first = library.add_image(data, "a.png").result(timeout=20)
    edited = replace(first, credit="A. Photographer")
    keep(library, edited, base=1)
    assert library.add_image(data, "b.png").result(timeout=20) == edited
    assert library.add_image(_picture(colour="red"), "a.png").result(timeout=20).id != first.id
    assert len(list((library.root / "images").iterdir())) == 2


def test_a_file_that_is_gone_or_damaged_is_told_and_mended_by_adding_it_again(library: Library) -> None:
    data = _picture()
    image = library.add_image(data, "still.png").result(timeout=20)
    path = library.root / image.stored
    path.write_bytes(data[:-1])
    mend = f"Put “{image.stored}” back into “{library.root}” out of a copy of the library, or add the same picture again."
    assert library.verify() == [f"The picture “still.png” is damaged: its file is not what was added. {mend}"]
    path.unlink()
    assert library.verify() == [f"The picture “still.png” has no file, or one that cannot be read. {mend}"]
    assert library.add_image(data, "again.png").result(timeout=20) == image
    assert library.verify() == []


REFUSED = {
    "text": (b"Dear diary", "not a picture that Matinee can read"),
    "nothing": (b"", "not a picture that Matinee can read"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture that Matinee can read"),
    "TIFF": (_picture("TIFF"), "not a picture that Matinee can read"),
    "cut JPEG": (_picture("JPEG", (400, 400))[:700], "damaged"),
    "cut PNG": (_picture("PNG", (400, 400), colour="red")[:120], "damaged"),
    "many pixels": (_huge_png(8_000, 6_300), "more than 50 million pixels"),
    "bomb": (_huge_png(12_000, 12_000), "more than 50 million pixels"),
    "huge bomb": (_huge_png(60_000, 60_000), "more than 50 million pixels"),
    "large": (_picture() + bytes(MOST_BYTES), "larger than 30 MB"),
}


@pytest.mark.parametrize(("data", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_picture_is_refused_and_nothing_is_kept(library: Library, data: bytes, said: str) -> None:
    with pytest.raises(FormatError, match=said):
        library.add_image(data, "still.jpg").result(timeout=20)
    assert list((library.root / "images").iterdir()) == []
    assert library.counts().images == 0
    kept(library)


def test_a_folder_that_cannot_take_the_file_is_told_and_nothing_is_kept(library: Library) -> None:
    (library.root / "images").rmdir()
    (library.root / "images").write_text("in the way")
    with pytest.raises(SaveError, match="The picture could not be kept"):
        library.add_image(_picture(), "still.png").result(timeout=20)
    assert library.counts().images == 0
    kept(library)


def test_a_picture_knows_the_reviews_that_show_it_and_comes_with_them(library: Library) -> None:
    article = kept(library)
    image = library.add_image(_picture(), "still.png").result(timeout=20)
    keep(library, replace(article.review, hero=ImageUse("h", image.id)), base=1)
    assert [row.id for row in library.reviews_of_image(image.id)] == [article.review.id]
    assert library.load(article.review.id).article.images == (image,)
    keep(library, article.review, base=2)
    assert library.reviews_of_image(image.id) == []
    assert (library.root / image.stored).exists()
