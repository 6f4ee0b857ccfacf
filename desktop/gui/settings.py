"""What the window remembers about itself, in a file of its own outside the library: screens differ, so it does not move house.

To add a setting: one attribute in :class:`Settings`.
"""

from __future__ import annotations

import glob
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar, cast, overload

from PySide6.QtCore import QByteArray, QLockFile, QSettings

Value = TypeVar("Value")


class Setting(Generic[Value]):
    """One remembered value (text, a number, yes or no, bytes) with its default, which a damaged value reads as too."""

    def __init__(self, key: str, default: Value) -> None:
        """Remember a value under ``key``, of the kind of ``default``."""
        self._key = key
        self._default: Value = default

    @overload
    def __get__(self, owner: None, kind: type) -> Setting[Value]: ...

    @overload
    def __get__(self, owner: Settings, kind: type) -> Value: ...

    def __get__(self, owner: Settings | None, kind: type) -> Value | Setting[Value]:
        """Read the value."""
        if owner is None:
            return self
        return cast(Value, _read(owner.file.value(self._key), self._default))

    def __set__(self, owner: Settings, value: Value) -> None:
        """Remember the value."""
        owner.file.setValue(self._key, value)


def _read(stored: object, default: object) -> object:
    if isinstance(default, bool):
        return str(stored).lower() == "true" if stored is not None else default
    if isinstance(default, int):
        return int(str(stored)) if stored is not None and str(stored).lstrip("-").isdigit() else default
    return stored if isinstance(stored, type(default)) else default


def _take_leftovers_away(path: Path) -> None:
    """Delete what a kill left beside the settings, unless another window is writing them now."""
    leftovers = list(path.parent.glob(f"{glob.escape(path.name)}.??????"))
    lock = QLockFile(f"{path}.lock")  # the one that QSettings takes
    if leftovers and lock.tryLock(0):
        for leftover in leftovers:
            with suppress(OSError):
                leftover.unlink()
        lock.unlock()


class Settings:
    """Every setting of the window, declared once."""

    geometry = Setting("window/geometry", QByteArray())
    writing = Setting("window/writing", True)
    panes = Setting("editor/panes", QByteArray())
    preview_shown = Setting("editor/preview_shown", True)
    outline_shown = Setting("editor/outline_shown", True)
    earlier_shown = Setting("editor/earlier_shown", True)
    scheme = Setting("appearance/scheme", "system")
    text_percent = Setting("appearance/text_percent", 100)
    preview_width = Setting("preview/width", "web")
    preview_look = Setting("preview/look", "light")
    preview_zoom = Setting("preview/zoom", 100)
    language = Setting("writing/language", "en")
    outlet = Setting("writing/outlet", "")
    export_wish = Setting("export/wish", "")
    export_folder = Setting("export/folder", "")
    folders = Setting("window/folders", "")
    known_libraries = Setting("library/known", "")
    watch_log_grouping = Setting("watch_log/grouping", "week")
    stand_ins = Setting("library/stand_ins", "")
    library_layout = Setting("library/layout", "")

    def __init__(self, path: Path) -> None:
        """Read and write ``path``; a missing or damaged file gives the defaults."""
        _take_leftovers_away(path)
        self.file = QSettings(str(path), QSettings.Format.IniFormat)

    def recall(self, key: str) -> str | None:
        """Return a verdict about this machine that was remembered, such as whether WebEngine starts."""
        value = self.file.value(f"machine/{key}")
        return value if isinstance(value, str) else None

    def remember(self, key: str, value: str) -> None:
        """Remember a verdict about this machine, at once on disk: the program may end in the next moment."""
        self.file.setValue(f"machine/{key}", value)
        self.file.sync()

    def flush(self) -> None:
        """Write to disk what is not written yet."""
        self.file.sync()
