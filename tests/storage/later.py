"""Lets a test be a Matinee whose library format is newer, with steps of its own."""

from __future__ import annotations

import pytest

from desktop.storage import making_ready, opening
from desktop.storage.migrating import migrate
from desktop.storage.migrations import STEPS, Step


def become_later(monkeypatch: pytest.MonkeyPatch, *more: Step) -> None:
    """Add steps after those that there are, for as long as the test lasts."""
    steps = (*STEPS, *more)
    monkeypatch.setattr(opening, "SCHEMA_VERSION", steps[-1].version)
    monkeypatch.setattr(making_ready, "SCHEMA_VERSION", steps[-1].version)
    monkeypatch.setattr(making_ready, "STEPS", steps)
    monkeypatch.setattr(making_ready, "migrate", lambda database, way: migrate(database, steps, way))
