"""The line over the library: nothing in it jumps."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.library.header import LibraryHeader
from desktop.gui.theme import Theme
from tests.gui.library.conftest import put_on_screen


@pytest.mark.parametrize("width", [960, 1400])
def test_the_search_line_stays_where_it_is_at_its_first_letter(qtbot: QtBot, theme: Theme, width: int) -> None:
    header = LibraryHeader(None)  # type: ignore[arg-type]  # a window of its own
    put_on_screen(qtbot, header, width, 60)
    before = header.search_line.geometry()
    header.save_button.show()
    QApplication.processEvents()
    assert header.save_button.isVisible()
    assert header.search_line.geometry() == before
