"""Pictures as they leave: without what the camera or an editor wrote into them (place, owner, remarks).

Where the container allows it the metadata is cut out and the picture's own data stay bit for bit; a picture with nothing to cut
leaves unchanged. Only a picture that asks to be turned (EXIF orientation), and AVIF with metadata, is decoded and written anew.
Colour profiles stay: they are part of how the picture looks. Sources: JPEG ITU-T T.81 annex B, PNG third edition, WebP container
(RFC 9649), GIF89a.
"""

from __future__ import annotations

import io
import re
import struct

from PIL import Image, ImageOps

LARGEST = 50_000_000
"""Pixels of the largest picture that is decoded."""

_ORIENTATION = 0x0112
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
"""A JPEG marker with a segment, or the end: neither a stuffed byte nor a restart inside the picture's own data."""
_END_OF_IMAGE = b"\xff\xd9"
_JPEG_DROPPED = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})  # APP1 to APP13, APP15, COM; APP0 is JFIF, APP14 Adobe's colours
_PNG_DROPPED = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_DROPPED = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS = 0x08 | 0x04  # "has EXIF" and "has XMP" of the VP8X chunk
_SAVE_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 95, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 92, "method": 4},
    "AVIF": {"quality": 90, "max_threads": 1},
}


def clean_picture(data: bytes) -> bytes:
    """Return a picture without metadata; the same bytes always give the same bytes.

    Raises ``ValueError`` where the bytes are no whole picture of a kind that Matinee takes in.
    """
    try:
        return _cleaned(data)
    except Exception as error:  # whatever a damaged file leads a decoder to
        raise ValueError(f"no whole picture ({type(error).__name__})") from error


def _cleaned(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "AVIF", "GIF")) as picture:
        kind = str(picture.format)
        if picture.width * picture.height > LARGEST:
            raise ValueError("the picture is too large")
        turned = picture.getexif().get(_ORIENTATION, 1) not in {0, 1}
        if (turned and kind != "GIF") or (kind == "AVIF" and _has_metadata(picture)):
            return _written_anew(picture, kind)
    return {"JPEG": _clean_jpeg, "PNG": _clean_png, "WEBP": _clean_webp, "GIF": _clean_gif}.get(kind, bytes)(data)


def _has_metadata(picture: Image.Image) -> bool:
    return bool(picture.getexif()) or bool(picture.info.get("xmp"))


def _written_anew(picture: Image.Image, kind: str) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    upright.info = {}
    buffer = io.BytesIO()
    profile = picture.info.get("icc_profile")
    upright.save(buffer, kind, **_SAVE_OPTIONS[kind], **({"icc_profile": profile} if profile else {}))
    return buffer.getvalue()


def _clean_jpeg(data: bytes) -> bytes:
    """Drop EXIF, XMP, Photoshop and multi-picture segments, comments, and what follows the end; keep profile and colour marks."""
    kept, place = [data[:2]], 2
    while True:
        marker = _MARKER.search(data, place)
        if marker is None or marker[0] == _END_OF_IMAGE:  # a picture cut short is shown as far as it goes
            return b"".join((*kept, data[place : marker.start() if marker else None], _END_OF_IMAGE))
        code, start = marker[0][1], marker.start()
        end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        if end < start + 4 or end > len(data):
            raise ValueError("no whole picture (a segment is broken)")
        profile = code == 0xE2 and data[start + 4 : start + 16] == b"ICC_PROFILE\0"
        kept.append(data[place:start])
        if code not in _JPEG_DROPPED or profile:
            kept.append(data[start:end])
        place = end


def _clean_png(data: bytes) -> bytes:
    """Drop text, time and EXIF chunks, and what follows the last chunk."""
    kept, place = [data[:8]], 8
    while True:
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise ValueError("no whole picture (it ends early)")
        if name not in _PNG_DROPPED:
            kept.append(data[place:end])
        if name == b"IEND":
            return b"".join(kept)
        place = end


def _clean_webp(data: bytes) -> bytes:
    """Drop EXIF and XMP chunks, and the flags that announce them."""
    kept, place, end = [], 12, 8 + struct.unpack_from("<I", data, 4)[0]
    while place + 8 <= min(end, len(data)):
        name, length = struct.unpack_from("<4sI", data, place)
        chunk = data[place : place + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if name not in _WEBP_DROPPED:
            kept.append(chunk)
        place += 8 + length + length % 2
    body = b"".join(kept)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def _clean_gif(data: bytes) -> bytes:
    """Drop comments and application blocks but the one that says how often to repeat; and what follows the end."""
    place = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    kept = [data[:place]]
    while data[place] != 0x3B:
        start = place
        if data[place] == 0x21:
            place = _after_blocks(data, place + 2)
            application = data[start + 1] == 0xFF and data[start + 3 : start + 14] not in {b"NETSCAPE2.0", b"ANIMEXTS1.0"}
            dropped = data[start + 1] == 0xFE or application
        elif data[place] == 0x2C:
            colours = 3 << (data[place + 9] & 7) + 1 if data[place + 9] & 0x80 else 0
            place, dropped = _after_blocks(data, place + 11 + colours), False
        else:
            raise ValueError("no whole picture (an unknown block)")
        if not dropped:
            kept.append(data[start:place])
    return b"".join((*kept, b"\x3b"))


def _after_blocks(data: bytes, place: int) -> int:
    while data[place]:
        place += data[place] + 1
    return place + 1
