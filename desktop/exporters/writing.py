"""The one writer of exports: whole files or none, and never over what somebody changed outside.

Each file is written beside its place under a name of its own, flushed, and renamed; the folder's entries are flushed after it.
A file is ours to write over while its bytes are those of the last export (their digests are handed in); any other file, one that
was there before the first export and every symbolic link counts as somebody else's.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from desktop.core.errors import FileChangedError, MatineeError
from desktop.exporters.export import Export, ExportFile

FILE_MODE = 0o644
"""Exports are for others to read; the user's umask may say less."""


class WriteError(MatineeError):
    """An export could not be written; ``written`` are the files, with their digests, that were complete by then."""

    def __init__(self, sentence: str, written: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.written = dict(written)


def write_files(folder: Path, export: Export, *, known: Mapping[str, str], overwrite: bool) -> dict[str, str]:
    """Write an export into ``folder`` and return the SHA-256 of every file by its name.

    ``known`` are the digests of what was last written there, by name. Raises :class:`FileChangedError` before anything is
    written where a file was changed outside, unless ``overwrite``; :class:`WriteError` where the disk refuses. A file that has
    the wanted bytes already is left alone.
    """
    digests = {file.name: hashlib.sha256(file.data).hexdigest() for file in export.files}
    written: dict[str, str] = {}
    try:
        waiting = [file for file in export.files if _is_wanted(folder, file, digests[file.name], known, overwrite)]
        folder.mkdir(parents=True, exist_ok=True)
        for file in waiting:
            place = _place(folder, file.name)
            place.parent.mkdir(parents=True, exist_ok=True)
            _replace(place, file.data)
            written[file.name] = digests[file.name]
    except OSError as error:
        raise WriteError(_sentence(error, folder), written) from error
    return digests


def _is_wanted(folder: Path, file: ExportFile, digest: str, known: Mapping[str, str], overwrite: bool) -> bool:
    """Say whether a file must be written; raises FileChangedError where it is not ours to write over."""
    place = _place(folder, file.name)
    if not place.is_symlink() and not place.exists():
        return True
    if place.is_dir() and not place.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
    there = None if place.is_symlink() else hashlib.sha256(place.read_bytes()).hexdigest()
    if there == digest:
        return False
    if not overwrite and (there is None or there != known.get(file.name)):
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
    part = place.with_name(f".{place.stem[:40]}-{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), FILE_MODE), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _flush_folder(place.parent)


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
