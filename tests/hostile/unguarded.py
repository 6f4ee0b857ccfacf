"""The control: the same inputs on the same way to the browser, with the sanitiser and every escape taken out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from markupsafe import Markup

from desktop.rendering import lines, markdown, templates
from tests.rendering.forgetting import without_memory


@contextmanager
def without_sanitiser() -> Iterator[None]:
    """Let everything through for a while, and remember nothing of it afterwards."""
    with without_memory(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "clean", lambda html, _prefix, _words: html)
        patch.setattr(lines, "escape", Markup)
        unescaped = templates._environment().overlay(autoescape=False)
        patch.setattr(templates, "_environment", lambda: unescaped)
        yield
