"""Pictures leave without what the camera wrote into them, and otherwise as they are."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, features
from PIL.PngImagePlugin import PngInfo

from desktop.exporters.picture_bytes import clean_picture

KINDS = [
    "JPEG",
    "PNG",
    "WEBP",
    "GIF",
    pytest.param("AVIF", marks=pytest.mark.skipif(not features.check("avif"), reason="no AVIF")),
]


def picture() -> Image.Image:
    fade = Image.linear_gradient("L").resize((60, 40))
    return Image.merge("RGB", (fade, fade.rotate(180), fade))


def saved(kind: str, *, orientation: int = 0, secret: bool = True, progressive: bool = False) -> bytes:
    """Return a picture file with a place, a maker and remarks in every pocket that its format has."""
    image, out = picture(), io.BytesIO()
    more: dict[str, Any] = {}
    exif = Image.Exif()
    if secret:
        exif[0x010F] = "SECRET MAKER"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (52.0, 30.0, 1.0)
        more |= {"JPEG": {"comment": b"SECRET"}, "GIF": {"comment": b"SECRET"}}.get(kind, {})
        if kind in {"JPEG", "WEBP", "AVIF"}:
            more["xmp"] = b"<x:xmpmeta>SECRET</x:xmpmeta>"
        if kind == "PNG":
            more["pnginfo"] = PngInfo()
            more["pnginfo"].add_text("Comment", "SECRET")
    if orientation:
        exif[0x0112] = orientation
    if kind != "GIF" and len(exif):
        more["exif"] = exif
    if kind == "JPEG":
        more["progressive"] = progressive
    if kind == "GIF":
        image = image.convert("P")
        more |= {"save_all": True, "append_images": [image.rotate(90)], "loop": 0}
    image.save(out, kind, **more)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("kind", KINDS)
def test_metadata_is_gone_and_the_picture_is_not(kind: str) -> None:
    data = saved(kind)
    assert b"SECRET" in data
    cleaned = clean_picture(data)
    assert b"SECRET" not in cleaned
    assert not opened(cleaned).getexif().get_ifd(0x8825)
    assert opened(cleaned).size == (60, 40)
    if kind != "AVIF":
        assert opened(cleaned).tobytes() == opened(data).tobytes(), "the picture's own data are untouched"
    assert getattr(opened(cleaned), "n_frames", 1) == (2 if kind == "GIF" else 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_with_nothing_to_hide_leaves_unchanged(kind: str) -> None:
    data = saved(kind, secret=False)
    assert clean_picture(data) == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_picture_taken_sideways_leaves_upright(kind: str, progressive: bool) -> None:
    data = saved(kind, orientation=6, progressive=progressive)
    cleaned = clean_picture(data)
    assert opened(cleaned).size == (40, 60)
    assert opened(cleaned).getexif().get(0x0112, 1) == 1
    assert b"SECRET" not in cleaned
    assert cleaned == clean_picture(data) == clean_picture(cleaned)


def test_what_follows_the_end_of_a_jpeg_goes_too() -> None:
    plain = saved("JPEG", secret=False)
    second = saved("JPEG")
    assert clean_picture(plain + second) == plain


def test_the_colour_profile_stays() -> None:
    out = io.BytesIO()
    profile = b"a colour profile" * 20
    picture().save(out, "JPEG", icc_profile=profile, comment=b"SECRET")
    assert opened(clean_picture(out.getvalue())).info["icc_profile"] == profile


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_picture_does_not_leave_with_its_metadata(kind: str) -> None:
    data = saved(kind)
    for length in (0, 1, 12, 40, len(data) // 3, len(data) // 2):
        try:
            cleaned = clean_picture(data[:length])
        except ValueError:
            continue
        assert b"SECRET" not in cleaned


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="no whole picture"):
        clean_picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
