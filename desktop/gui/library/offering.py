"""Asks the library what is being typed may mean, in the pauses of typing, and has the search line offer it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.offers import OfferSource, offers_of
from desktop.gui.library.query_line import QueryLine

_PAUSE_MS = 90
"""Milliseconds after a key: what is found is painted by then, and nothing flashes by under quick fingers."""


class Offering(QObject):
    """Asks away from the window's thread, after what is found: a newer key overtakes it."""

    def __init__(self, source: OfferSource, asking: Asking, line: QueryLine, clock: Callable[[], datetime]) -> None:
        """Offer what ``source`` holds in ``line``; ``clock`` tells the present year."""
        super().__init__(line)
        self._source, self._asking, self._line, self._clock = source, asking, line, clock
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        line.offers_wanted.connect(lambda _text: self._pause.start())

    def is_waiting(self) -> bool:
        """Say whether a pause in typing is waited for."""
        return self._pause.isActive()

    def _ask(self) -> None:
        if not self._line.hasFocus():
            return
        text = self._line.text()
        question = partial(offers_of, self._source, text, self._clock().year)
        self._asking.ask(Kind.OFFERS, question, partial(self._line.offer, text))
