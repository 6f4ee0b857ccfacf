"""Keeps the preview in step with the open review: every change is rendered by the child and shown when it arrives."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.core.article import Article
from desktop.core.page import Page
from desktop.gui.courier import Courier
from desktop.gui.preview.pane import PreviewPane
from desktop.gui.session import ReviewSession
from desktop.services.rendering import RenderingChild


class LivePreview(QObject):
    """Follows one session at a time; ``paused_changed(names)`` tells which parts' texts were too slow to show formatted.

    It hears of every session from its opening on, so that a key is sent to be rendered before any form looks at it.
    """

    paused_changed = Signal(object)

    def __init__(self, pane: PreviewPane, child: RenderingChild, library: Path, parent: QObject | None = None) -> None:
        """Have ``child`` render what ``pane`` shows; pictures lie in the folder ``library``."""
        super().__init__(parent)
        self._pane, self._child, self._library = pane, child, library
        self._courier = Courier(self)
        self._session: ReviewSession | None = None
        self._paused: tuple[str, ...] = ()

    def hear(self, session: ReviewSession) -> None:
        """Listen to a review that was just opened, before anybody else does."""
        session.article_changed.connect(self._on_session_article_changed)

    def follow(self, session: ReviewSession | None) -> None:
        """Show another review, or none."""
        self._session = session
        if session is not None:
            self._pane.open_review(session.review_id)
            self._render(session.article)

    def close(self) -> None:
        """Show nothing more."""
        self.follow(None)
        self._pane.stop()
        self._courier.close()

    def _on_session_article_changed(self, _before: Article, after: Article) -> None:
        if self._session is not None and after.review.id == self._session.review_id:
            self._render(after)

    def _render(self, article: Article) -> None:
        review_id = article.review.id
        self._child.render(article, lambda page: self._courier.post(self._on_page_arrived, (review_id, page)))

    def _on_page_arrived(self, arrived: tuple[str, Page]) -> None:
        review_id, page = arrived
        if self._session is None or review_id != self._session.review_id:
            return
        self._pane.show_page(page, self._library)
        if page.paused != self._paused:
            self._paused = page.paused
            self.paused_changed.emit(page.paused)
