"""The menu of what can be done with the selected reviews; every command of it is elsewhere too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from desktop.gui.library.view import LibraryView


def row_menu(page: LibraryView) -> QMenu:
    """Return the menu of the rows selected on a page."""
    menu, rows = QMenu(page), page.list
    if page.in_trash():
        menu.addAction(_tr("Restore"), page.restore_button.click)
    else:
        menu.addAction(_tr("Open"), rows.opened.emit)
        menu.addAction(_tr("Preview"), page.preview_wanted.emit)
        menu.addAction(_tr("Rename"), rows.rename)
        menu.addSeparator()
        menu.addActions(page.more_actions)
        menu.addSeparator()
        menu.addAction(_tr("Duplicate"), page.duplicate_requested.emit)
        menu.addAction(_tr("Move to Trash"), rows.removed.emit)
    menu.addSeparator()
    rows.fill_sort_menu(menu.addMenu(_tr("Sort by")))
    rows.fill_columns_menu(menu.addMenu(_tr("Columns")))
    return menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("RowMenu", text)
