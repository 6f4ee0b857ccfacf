"""How large a file a disk can hold: sticks and cards that have the old format FAT take none over 4 GB, however much is free."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

FAT_MOST = 2**32 - 1
"""Bytes of the largest file on a disk in the format FAT."""

_FAT = frozenset({"vfat", "msdos", "umsdos", "fat", "fat12", "fat16", "fat32"})
_MOUNTS = Path("/proc/self/mountinfo")


def largest_file(place: Path) -> int | None:
    """Return how many bytes a file may have on the disk of ``place``, which need not be there; None where no limit is known.

    What the format of the disk is, Linux and Windows tell; on other systems nothing is known of it.
    """
    return FAT_MOST if _format_of(place.absolute()).lower() in _FAT else None


def _format_of(place: Path) -> str:
    if sys.platform == "win32":
        name = ctypes.create_unicode_buffer(64)
        told = ctypes.windll.kernel32.GetVolumeInformationW(place.anchor, None, 0, None, None, None, name, len(name))
        return name.value if told else ""
    try:
        return format_in(_MOUNTS.read_text("utf-8", "surrogateescape"), place.resolve())
    except OSError:
        return ""


def format_in(mounts: str, place: Path) -> str:
    """Return the format of the disk of ``place`` out of ``/proc/self/mountinfo``, see proc(5); empty where it is not told."""
    found, longest = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if "-" not in fields[6:-1]:
            continue
        point = _point(fields[4])
        if place.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = fields[fields.index("-", 6) + 1], len(point.parts)
    return found


def _point(written: str) -> Path:
    """Return a path in which a space, a tab, a line feed and a backslash are written as three octal digits."""
    for sign in " \t\n":
        written = written.replace(f"\\{ord(sign):03o}", sign)
    return Path(written.replace("\\134", "\\"))
