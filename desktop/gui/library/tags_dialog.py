"""Asks which tags several reviews get, and which of theirs are taken away."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.text import tidy_line
from desktop.gui.as_written import Label
from desktop.gui.theme import Colour, current_theme, set_look
from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.completion import Complete
from desktop.services.choosing import Shares

_TAG_ROLE = Qt.ItemDataRole.UserRole


class _TickPainter(QStyledItemDelegate):
    """Paints a tag with its box, whose outline would vanish on our grounds: it is derived from the window's colour."""

    def initStyleOption(  # noqa: N802 - Qt's own name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Give the box the outline of every other box."""
        super().initStyleOption(option, index)
        palette = option.palette
        palette.setColor(QPalette.ColorRole.Window, current_theme().colour(Colour.MUTED))
        option.palette = palette


class TagsDialog(QDialog):
    """The dialog: a field of tags to add, and the tags that there are, each with how many of the reviews have it.

    ``chosen(added, removed)`` follows the button. Space takes the tick of a tag away, by which it is removed from all of them.
    """

    chosen = Signal(tuple, tuple)

    def __init__(self, title: str, complete: Complete, parent: QWidget | None = None) -> None:
        """Make the dialog; the tags that there are follow with :meth:`show_shares`."""
        super().__init__(parent)
        self.is_open = True
        """Whether it takes answers: once closed it may be gone before them."""
        self.setWindowTitle(title)
        self.added = ChipsField(self.tr("&Add"), complete, self, read=lambda text: tidy_line(text) or None)
        self._heading = Label(self.tr("&Keep, or untick to remove"), self)
        set_look(self._heading, "caption")
        self.list = QListWidget(self)
        set_look(self.list, "sheet")
        self.list.setItemDelegate(_TickPainter(self.list))
        self.list.setAccessibleName(self.tr("Tags of these reviews; those that are unticked are removed"))
        self._heading.setBuddy(self.list)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.change_button = buttons.addButton(self.tr("Change Tags"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_look(self.change_button, "primary")
        buttons.accepted.connect(self._on_buttons_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.added)
        column.addSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.list, 1)
        column.addSpacing(8)
        column.addWidget(buttons)
        theme = current_theme()
        self.resize(min(theme.length(440), 900), min(theme.length(440), 640))
        self.added.setFocus()

    def show_shares(self, shares: Shares) -> None:
        """List the tags that the reviews have."""
        self.list.clear()
        for tag, count in shares.tags:
            item = QListWidgetItem(tag if count == shares.count else f"{tag} · {count:,}", self.list)
            item.setData(_TAG_ROLE, tag)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self._heading.setVisible(bool(shares.tags))
        self.list.setVisible(bool(shares.tags))
        if shares.tags:
            self.list.setCurrentRow(0)

    def done(self, result: int) -> None:
        """Take no answer any more."""
        self.is_open = False
        super().done(result)

    def removed(self) -> tuple[str, ...]:
        """Return the tags whose tick was taken away."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(str(item.data(_TAG_ROLE)) for item in items if item.checkState() is not Qt.CheckState.Checked)

    def _on_buttons_accepted(self) -> None:
        self.change_button.setFocus()  # what is typed and not yet a chip becomes one
        added, removed = tuple(self.added.value()), self.removed()
        self.accept()
        if added or removed:
            self.chosen.emit(added, removed)
