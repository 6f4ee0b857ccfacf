"""Every window of a test wears the program's own look, as it does in the program, whichever test ran before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.gui.theme import Scheme, current_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Begin each test in the light look with text at 100 %: a theme that an earlier test chose would stay otherwise."""
    theme = current_theme()
    if not qapp.styleSheet() or (theme.scheme, theme.text_percent) != (Scheme.LIGHT, 100):
        theme.apply(Scheme.LIGHT, 100)
