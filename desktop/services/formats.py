"""The formats that articles leave in, for menus, dialogs and the command line; light enough for the window's process."""

from __future__ import annotations

from desktop.exporters.catalogue import FORMATS, format_of
from desktop.exporters.export import Audience, Export, ExportFile, Format, Images, Options

__all__ = ["FORMATS", "FORMAT_IDS", "Audience", "Export", "ExportFile", "Format", "Images", "Options", "format_of"]

FORMAT_IDS: tuple[str, ...] = tuple(each.id for each in FORMATS)
"""The ids, in the order of the dialogs."""
