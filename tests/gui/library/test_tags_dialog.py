"""The dialog of the tags of several reviews: the boxes of its list grow with the text and can be seen in any look."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.gui.library.tags_dialog import TagsDialog
from desktop.gui.theme import Colour, Theme
from desktop.services.choosing import Shares
from tests.gui.library.conftest import put_on_screen


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_boxes_are_those_of_any_box(qtbot: QtBot, theme: Theme, scheme: str, percent: int) -> None:
    theme.apply(scheme, percent)
    dialog = TagsDialog("Tags of 2 reviews", lambda text: [])
    dialog.show_shares(Shares(2, tags=(("sea", 2), ("noir", 1))))
    put_on_screen(qtbot, dialog, 900, 600)
    view = dialog.list
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    delegate = view.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    delegate.initStyleOption(option, view.indexFromItem(view.item(0)))
    option.rect = view.visualItemRect(view.item(0))
    box = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, view)
    other = QCheckBox(dialog)
    assert box.height() == other.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorHeight, None, other)
    assert option.palette.color(QPalette.ColorRole.Window) == theme.colour(Colour.MUTED)
