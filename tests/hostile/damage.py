"""Files made wrong in every way that disks, editors and strangers know."""

from __future__ import annotations

from random import Random

WAYS = ("cut", "flip", "zeros", "insert", "double", "swap", "encoding", "mark", "nul", "huge", "deep", "again", "lines", "noise")


def damaged(data: bytes, draw: Random) -> bytes:
    """Return ``data`` damaged in one to three ways."""
    for way in draw.sample(WAYS, draw.choice((1, 1, 2, 3))):
        data = _damaged(data, way, draw)
    return data


def _damaged(data: bytes, way: str, draw: Random) -> bytes:  # noqa: C901 - one line for each way
    place = draw.randrange(len(data) + 1)
    length = draw.choice((1, 2, 7, 64, 500))
    before, inside, after = data[:place], data[place : place + length], data[place + length :]
    match way:
        case "cut":
            return before
        case "flip":
            return before + bytes(byte ^ 1 << draw.randrange(8) for byte in inside[:4]) + inside[4:] + after
        case "zeros":
            return before + bytes(len(inside)) + after
        case "insert":
            return before + draw.randbytes(length) + inside + after
        case "double":
            return before + inside + inside + after
        case "swap":
            return before + after + inside
        case "encoding":
            text = data.decode("utf-8", "replace")
            return text.encode(draw.choice(("utf-16", "utf-16-be", "cp1252", "latin-1", "utf-7", "utf-32")), "replace")
        case "mark":
            return draw.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x2b\x2f\x76\x38")) + data
        case "nul":
            return before + b"\0" * draw.choice((1, 4096)) + inside + after
        case "huge":
            return before + draw.choice((b"x", b"[", b"{", b'"', b"&a ", b"<b>", b"9")) * 100_000 + inside + after
        case "deep":
            return before + b'{"a":[' * 2_000 + inside + after
        case "again":
            return data + data
        case "lines":
            return data.replace(b"\n", draw.choice((b"\r", b"\r\n", b"\n\n", b"\xe2\x80\xa8", b"")))
        case _:
            return before + draw.randbytes(len(inside)) + after
