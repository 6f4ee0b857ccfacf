"""Every kind of file that can be brought in.

To add one: a module beside this one with a :class:`Source`, a line here, and its tests with files that are damaged in every way
(``tests/importers/test_malformed.py`` takes every source in this tuple).
"""

from __future__ import annotations

from pathlib import PurePath

from desktop.core.errors import FormatError
from desktop.importers.json_file import JSON
from desktop.importers.markdown import MARKDOWN
from desktop.importers.plan import Plan, Source

SOURCES: tuple[Source, ...] = (JSON, MARKDOWN)
_DIARIES = frozenset({".csv", ".zip"})
"""How diaries of viewings end, which are no reviews."""


def read(data: bytes, name: str) -> Plan:
    """Return the plan of a file, by the ending of its name; raises :class:`FormatError`."""
    suffix = PurePath(name).suffix.lower()
    for source in SOURCES:
        if suffix in source.suffixes:
            return source.read(data, name)
    known = ", ".join(suffix for source in SOURCES for suffix in source.suffixes)
    diary = " A diary of Letterboxd goes into the watch log, by “matinee viewings import” too." if suffix in _DIARIES else ""
    raise FormatError(f"“{name}” is no file that can be brought in; Matinee reads {known}.{diary}")
