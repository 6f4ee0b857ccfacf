"""What can be asked of an export, as the window says it, and what comes back.

The window knows neither the exporters nor the renderer: formats come in as plain descriptions, finished exports as names
and bytes. To offer an option for another format, name it in ``OPTIONS_OF``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication


class Option(StrEnum):
    """What can be wished for besides the format; each is the name of a field of :class:`Wish`."""

    IMAGES_INSIDE = "images_inside"
    HEADING = "heading"
    JSON_LD = "json_ld"
    PRIVATE = "private"


OPTIONS_OF: Mapping[str, tuple[Option, ...]] = {
    "html": (Option.IMAGES_INSIDE,),
    "html-fragment": (Option.HEADING, Option.JSON_LD),
    "markdown-front-matter": (Option.PRIVATE,),
    "json": (Option.PRIVATE,),
}
"""The options that change anything, by the id of the format; a format without a line has none."""


def option_words(option: Option) -> str:
    """Return the label of an option."""
    words = {
        Option.IMAGES_INSIDE: QCoreApplication.translate("Export", "Pictures inside the page"),
        Option.HEADING: QCoreApplication.translate("Export", "Headline as first heading"),
        Option.JSON_LD: QCoreApplication.translate("Export", "Data for search engines (JSON-LD)"),
        Option.PRIVATE: QCoreApplication.translate("Export", "Private notes and source text"),
    }
    return words[option]


@dataclass(frozen=True, slots=True)
class Wish:
    """An export as it is wanted; ``name`` is the file name without its ending, empty for the review's own slug."""

    format_id: str
    name: str = ""
    images_inside: bool = False
    heading: bool = True
    json_ld: bool = False
    private: bool = True


class Format(Protocol):
    """A format as the dialog lists it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """Its name, a few words."""

    @property
    def description(self) -> str:
        """What it is for, a sentence."""


class LeavingFile(Protocol):
    """A file that leaves."""

    @property
    def name(self) -> str:
        """Its name relative to the folder, with forward slashes."""

    @property
    def data(self) -> bytes:
        """Its bytes."""


class Leaving(Protocol):
    """A finished export: the file that is the article, what leaves beside it, and sentences about what could not."""

    @property
    def main(self) -> LeavingFile:
        """The article."""

    @property
    def beside(self) -> Sequence[LeavingFile]:
        """The pictures it shows."""

    @property
    def notes(self) -> Sequence[str]:
        """What could not leave as it should."""

    @property
    def text(self) -> str:
        """The article as text."""

    @property
    def size(self) -> int:
        """Bytes of all files together."""


MakeExport = Callable[[Wish, Callable[[Leaving | Exception], None]], None]
"""Makes an export and hands it, or why there is none, to the callback on the window's thread."""

SaveExport = Callable[[Leaving, Path, bool, Callable[[Sequence[Path] | Exception], None]], None]
"""Writes an export into a folder, over files changed outside only where told to, and hands over the paths or why not.

A :class:`desktop.core.errors.FileChangedError` says that a file was changed outside.
"""
