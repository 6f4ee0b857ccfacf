"""What can be asked of an export, as the dialog says it.

To offer an option for another format, name it in ``OPTIONS_OF``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop.services.formats import FORMATS, Export, Images, Options


class Choice(StrEnum):
    """What can be switched on or off besides the format."""

    IMAGES_INSIDE = "images_inside"
    HEADING = "heading"
    JSON_LD = "json_ld"
    PRIVATE = "private"


OPTIONS_OF: Mapping[str, tuple[Choice, ...]] = {
    "html": (Choice.IMAGES_INSIDE,),
    "html-fragment": (Choice.HEADING, Choice.JSON_LD),
    "markdown-front-matter": (Choice.PRIVATE,),
    "json": (Choice.PRIVATE,),
}
"""The choices that change anything, by the id of the format; a format without a line has none."""


def choice_words(choice: Choice) -> str:
    """Return the label of a choice."""
    words = {
        Choice.IMAGES_INSIDE: QCoreApplication.translate("Export", "Pictures inside the page"),
        Choice.HEADING: QCoreApplication.translate("Export", "Headline as first heading"),
        Choice.JSON_LD: QCoreApplication.translate("Export", "Data for search engines (JSON-LD)"),
        Choice.PRIVATE: QCoreApplication.translate("Export", "Private notes and source text"),
    }
    return words[choice]


@dataclass(frozen=True, slots=True)
class Wish:
    """An export as it is wanted: a format by its id, and its options; ``options.name`` is the file name without its ending."""

    format_id: str
    options: Options = field(default_factory=Options)

    def has(self, choice: Choice) -> bool:
        """Say whether something is switched on."""
        if choice is Choice.IMAGES_INSIDE:
            return self.options.images is Images.INSIDE
        if choice is Choice.PRIVATE and self.options.private is None:
            return any(each.id == self.format_id and bool(each.private) for each in FORMATS)
        return bool(getattr(self.options, choice.value))

    def with_choice(self, choice: Choice, on: bool) -> Wish:
        """Return the wish with something switched on or off."""
        changes: dict[str, Any] = {choice.value: on}
        if choice is Choice.IMAGES_INSIDE:
            changes = {"images": Images.INSIDE if on else Images.BESIDE}
        return replace(self, options=replace(self.options, **changes))

    def with_format(self, format_id: str) -> Wish:
        """Return the wish in another format, which has its own mind about private notes until it is asked otherwise."""
        return replace(self, format_id=format_id, options=replace(self.options, private=None))

    def with_name(self, name: str) -> Wish:
        """Return the wish with another file name."""
        return replace(self, options=replace(self.options, name=name))

    def to_plain(self) -> dict[str, Any]:
        """Return the format and the choices as plain JSON values, to be remembered; folder and name are not in it."""
        choices = {choice.value: self.has(choice) for choice in Choice} | {Choice.PRIVATE.value: self.options.private}
        return {"format": self.format_id} | choices


def wish_from_plain(plain: Mapping[str, Any], otherwise: Wish) -> Wish:
    """Return the wish that :meth:`Wish.to_plain` told, with library and name of ``otherwise``, which fills what is missing."""
    wish = otherwise.with_format(str(plain["format"])) if "format" in plain else otherwise
    for choice in Choice:
        on = plain.get(choice.value)
        if on is not None:
            wish = wish.with_choice(choice, bool(on))
    return wish


MakeExport = Callable[[str, Options, Callable[[Export | Exception], None]], None]
"""Makes an export in the format of this id and hands it, or why there is none, to the callback on the window's thread."""

SaveExport = Callable[[Export, Path, bool, Callable[[Sequence[Path] | Exception | None], None]], None]
"""Writes an export into a folder, over files changed outside only where told to, and hands over the paths or why not.

A :class:`desktop.core.errors.FileChangedError` says that a file was changed outside, None that the person called it off.
"""
