"""Offering completions as soon as they are known, and at once where a key is about to act on them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent

from desktop.gui.widgets.completion import Ask, Complete, Completion, CompletionList, LookUp

_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_ACTING = frozenset(
    {
        *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape),
        *(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
    }
)
"""The keys that act on the list."""


class Offering(QObject):
    """Brings completions into a list that ``open_list`` makes when it is first wanted; ``chosen`` is called with the one picked.

    After :meth:`ask_through` a :class:`LookUp` is asked away from the window. What acts on the list never acts on what was
    offered for an older text: where the answer is still to come, it is asked for at once.
    """

    def __init__(
        self, complete: Complete, open_list: Callable[[], CompletionList], chosen: Callable[[Completion], object]
    ) -> None:
        """Offer what ``complete`` answers; nothing is offered yet, and no answer comes once its parent is gone."""
        super().__init__()
        self._complete, self._open_list, self._chosen = complete, open_list, chosen
        self._ask: Ask | None = None
        self._awaited: tuple[str, QRect, int] | None = None

    def ask_through(self, ask: Ask) -> None:
        """Ask the library through ``ask`` from now on, where it is the library that completes."""
        self._ask = ask

    def offer(self, text: str, anchor: QRect, *, least_width: int = 240) -> None:
        """Offer completions of ``text`` under ``anchor``, as :meth:`CompletionList.offer` takes it, as soon as they are known."""
        self._awaited, complete = (text, anchor, least_width), self._complete
        if self._ask is None or not isinstance(complete, LookUp):
            self.catch_up()
        else:
            self._ask(partial(complete.find, text), partial(self._on_found, complete, self._awaited))

    def catch_up(self) -> None:
        """Offer at once what is still to come."""
        if self._awaited is not None:
            text, anchor, width = self._awaited
            self._awaited = None
            self._open_list().offer(self._complete(text), anchor, least_width=width)

    def hear(self, event: QEvent) -> None:
        """Catch up before a key that acts on the list."""
        if event.type() in _PRESSES and isinstance(event, QKeyEvent) and event.key() in _ACTING:
            self.catch_up()

    def drop(self) -> None:
        """Offer nothing that is still to come."""
        self._awaited = None

    def choose(self, completion: Completion) -> None:
        """Take what was picked in the list; what is made anew out of what is typed is made of what is typed now."""
        if self._awaited is not None and completion.creates:
            completion = next((row for row in self._complete(self._awaited[0]) if row.creates), completion)
        self._awaited = None
        self._chosen(completion)

    def _on_found(self, complete: LookUp, asked: tuple[str, QRect, int], found: Any) -> None:
        if self._awaited is asked:  # not edited, picked, closed or hidden since
            text, anchor, width = asked
            self._awaited = None
            self._open_list().offer(complete.rows(text, found), anchor, least_width=width)
