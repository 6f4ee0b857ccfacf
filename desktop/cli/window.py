"""Whether a command opens the window, known from its words alone: the window is raised before the verbs are loaded."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.start import Raised

_ELSEWHERE = frozenset({"-h", "--help", "--version", "--offscreen"})
"""Words with which ``open`` opens no window."""


def has_display() -> bool:
    """Say whether a window can be expected to open: on Linux Qt ends the process where it finds none."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def opens_window(words: Sequence[str]) -> bool:
    """Say whether the words of a command ask for the window: no verb, or ``open``, and nothing that is done without one."""
    left = list(words)
    while left and left[0].startswith("--"):
        option = left.pop(0)
        if option == "--library" and left:
            left.pop(0)
        elif option != "--json" and not option.startswith("--library="):
            return False
    return (not left or left[0] == "open") and not _ELSEWHERE.intersection(word.partition("=")[0] for word in left)


def raised_for(words: Sequence[str]) -> Raised | None:
    """Raise the window where the words ask for it; only here is the toolkit loaded."""
    if not (opens_window(words) and has_display()):
        return None
    from desktop.start import raise_window

    return raise_window()
