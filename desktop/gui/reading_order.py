"""Tab follows the order in which a page is read, also to what was put into it after the rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def tab_in_reading_order(widget: QWidget) -> None:
    """Let Tab go through what a widget holds as its layouts lay it out."""
    for before, after in pairwise(_stops(widget)):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what takes the focus by Tab, a widget before what lies in it; one that hands its focus on moves with all it holds."""
    proxy = widget.focusProxy()
    hands_on = proxy is not None and widget.isAncestorOf(proxy)
    if proxy is not None and hands_on:
        widget.setFocusPolicy(proxy.focusPolicy())  # Qt moves nothing that has none of its own, but stops there all the same
    if (proxy or widget).focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if hands_on:
        return
    for each in _inside(widget):
        yield from _stops(each)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        held = [widget.widget(at) for at in range(widget.count())]
    elif isinstance(widget, QScrollArea):
        held = [widget.widget()]
    else:
        yield from _laid_out(widget.layout())
        return
    yield from (each for each in held if each is not None)


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    for at in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(at) if layout is not None else None
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (nested := item.layout()) is not None:
            yield from _laid_out(nested)
