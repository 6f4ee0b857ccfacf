"""The shared file of readable copies, ``library.json``, read entry by entry.

As Matinee lays it out, a record a line, no more than a line of it is in memory. JSON may be laid out otherwise, by somebody who
mended it by hand; then it is read as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from desktop.storage.plain_copies import FORMAT, LISTS, MOMENTS, VERSION

SETTINGS_LIST = "settings"


class Entry(NamedTuple):
    """A record as plain values with the list it stands in and what is told of its moments; or the ``settings``, all in one."""

    group: str
    plain: Any
    moments: Any


class OtherLayoutError(Exception):
    """The file is not laid out as Matinee does it, or it is damaged."""


def entries_by_line(path: Path) -> Iterator[Entry]:
    """Yield the entries of a file that is laid out as Matinee does it; raises OtherLayoutError at any place, and ``OSError``."""
    try:
        with path.open("rb") as records, path.open("rb") as moments:
            while (line := moments.readline()) != f'"{MOMENTS}": {{\n'.encode():
                _expect(bool(line))
            yield from _entries(records, _lines(moments, b"}\n"))
            _expect(moments.readline() == b"}\n" and not moments.read(1))
    except (ValueError, RecursionError) as error:
        raise OtherLayoutError from error


def _entries(records: BinaryIO, moments: Iterator[str]) -> Iterator[Entry]:
    for line in ("{\n", f'"format": "{FORMAT}",\n', f'"version": {VERSION},\n'):
        _expect(records.readline() == line.encode())
    name, _, settings = records.readline().decode().partition(": ")
    _expect(name == f'"{SETTINGS_LIST}"' and settings.endswith(",\n"))
    values = json.loads(settings[:-2])
    _expect(isinstance(values, dict))
    yield Entry(SETTINGS_LIST, values, None)
    for name in LISTS:
        _expect(records.readline() == f'"{name}": [\n'.encode())
        for line in _lines(records, b"],\n"):
            plain, told = json.loads(line), json.loads(f"{{{next(moments, '')}}}")
            _expect(isinstance(plain, dict) and [plain.get("id")] == list(told))
            yield Entry(name, plain, told[plain["id"]])
    _expect(next(moments, None) is None)


def _lines(file: BinaryIO, end: bytes) -> Iterator[str]:
    """Yield the lines up to ``end``, without the commas between them; no entry at all is one empty line."""
    line = file.readline()
    if line == b"\n":
        _expect(file.readline() == end)
        return
    while line.endswith(b",\n"):
        yield line[:-2].decode()
        line = file.readline()
    _expect(line.endswith(b"\n") and file.readline() == end)
    yield line[:-1].decode()


def _expect(condition: bool) -> None:
    if not condition:
        raise OtherLayoutError


def entries_of(plain: dict[str, Any]) -> Iterator[Entry]:
    """Yield the entries of a file that was read as a whole."""
    settings, moments = plain.get(SETTINGS_LIST), plain.get(MOMENTS)
    if isinstance(settings, dict):
        yield Entry(SETTINGS_LIST, settings, None)
    for name in LISTS:
        found = plain.get(name)
        for each in found if isinstance(found, list) else ():
            key = each.get("id") if isinstance(each, dict) else None
            told = moments.get(key) if isinstance(moments, dict) and isinstance(key, str) else None
            yield Entry(name, each, told)
