"""The article's stylesheet: small, from nowhere else, and readable in both looks."""

from __future__ import annotations

import re

import pytest

from desktop.rendering.page import stylesheet

CSS = stylesheet()
_DARK = re.search(r"prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", CSS, re.DOTALL)
_TEXT_ON_GROUND = [
    ("ink", "paper"),
    ("muted", "paper"),
    ("accent", "paper"),
    ("ink", "wash"),
    ("muted", "wash"),
    ("accent", "wash"),
]


def variables(look: str) -> dict[str, str]:
    assert _DARK is not None
    block = _DARK[1] if look == "dark" else CSS[: _DARK.start()]
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2 for ``#rrggbb``."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _TEXT_ON_GROUND)
def test_text_can_be_read(look: str, text: str, ground: str) -> None:
    colours = variables(look)
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_colours_are_written_once() -> None:
    assert _DARK is not None
    rest = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rest) == []
    assert variables("light").keys() == variables("dark").keys()


def test_it_is_small_and_loads_nothing() -> None:
    assert len(CSS.encode()) < 12 * 1024
    assert not re.search(r"@import|@font-face|url\(|https?:|</", CSS)


@pytest.mark.parametrize("query", ["(prefers-color-scheme: dark)", "print", "(max-width: 540px)"])
def test_it_knows_the_dark_the_printed_and_the_narrow_page(query: str) -> None:
    assert f"@media {query}" in CSS
