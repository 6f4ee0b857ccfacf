"""An open library of a test's own, and its watch log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.archive import Archive, open_archive
from desktop.services.watch_log import WatchLog


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = open_archive(tmp_path / "Library")
    yield archive
    archive.library.close()


@pytest.fixture
def log(archive: Archive) -> WatchLog:
    return WatchLog(archive.library)
