"""Power losses, replayed: from a log of every change, what a disk may hold when the power goes at any moment.

What was flushed is on the disk. Of what was not, a disk may hold nothing, everything, or any part, torn at sectors of 512 bytes.
The names in a folder count as changes of that folder: they are sure once the folder is flushed, and come in order, as journalling
file systems keep them.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

SECTOR = 512
_HEAD = struct.Struct("6q")
RANDOM_SUBSETS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One record of the shim's log; see ``note`` in ``shim.c``."""

    kind: str
    handle: int
    number: int
    one: str
    two: str
    data: bytes


def read_log(path: Path) -> list[Change]:
    """Return the changes that the shim wrote into a log."""
    content, changes, at = path.read_bytes(), [], 0
    while at < len(content):
        kind, handle, number, one, two, data = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        texts = []
        for length in (one, two, data):
            texts.append(content[at : at + length])
            at += length
        changes.append(Change(chr(kind), handle, number, texts[0].decode(), texts[1].decode(), texts[2]))
    return changes


Held = dict[str, bytes | None]
"""What a disk holds: path -> bytes, None for a folder."""


@dataclass(slots=True)
class File:
    """A file on the disk: what is sure of it, and the writes and cuts that are not."""

    sure: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes of a write; length and None of a cut."""

    def content(self, dice: random.Random | None, share: float) -> bytes:
        """Return what may be there: each unsure change wholly (without dice) or with the chance ``share``, sector by sector."""
        held = bytearray(self.sure)
        for number, data in self.pending:
            if data is None:
                if dice is None or dice.random() < share:
                    _cut(held, number)
                continue
            for start, piece in _sectors(number, data):
                if dice is None or dice.random() < share:
                    _put(held, start, piece)
        return bytes(held)

    def flush(self) -> None:
        """Make everything sure."""
        self.sure = self.content(None, 1)
        self.pending.clear()


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        length = min(SECTOR - (offset + at) % SECTOR, len(data) - at)
        yield offset + at, data[at : at + length]
        at += length


def _put(held: bytearray, offset: int, data: bytes) -> None:
    if len(held) < offset:
        held.extend(bytes(offset - len(held)))
    held[offset : offset + len(data)] = data


def _cut(held: bytearray, length: int) -> None:
    del held[length:]
    held.extend(bytes(length - len(held)))


Names = dict[str, File | None]
"""Path -> the file, None for a folder."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A change of the names in folders: ``old`` goes and ``new`` comes, each empty where it does not."""

    old: str
    new: str
    file: File | None

    def apply(self, names: Names) -> None:
        """Make the change; what lies in a folder that is renamed goes with it."""
        names.pop(self.old, None)
        if self.new:
            names[self.new] = self.file
        if self.old and self.new:
            for path in [path for path in names if path.startswith(f"{self.old}/")]:
                names[self.new + path.removeprefix(self.old)] = names.pop(path)

    def after(self, earlier: Naming) -> Naming:
        """Return this change as it is to be made once ``earlier`` has given a folder another name."""
        old, new = (
            earlier.new + name.removeprefix(earlier.old) if name.startswith(f"{earlier.old}/") else name
            for name in (self.old, self.new)
        )
        return Naming(old, new, self.file)

    @property
    def folders(self) -> set[str]:
        """The folders that it changes."""
        return {str(PurePosixPath(name).parent) for name in (self.old, self.new) if name}


class Disk:
    """A disk that is brought through a log, change by change."""

    def __init__(self, names: Names) -> None:
        """Begin with files that are sure."""
        self._sure, self._names = dict(names), dict(names)
        self._unsure: list[Naming] = []
        self._handles: dict[int, tuple[str, File | None]] = {}

    def take(self, change: Change) -> None:
        """Bring the disk past one change."""
        match change.kind:
            case "o" | "c" | "e":
                self._open(change)
            case "w" | "t":
                file = self._handles[change.handle][1]
                assert file is not None
                file.pending.append((change.number, change.data if change.kind == "w" else None))
            case "s":
                self._flush(*self._handles[change.handle])
            case "m":
                self._name(Naming("", change.one, None))
            case "u":
                self._name(Naming(change.one, "", None))
            case "r":
                self._name(Naming(change.one, change.two, self._names[change.one]))
            case _:
                raise ValueError(f"{change.kind!r} is not replayed")

    def _open(self, change: Change) -> None:
        if change.kind == "c":
            self._name(Naming("", change.one, File()))
        file = self._names.get(change.one)
        if change.kind == "e" and file is not None:
            file.pending.append((0, None))
        self._handles[change.handle] = (change.one, file)

    def _flush(self, path: str, file: File | None) -> None:
        if file is not None:
            file.flush()
            return
        for naming in [each for each in self._unsure if path in each.folders]:
            naming.apply(self._sure)
            self._unsure.remove(naming)
            if naming.old and naming.new:
                self._unsure = [each.after(naming) for each in self._unsure]

    def _name(self, naming: Naming) -> None:
        self._unsure.append(naming)
        naming.apply(self._names)

    def states(self, dice: random.Random) -> Iterator[Held]:
        """Yield what the disk may hold if the power goes now."""
        every = len(self._unsure)
        yield self._held(0, None, 0)
        yield self._held(every, None, 0)
        yield self._held(every, None, 1)
        for _ in range(RANDOM_SUBSETS):
            yield self._held(dice.randint(0, every), dice, dice.random())

    def _held(self, count: int, dice: random.Random | None, share: float) -> Held:
        names = dict(self._sure)
        for naming in self._unsure[:count]:
            naming.apply(names)
        return {path: None if file is None else file.content(dice, share) if share else file.sure for path, file in names.items()}


def disk_of(folder: Path) -> Disk:
    """Return a disk on which everything that lies in a folder is sure."""
    names: Names = {str(path): None if path.is_dir() else File(path.read_bytes()) for path in folder.rglob("*")}
    return Disk({str(folder): None, **names})


def lay_out(held: Held, folder: Path, under: Path) -> None:
    """Make the files under ``folder`` again under another folder, which is empty; what lies in a folder that is gone is lost."""
    for path in sorted(held):
        data, place = held[path], under / Path(path).relative_to(folder)
        if not place.parent.is_dir():
            continue
        if data is None:
            place.mkdir(exist_ok=True)
        else:
            place.write_bytes(data)
