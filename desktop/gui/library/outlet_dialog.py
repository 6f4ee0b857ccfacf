"""Asks which outlet several reviews get: one that there is, or a new one by its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.core.outlet import Outlet
from desktop.core.text import fold, tidy_line
from desktop.gui.as_written import Label
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets.plain_line import PlainLine

_OUTLET_ROLE = Qt.ItemDataRole.UserRole
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class OutletDialog(QDialog):
    """A line for a name over the outlets that it fits, and after them a new one, where no outlet is called so.

    ``chosen(outlet)`` and ``named(name)``, of a new one, follow Enter, a double click or the button. Up and Down choose.
    """

    chosen = Signal(object)
    named = Signal(str)

    def __init__(self, title: str, outlets: Sequence[Outlet], parent: QWidget | None = None) -> None:
        """Offer some outlets, also none; of those that are out of the list, none that is called as one in it."""
        super().__init__(parent)
        self.setWindowTitle(title)
        listed = {fold(each.name) for each in outlets if not each.retired}
        self._outlets = [each for each in outlets if not each.retired or fold(each.name) not in listed]
        heading = Label(self.tr("&Outlet, one of these or a new one"), self)
        set_look(heading, "caption")
        self.line = PlainLine(self)
        self.line.setAccessibleName(self.tr("Outlet, one of these or a new one"))
        self.line.installEventFilter(self)
        self.line.edited.connect(self._on_line_edited)
        heading.setBuddy(self.line)
        self.list = QListWidget(self)
        set_look(self.list, "sheet")
        self.list.setAccessibleName(self.tr("Outlets"))
        self.list.itemDoubleClicked.connect(self._on_buttons_accepted)
        hint = Label(
            self.tr("A new outlet has the plain house style: “Title (year)” as headline, titles in italics, half stars."), self
        )
        set_look(hint, "caption")
        hint.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.set_button = buttons.addButton(self.tr("Set Outlet"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_look(self.set_button, "primary")
        self.set_button.setDefault(True)
        buttons.accepted.connect(self._on_buttons_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        for widget in (heading, self.line, self.list, hint):
            column.addWidget(widget, 1 if widget is self.list else 0)
        column.addSpacing(8)
        column.addWidget(buttons)
        theme = current_theme()
        self.resize(min(theme.length(400), 900), min(theme.length(400), 640))
        self._offer("")
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that choose among the outlets reach them from the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _MOVES:
            QCoreApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _on_line_edited(self, text: str) -> None:
        self._offer(tidy_line(text))

    def _offer(self, name: str) -> None:
        """Offer the outlets in whose names these letters stand, those that begin with them first, and a new one.

        One that was taken out of the list comes back where its name is typed.
        """
        wanted = fold(name)
        found = [each for each in self._outlets if fold(each.name) == wanted or (wanted in fold(each.name) and not each.retired)]
        self.list.clear()
        for outlet in sorted(found, key=lambda each: not fold(each.name).startswith(wanted)):
            words = self.tr("{name}, back in the list").format(name=outlet.name) if outlet.retired else outlet.name
            QListWidgetItem(words, self.list).setData(_OUTLET_ROLE, outlet)
        if name and all(fold(outlet.name) != wanted for outlet in found):
            QListWidgetItem(self.tr("New outlet “{name}”").format(name=name), self.list).setData(_OUTLET_ROLE, name)
        self.list.setCurrentRow(0)
        self.set_button.setEnabled(self.list.count() > 0)

    def _on_buttons_accepted(self) -> None:
        if self.list.count():
            chosen = self.list.currentItem().data(_OUTLET_ROLE)
            self.accept()
            if isinstance(chosen, Outlet):
                self.chosen.emit(chosen)
            else:
                self.named.emit(chosen)
