"""Real libraries on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.storage.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a library that is not there yet."""
    return tmp_path / "Films & Krieg"


@pytest.fixture
def library(root: Path) -> Iterator[Library]:
    """An open, empty library."""
    with Library.open(root) as opened:
        yield opened
