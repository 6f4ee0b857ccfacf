"""The colours and the type sizes of Matinee's look, as named roles.

This is the one place where a colour is written. Values follow the project's look page; the last two
roles (text on the accent, ground of selected text) are derived from it. Contrast is measured as WCAG 2.1
defines it (relative luminance, section 1.4.3).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Colour(StrEnum):
    """What a colour is for."""

    DESK = "desk"
    SHEET = "sheet"
    INK = "ink"
    MUTED = "muted"
    HAIRLINE = "hairline"
    ACCENT = "accent"
    WASH = "wash"
    MUST = "must"
    CHECK = "check"
    NIT = "nit"
    GOOD = "good"
    ON_ACCENT = "on_accent"
    SELECTION = "selection"


class Type(StrEnum):
    """What a font is for: sizes of the interface face (lists, menus and buttons just below the body), and the writing face."""

    CAPTION = "caption"
    LIST = "list"
    BODY = "body"
    PART = "part"
    TITLE = "title"
    WRITING = "writing"


LIGHT: Final[dict[Colour, str]] = {
    Colour.DESK: "#F4F2EE",
    Colour.SHEET: "#FFFFFF",
    Colour.INK: "#1F1D1A",
    Colour.MUTED: "#5E5A54",
    Colour.HAIRLINE: "#E2DED6",
    Colour.ACCENT: "#9A3324",
    Colour.WASH: "#F6E7E3",
    Colour.MUST: "#B3261E",
    Colour.CHECK: "#7A4D00",
    Colour.NIT: "#1F5FA8",
    Colour.GOOD: "#1E6B34",
    Colour.ON_ACCENT: "#FFFFFF",
    Colour.SELECTION: "#EBC9C0",
}

DARK: Final[dict[Colour, str]] = {
    Colour.DESK: "#1D1C1A",
    Colour.SHEET: "#262522",
    Colour.INK: "#ECE8E1",
    Colour.MUTED: "#B3ADA3",
    Colour.HAIRLINE: "#37342F",
    Colour.ACCENT: "#E58A76",
    Colour.WASH: "#3A2A26",
    Colour.MUST: "#FF8A80",
    Colour.CHECK: "#FFC55C",
    Colour.NIT: "#8AB8FF",
    Colour.GOOD: "#7FD69A",
    Colour.ON_ACCENT: "#1D1C1A",
    Colour.SELECTION: "#5C3D35",
}

TEXT_ROLES: Final = (
    Colour.INK,
    Colour.MUTED,
    Colour.ACCENT,
    Colour.MUST,
    Colour.CHECK,
    Colour.NIT,
    Colour.GOOD,
)
"""The roles that text is set in; each is readable on each of GROUND_ROLES."""

GROUND_ROLES: Final = (Colour.DESK, Colour.SHEET, Colour.WASH)
"""The roles that text is set on."""

SIZES: Final[dict[Type, float]] = {
    Type.CAPTION: 12,
    Type.LIST: 13,
    Type.BODY: 13.5,
    Type.PART: 16,
    Type.TITLE: 22,
    Type.WRITING: 18,
}
"""Sizes in pixels at 100 % text and an ordinary system font."""

WRITING_FACES: Final = ("Charter", "Iowan Old Style", "Noto Serif", "DejaVu Serif")
"""The faces tried for the text a critic writes, first found first."""


def luminance(colour: str) -> float:
    """Return the relative luminance (0 to 1) of a colour written ``#RRGGBB``."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio (1 to 21) of two colours written ``#RRGGBB``."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
