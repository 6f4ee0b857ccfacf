"""Copies saved elsewhere because the library cannot be written to: they need nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from desktop.core.article import Article
from desktop.exporters.export import Export
from desktop.exporters.file_names import safe_stem, stem_of
from desktop.exporters.writing import write_files


def copy_stem(article: Article, moment: datetime) -> str:
    """Return the name of a copy, without ending; the local ``moment`` in it keeps one copy from taking another's place."""
    return safe_stem(f"{stem_of(article)[:60]}-copy-{moment.astimezone():%Y-%m-%d-%H%M%S}")


def write_copies(exports: Sequence[Export], folder: Path) -> tuple[Path, ...]:
    """Write copies into a folder and return the main file of each; nothing is written over.

    Raises FileChangedError and WriteError.
    """
    for export in exports:
        write_files(folder, export, known={}, overwrite=False)
    return tuple(folder / export.main.name for export in exports)
