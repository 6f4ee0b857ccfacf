"""The control: the same inputs on the same way to the browser, with the sanitiser and every escape taken out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from markupsafe import Markup

from desktop.rendering import lines, markdown, templates
from desktop.rendering.memory import Memory


@contextmanager
def without_sanitiser() -> Iterator[None]:
    """Let everything through for a while, and remember nothing of it afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "clean", lambda html, _prefix, _words: html)
        patch.setattr(lines, "escape", Markup)
        for module in [each for name, each in sys.modules.items() if name.startswith("desktop.rendering.")]:
            for name in [name for name, value in vars(module).items() if isinstance(value, Memory)]:
                patch.setattr(module, name, Memory(1))
        unescaped = templates._environment().overlay(autoescape=False)
        patch.setattr(templates, "_environment", lambda: unescaped)
        yield
