"""Asks which outlet several reviews get."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.core.outlet import Outlet
from desktop.gui.theme import current_theme, set_look

_OUTLET_ROLE = Qt.ItemDataRole.UserRole


class OutletDialog(QDialog):
    """A list of the outlets; ``chosen(outlet)`` follows Enter, a double click or the button."""

    chosen = Signal(object)

    def __init__(self, title: str, outlets: Sequence[Outlet], parent: QWidget | None = None) -> None:
        """Offer some outlets, at least one."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.list = QListWidget(self)
        set_look(self.list, "sheet")
        self.list.setAccessibleName(self.tr("Outlets"))
        for outlet in outlets:
            QListWidgetItem(outlet.name, self.list).setData(_OUTLET_ROLE, outlet)
        self.list.setCurrentRow(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.set_button = buttons.addButton(self.tr("Set Outlet"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_look(self.set_button, "primary")
        self.set_button.setDefault(True)
        buttons.accepted.connect(self._on_buttons_accepted)
        buttons.rejected.connect(self.reject)
        self.list.itemDoubleClicked.connect(self._on_buttons_accepted)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        theme = current_theme()
        self.resize(min(theme.length(360), 900), min(theme.length(320), 600))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_buttons_accepted(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.chosen.emit(item.data(_OUTLET_ROLE))
