"""Rendering that remembers nothing: what must come out, whatever was rendered before."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desktop.rendering.memory import Memory


@contextmanager
def without_memory() -> Iterator[None]:
    """Let every memory of rendering be empty and stay empty for a while; afterwards each knows what it knew before."""
    with pytest.MonkeyPatch.context() as patch:
        for module in [each for name, each in sys.modules.items() if name.startswith("desktop.rendering.")]:
            for name in [name for name, value in vars(module).items() if isinstance(value, Memory)]:
                patch.setattr(module, name, Memory(0))
        yield
