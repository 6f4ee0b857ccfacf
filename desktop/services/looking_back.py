"""Looking back on the archive: what was written, rated and seen, counted."""

from __future__ import annotations

from pathlib import Path

from desktop.core.looking_back import LookingBack
from desktop.exporters.export import Export, ExportFile
from desktop.exporters.writing import write_files
from desktop.storage.library import Library
from desktop.storage.looking_back import look_back

__all__ = ["LookingBack", "figures_of", "save_drawing"]


def figures_of(library: Library) -> LookingBack:
    """Count everything in a library, at one moment of it; safe from any thread."""
    return library.ask(look_back)


def save_drawing(target: Path, drawing: bytes) -> None:
    """Write a drawing over whatever stands at ``target``, whole or not at all; raises MatineeError."""
    write_files(target.parent, Export(ExportFile(target.name, drawing)), known={}, overwrite=True)
