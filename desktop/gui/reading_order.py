"""Tab follows the order in which a page is read, also to what was put into it after the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def tab_in_reading_order(widget: QWidget) -> None:
    """Let Tab go through what a widget holds as its layouts lay it out."""
    stops = list(_stops(widget))
    with _policies_of_their_own(stops):
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)


@contextmanager
def _policies_of_their_own(stops: Sequence[QWidget]) -> Iterator[None]:
    """Give those that only hand the focus on a policy meanwhile: Qt moves nothing that has none, but stops there all the same."""
    kept: list[tuple[QWidget, Qt.FocusPolicy]] = []
    for stop in stops:
        proxy = stop.focusProxy()
        if proxy is not None and not stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
            policy = proxy.focusPolicy()
            kept += [(each, each.focusPolicy()) for each in (stop, *_handed_on(stop))]
            stop.setFocusPolicy(policy)
    yield
    for each, policy in kept:  # what a widget is given, those it hands the focus on to are given too: these come after it
        each.setFocusPolicy(policy)


def _handed_on(widget: QWidget) -> Iterator[QWidget]:
    while (proxy := widget.focusProxy()) is not None:
        yield proxy
        widget = proxy


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what takes the focus by Tab, a widget before what lies in it; one that hands its focus on moves with all it holds."""
    proxy = widget.focusProxy()
    if (proxy or widget).focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if proxy is None or not widget.isAncestorOf(proxy):
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
