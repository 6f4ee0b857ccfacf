"""How the window is drawn: by the graphics card through OpenGL, or by Qt in software.

Where OpenGL has no card behind it, a driver plays one on the processor (Mesa's llvmpipe), and a key takes three times as long to
reach the preview as when Qt draws by itself. Which of the two it is, is known only from the driver's name, which the child
that tries WebEngine out asks for; until it has, the first start looks whether there is a card at all.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import PySide6

VARIABLE = "MATINEE_GRAPHICS"
"""Overrides what is found out: ``card`` or ``software``."""

_PLAYED = re.compile(r"llvmpipe|softpipe|swrast|swiftshader|software|microsoft basic render|gdi generic", re.IGNORECASE)
_NODES = Path("/dev/dri")


class Graphics(StrEnum):
    """Who draws."""

    CARD = "card"
    SOFTWARE = "software"


@dataclass(frozen=True, slots=True)
class Choice:
    """Who draws, and why: ``asked`` by the user, else by the name of the ``driver``, empty where nobody knows it yet."""

    graphics: Graphics
    driver: str = ""
    asked: bool = False


def choose(recall: Callable[[str], str | None], environment: Mapping[str, str] = os.environ, nodes: Path = _NODES) -> Choice:
    """Return who is to draw here; ``recall`` gives the driver's name under :func:`memory_key` if it was remembered.

    What the user says to Qt itself (``QT_QUICK_BACKEND``) counts like what is said to Matinee.
    """
    if is_asked(environment):
        return Choice(Graphics(environment[VARIABLE].strip().lower()), asked=True)
    if "QT_QUICK_BACKEND" in environment:
        return Choice(Graphics.SOFTWARE if environment["QT_QUICK_BACKEND"] == "software" else Graphics.CARD, asked=True)
    driver = recall(memory_key(environment, nodes)) or ""
    played = bool(_PLAYED.search(driver)) if driver else sys.platform.startswith("linux") and not _render_nodes(nodes)
    return Choice(Graphics.SOFTWARE if played else Graphics.CARD, driver)


def memory_key(environment: Mapping[str, str] = os.environ, nodes: Path = _NODES) -> str:
    """Return under what the driver's name is remembered: another display or another card asks anew."""
    display = environment.get("QT_QPA_PLATFORM", "") or environment.get("WAYLAND_DISPLAY", "") or environment.get("DISPLAY", "")
    return " ".join(("graphics", PySide6.__version__, sys.platform, display, *_render_nodes(nodes)))


def _render_nodes(nodes: Path) -> list[str]:
    return sorted(node.name for node in nodes.glob("renderD*"))


def is_asked(environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether the user asked Matinee for one of the two."""
    return environment.get(VARIABLE, "").strip().lower() in set(Graphics)


def in_use(environment: Mapping[str, str] = os.environ) -> Graphics:
    """Return who draws in this process, once the application was prepared."""
    return Graphics.SOFTWARE if environment.get("QT_QUICK_BACKEND") == "software" else Graphics.CARD
