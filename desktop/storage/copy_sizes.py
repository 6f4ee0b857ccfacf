"""How large a copy of a library will be, as a folder or packed, and whether the disk it goes to can hold a file as large."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from desktop.core.text import size_words
from desktop.storage.database import DATABASE_NAME
from desktop.storage.file_limits import largest_file
from desktop.storage.images import IMAGES_FOLDER
from desktop.storage.opening import READABLE_FOLDER

PACKED_LEVEL = 1
"""How hard a copy is packed, of 9."""
_ENTRY_BYTES = 220
"""What a zip file says of each file in it, without its name, which it says twice."""
_CHUNK, _CHUNKS, _FILES = 1 << 18, 12, 48
"""How much is packed to see how far the rest will be: pieces of the database, and readable copies."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of a copy: as a folder, as one zip file (about), of its database, and of its largest single file as a folder."""

    folder: int
    packed: int
    database: int
    largest: int


def sizes_of(root: Path) -> Sizes:
    """Return how large copies of the library in ``root`` are; its backups stay behind. Raises ``OSError``."""
    database = sum(path.stat().st_size for path in (root / DATABASE_NAME, root / f"{DATABASE_NAME}-wal") if path.exists())
    pictures, readable = ([*_files(root / folder)] for folder in (IMAGES_FOLDER, READABLE_FOLDER))
    stored = sum(size for _path, size in pictures)
    plain = sum(size for _path, size in readable)
    packed = database * _share(_pieces(root / DATABASE_NAME)) + stored + plain * _share(_some(readable))
    entries = sum(_ENTRY_BYTES + 2 * len(path.name) for path, _size in (*pictures, *readable))
    largest = max([database, *(size for _path, size in pictures)])
    return Sizes(database + stored + plain, int(packed) + entries, database, largest)


def size_problem(sizes: Sizes, place: Path, *, packed: bool) -> str:
    """Return why the disk of ``place`` cannot hold a file of the copy, however much is free there; empty where it can."""
    most = largest_file(place)
    wanted = sizes.packed if packed else sizes.largest
    if most is None or wanted <= most:
        return ""
    about = f"The disk of “{place.parent}” takes no file over {size_words(most)} (it has the old format FAT)"
    if packed and sizes.largest <= most:
        return f"{about}, and the .zip file would have about {size_words(wanted)}. Copy it as a folder, or to another disk."
    return (
        f"{about}, and one of the library’s has {size_words(sizes.largest)}. Choose a disk that has the format exFAT, or another."
    )


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place) / name
            yield path, path.lstat().st_size


def _pieces(database: Path) -> Iterator[bytes]:
    """Yield pieces from all over a file, and all of a short one."""
    size = database.stat().st_size
    with database.open("rb") as file:
        for number in range(_CHUNKS):
            if size > _CHUNK * _CHUNKS:
                file.seek((size - _CHUNK) * number // (_CHUNKS - 1))
            yield file.read(_CHUNK)


def _some(files: list[tuple[Path, int]]) -> Iterator[bytes]:
    for path, _size in islice(files, 0, None, max(1, len(files) // _FILES)):
        yield path.read_bytes()


def _share(pieces: Iterator[bytes]) -> float:
    """Return to which share of their size pieces are packed."""
    plain = packed = 0
    for piece in pieces:
        plain += len(piece)
        packed += len(zlib.compress(piece, PACKED_LEVEL)) if piece else 0
    return packed / plain if plain else 1.0
