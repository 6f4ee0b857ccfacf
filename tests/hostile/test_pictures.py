"""Pictures from strangers: taken in, cleaned, or refused in a sentence; never slow, never large, never a crash."""

from __future__ import annotations

import contextlib
import io
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path
from random import Random

import pytest
from PIL import Image, features

from desktop.core.errors import FormatError
from desktop.exporters.picture_bytes import clean_picture
from desktop.storage.images import describe
from tests.hostile.damage import damaged
from tests.hostile.inputs import COUNT

# Pillow warns of broken remarks of cameras and of large pictures; what is made of both is what counts here.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")
ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1.0
KINDS = [kind for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF") if kind != "AVIF" or features.check("avif")]
MOST_MEMORY = 300_000
"""KiB that a process may come to hold while it looks at a bomb."""


def _picture(kind: str) -> bytes:
    """Return a picture with a place, a profile and several frames, where its format has them."""
    fade, out = Image.linear_gradient("L").resize((60, 40)), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    more: dict[str, object] = (
        {"exif": exif} if kind != "GIF" else {"save_all": True, "append_images": [fade.rotate(90)], "comment": b"x"}
    )
    fade.convert("P" if kind == "GIF" else "RGB").save(out, kind, **more)
    return out.getvalue()


def _answered(data: bytes) -> bool:
    """Say whether a picture was taken; it is described and cleaned, or refused by an error that is known."""
    started = time.perf_counter()
    described, cleaned = None, b""
    with contextlib.suppress(FormatError):
        described = describe(data)
    with contextlib.suppress(ValueError):
        cleaned = clean_picture(data)
    assert time.perf_counter() - started < LIMIT
    if described is not None and cleaned:
        assert describe(cleaned).media_type == described.media_type
    return described is not None


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_picture_is_taken_or_refused(kind: str) -> None:
    whole = _picture(kind)
    assert _answered(whole)
    taken = sum(_answered(damaged(whole, Random(number))) for number in range(COUNT * 3))
    assert taken < COUNT * 3


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(width: int, height: int, *chunks: bytes) -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + _chunk(b"IEND", b"")


def _gif_of_many_frames() -> bytes:
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 6000, 8000, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 6000, 8000, 0x80, 0, 0) + bytes(6) + frame * 5000 + b"\x3b"


_LITTLE = _chunk(b"IDAT", zlib.compress(bytes(6)))
_PACKED = zlib.compress(bytes(60_000_000), 9)
BOMBS = {
    "square": _png(60_000, 60_000, _chunk(b"IDAT", zlib.compress(bytes(60_000)))),
    "strip": _png(2**31 - 1, 1, _chunk(b"IDAT", zlib.compress(bytes(1000)))),
    "endless": _png(0xFFFFFFFF, 0xFFFFFFFF),
    "just too many": _png(10_000, 10_000, _chunk(b"IDAT", zlib.compress(bytes(10_001 * 10_000), 9))),
    "text": _png(
        2, 2, _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(60_000_000), 9)), _chunk(b"IDAT", zlib.compress(bytes(6)))
    ),
    "profile": _png(
        2, 2, _chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(60_000_000), 9)), _chunk(b"IDAT", zlib.compress(bytes(6)))
    ),
    "frames": _gif_of_many_frames(),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="//evil.example/"/></svg>',
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(id) (r) file\n",
    "tiff": b"II*\0\x08\0\0\0\xff\xff",
    "page": b"<!DOCTYPE html><script>alert(1)</script>",
    "webp": b"RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\x10\0\0\0\xff\xff\xff\xff\xff\xff",
    "nothing": b"",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_answered_in_little_time(name: str) -> None:
    _answered(BOMBS[name])


MEASURE = """
import contextlib, sys
from pathlib import Path
from desktop.core.errors import FormatError
from desktop.exporters.picture_bytes import clean_picture
from desktop.storage.images import describe
data = sys.stdin.buffer.read()
with contextlib.suppress(FormatError):
    describe(data)
with contextlib.suppress(ValueError):
    clean_picture(data)
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(peak.split()[1])  # of this program alone: what getrusage tells begins with the size of the one that started it
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux counts in KiB")
@pytest.mark.parametrize("name", ["square", "just too many", "text", "profile", "frames"])
def test_a_bomb_takes_little_memory(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=BOMBS[name], capture_output=True, cwd=ROOT, check=True, timeout=60
    )
    assert int(done.stdout) < MOST_MEMORY
