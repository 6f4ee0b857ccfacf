"""What the tests of the window share: the program's own look, whichever test ran before, and a disk that can be held up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.gui.theme import Scheme, Theme, current_theme
from tests.gui.held_store import HeldStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from desktop.app import OpenDesk


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Begin each test in the light look with text at 100 %: a theme that an earlier test chose would stay otherwise."""
    theme = current_theme()
    if not qapp.styleSheet() or (theme.scheme, theme.text_percent) != (Scheme.LIGHT, 100):
        theme.apply(Scheme.LIGHT, 100)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The application's theme, put back to light and 100 % afterwards."""
    theme = current_theme()
    theme.apply("light", 100)
    yield theme
    theme.apply("light", 100)


@pytest.fixture
def disk(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldStore]:
    """What the library of ``desk``, the fixture of the test's own module, is written through; it can be held up."""
    library = desk.workspace.archive.library
    store = HeldStore(library)
    monkeypatch.setattr(library, "save", store.save)
    yield store
    store.release()
