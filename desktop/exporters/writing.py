"""The one writer of exports: whole files or none, and never over what somebody changed outside.

Each file is written beside its place under a name of its own, flushed, and renamed; the folder's entries are flushed after it.
A file is ours to write over while its bytes are those of the last export (their digests are handed in); any other file, one that
was there before the first export and every symbolic link counts as somebody else's.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import os
import secrets
import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from itertools import takewhile
from pathlib import Path, PurePosixPath

from desktop.core.errors import FileChangedError, MatineeError
from desktop.exporters.export import Export, ExportFile

FILE_MODE = 0o644
"""Exports are for others to read; the user's umask may say less."""

if sys.platform == "win32":

    def _hold(_handle: int) -> bool:
        return True  # a file that is open cannot be deleted there
else:
    import fcntl

    def _hold(handle: int) -> bool:
        """Hold an open file until it is closed; say whether nobody else does."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class WriteError(MatineeError):
    """An export could not be written, or not all of it."""


def digests_of(export: Export) -> dict[str, str]:
    """Return the SHA-256 of every file of an export by its name."""
    return {file.name: hashlib.sha256(file.data).hexdigest() for file in export.files}


def write_files(
    folder: Path,
    export: Export,
    *,
    known: Mapping[str, Collection[str]],
    overwrite: bool,
    beginning: Callable[[], None] | None = None,
) -> dict[str, str]:
    """Write an export into ``folder`` and return the SHA-256 of every file by its name.

    ``known`` are the digests of what may have been written there last, by name. Raises :class:`FileChangedError` before anything
    is written where a file was changed outside, unless ``overwrite``; :class:`WriteError` where the disk refuses. A file that has
    the wanted bytes already is left alone; ``beginning`` is called before the first one that has not is written.
    """
    digests = digests_of(export)
    try:
        waiting = [file for file in export.files if _is_wanted(folder, file, digests[file.name], known, overwrite)]
        if waiting and beginning is not None:
            beginning()
        _make_folder(folder)
        for file in waiting:
            place = _place(folder, file.name)
            _make_folder(place.parent)
            _replace(place, file.data)
    except OSError as error:
        raise WriteError(_sentence(error, folder)) from error
    return digests


def _make_folder(folder: Path) -> None:
    """Make a folder with those above it, and flush the names of the new ones: no file is safer than its folder."""
    missing = list(takewhile(lambda each: not each.is_dir(), (folder, *folder.parents)))
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        with suppress(PermissionError):  # a folder above may be closed to us
            _flush_folder(made.parent)


def _is_wanted(folder: Path, file: ExportFile, digest: str, known: Mapping[str, Collection[str]], overwrite: bool) -> bool:
    """Say whether a file must be written; raises FileChangedError where it is not ours to write over."""
    place = _place(folder, file.name)
    if not place.is_symlink() and not place.exists():
        return True
    if place.is_dir() and not place.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
    there = None if place.is_symlink() else hashlib.sha256(place.read_bytes()).hexdigest()
    if there == digest:
        return False
    if not overwrite and (there is None or there not in known.get(file.name, ())):
        raise FileChangedError(f"{place.name} was changed outside Matinee since the last export.")
    return True


def _place(folder: Path, name: str) -> Path:
    """Return where a file goes; raises OSError where a folder on the way is a link to another place."""
    parts = PurePosixPath(name).parts
    if not parts or any(part in {"..", "/"} or "\\" in part or ":" in part for part in parts):
        raise ValueError(f"{name!r} is not a name inside the folder")
    for depth in range(1, len(parts)):
        if folder.joinpath(*parts[:depth]).is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder.joinpath(*parts[:depth])))
    return folder.joinpath(*parts)


def _replace(place: Path, data: bytes) -> None:
    stem = f".{place.stem[:40]}-"
    _take_leftovers_away(place.parent, stem)
    part = place.with_name(f"{stem}{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), FILE_MODE), "wb") as file:
            _hold(file.fileno())
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _flush_folder(place.parent)


def _take_leftovers_away(folder: Path, stem: str) -> None:
    """Delete what a kill left of an earlier export, and nothing that another program is writing."""
    for leftover in folder.glob(f"{glob.escape(stem)}{'[0-9a-f]' * 8}.part"):
        with suppress(OSError):
            handle = os.open(leftover, os.O_RDONLY)
            try:
                abandoned = _hold(handle)
            finally:
                os.close(handle)
            if abandoned:
                leftover.unlink()


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sentence(error: OSError, folder: Path) -> str:
    name = Path(str(error.filename or folder)).name
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"The disk is full, so the export to {folder} is not complete. Free some space and export again."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"{folder} cannot be written to. Choose another folder."
        case errno.EISDIR | errno.ENOTDIR | errno.EEXIST:
            return f"In {folder} something else has the name “{name}”. Move it away or choose another folder."
        case errno.ELOOP:
            return f"“{name}” in {folder} is a link to another place. Choose another folder."
        case _:
            return f"The export to {folder} failed ({error.strerror or error}). Choose another folder or try again."
