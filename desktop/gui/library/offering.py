"""Asks the library what is being typed may mean, and has the search line offer it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.offers import OfferSource, offers_of
from desktop.gui.library.query_line import QueryLine


class Offering(QObject):
    """Asks away from the window's thread, after what is found: a newer key overtakes it."""

    def __init__(self, source: OfferSource, asking: Asking, line: QueryLine, clock: Callable[[], datetime]) -> None:
        """Offer what ``source`` holds in ``line``; ``clock`` tells the present year."""
        super().__init__(line)
        self._source, self._asking, self._line, self._clock = source, asking, line, clock
        line.offers_wanted.connect(self._on_line_offers_wanted)

    def _on_line_offers_wanted(self, text: str) -> None:
        question = partial(offers_of, self._source, text, self._clock().year)
        self._asking.ask(Kind.OFFERS, question, partial(self._line.offer, text))
