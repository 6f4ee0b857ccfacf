"""Bytes to text, never by a silent guess."""

from __future__ import annotations

import codecs

from desktop.core.errors import FormatError

_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and a sentence where it is not plain UTF-8.

    UTF-8, with or without a byte order mark; UTF-16 with one; else Windows-1252. Raises :class:`FormatError` where none fits
    and for a file that holds NUL characters, as a damaged disk leaves them.
    """
    encoding = next((codec for mark, codec in _MARKED if data.startswith(mark)), "utf-8")
    notes: tuple[str, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "Windows-1252", _from_windows(data, name)
        notes = (f"“{name}” is not in UTF-8; it was read as {encoding}. Look at accents and quotation marks.",)
    if encoding == "utf-16":
        notes = (f"“{name}” is in UTF-16 and was read as such.",)
    if "\0" in text:
        raise FormatError(f"“{name}” is damaged: it holds NUL characters.")
    return text, notes


def _from_windows(data: bytes, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise FormatError(f"“{name}” is no text that can be read: it is neither UTF-8 nor Windows-1252.") from None
