"""The places of the window beside its menus: which one is in front, and the others a click away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.gui.commands import COMMANDS, words_of
from desktop.gui.theme import set_look

PLACES = ("show_library", "show_people", "show_watch_log", "looking_back")
"""The commands that bring a place to the front, in the order of their keys."""


class PlaceSwitch(QWidget):
    """Quiet words, one a place. The mouse is for them alone: keys have the commands themselves."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        """Make a switch that carries out ``actions``, by the ids of their commands; no place is in front."""
        super().__init__(parent)
        self._present = ""
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(2)
        for command in COMMANDS:
            if command.id in PLACES:
                button = QPushButton(words_of(command), self)
                button.setCheckable(True)
                set_look(button, "place")
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.setToolTip(actions[command.id].toolTip())
                button.clicked.connect(actions[command.id].trigger)
                button.clicked.connect(self._show)
                self.buttons[command.id] = button
                row.addWidget(button)

    def mark(self, command_id: str) -> None:
        """Say which place is in front, by the command that brings it there; none for an empty id."""
        self._present = command_id
        self._show()

    def _show(self) -> None:
        """Have the button of the place in front pressed, whichever was clicked."""
        for command_id, button in self.buttons.items():
            button.setChecked(command_id == self._present)
