"""Reviewing a work again, years on: a new review beside the old one, which stays in reach with its rating."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.core.dates import parse_iso
from desktop.core.errors import MatineeError
from desktop.core.page import Page
from desktop.core.rating import glyphs
from desktop.core.review import Review
from desktop.core.see_also import day_of
from desktop.gui.editor.earlier_panel import EarlierPanel
from desktop.gui.editor.facts_form import FactsForm
from desktop.gui.editor.work_reviews import WorkReviews, Written
from desktop.gui.session import ReviewSession
from desktop.gui.watch_log.words import say_day
from desktop.gui.words import kind_of_piece, status_name
from desktop.services.reviewing_again import before, reviews_of_work

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.places import Places
    from desktop.gui.reviewing import Reviewing
    from desktop.gui.workspace import Workspace


class ReviewingAgain(QObject):
    """Begins re-reviews, lays the reviews before one beside it, and lists all of them under the facts of their work.

    Nothing of the old review is copied but its outlet and language: the work's facts and people are shared anyhow.
    """

    def __init__(self, window: MainWindow, workspace: Workspace, places: Places, reviewing: Reviewing) -> None:
        """Connect the commands and the panel of ``window``; a review is begun through ``places`` and ``reviewing``."""
        super().__init__(window)
        self._window, self._space, self._places, self._reviewing = window, workspace, places, reviewing
        self._panel: EarlierPanel | None = None
        self._listed: WorkReviews | None = None
        window.editor.forms.made.connect(self._on_form_made)
        self._session: ReviewSession | None = None
        self._beside: dict[str, str] = {}
        self._others: list[Review] = []
        window.session_shown.connect(self._on_window_session_shown)

    @property
    def panel(self) -> EarlierPanel:
        """The panel with the earlier review, made when it is first asked for."""
        if self._panel is None:
            panel = self._panel = EarlierPanel(self._window)
            self._window.editor.dock(panel)
            panel.chosen.connect(self._on_panel_chosen)
            panel.opened.connect(self._reviewing.open)
            panel.closed.connect(self.toggle)
            panel.view.link_activated.connect(self._window.open_link)
        return self._panel

    def _on_form_made(self, form: object) -> None:
        if isinstance(form, FactsForm):
            self._listed = form.reviews
            self._listed.opened.connect(self._reviewing.open)
            self._show_list()

    def begin(self) -> None:
        """Begin a new review of the work of the review in front, or of the one chosen in the list."""
        chosen = self._places.chosen_review()
        if chosen:
            self._reviewing.begin_again(chosen)

    def toggle(self) -> None:
        """Show the earlier review beside the one in front, or do not; what is chosen is remembered."""
        if not self._earlier():
            self._window.toast.say(self.tr("There is no earlier review of this work."))
            self._show_panel()
            return
        self._space.settings.earlier_shown = not self._space.settings.earlier_shown
        self._show_panel()
        if not self._space.settings.earlier_shown:
            self._window.editor.restore_caret()

    def _on_window_session_shown(self, session: ReviewSession | None) -> None:
        if self._session is not None:
            self._session.article_changed.disconnect(self._show_list)
        self._session = session
        self._others = []
        if session is not None:
            session.article_changed.connect(self._show_list)
            reviews = reviews_of_work(self._space.archive, session.article.work.id)
            self._others = [each for each in reviews if each.id != session.review_id]
        self._show_list()
        self._show_panel()

    def _earlier(self) -> list[Review]:
        if self._session is None:
            return []
        return before(self._session.article.review, self._others)

    def _show_panel(self) -> None:
        earlier, wanted = self._earlier(), self._space.settings.earlier_shown
        shown = bool(earlier) and wanted
        self._window.actions_by_id["toggle_earlier"].setChecked(shown)
        if shown:
            front = self._session.review_id if self._session is not None else ""
            called_on = self._reviewing.called_on.get(front, "")
            self.panel.show_reviews([(each.id, _said(each)) for each in earlier], self._beside.get(front, called_on))
        self._window.editor.show_docked(shown)

    def _show_list(self) -> None:
        if self._listed is None:
            return
        front = self._session.article.review if self._session is not None else None
        reviews = sorted([*self._others, front], key=day_of, reverse=True) if front is not None else []
        self._listed.show_reviews([Written(each.id, _said(each), each is front) for each in reviews])

    def _on_panel_chosen(self, review_id: str) -> None:
        if self._session is not None:
            self._beside[self._session.review_id] = review_id
        try:
            article = self._space.archive.load(review_id).article
        except MatineeError as error:
            self._window.toast.say(str(error))
            return

        def arrived(future: Future[Any]) -> None:
            page = None if future.cancelled() or future.exception() else future.result()
            if isinstance(page, Page):
                self.panel.show_page(review_id, page, self._space.archive.root)

        self._space.courier.watch(self._space.child.call("page", article), arrived)


def _said(review: Review) -> str:
    """Return a review in a line: ``Sun 6 Oct 2013 · ★★★½☆ · Published``, and what sort of piece it is."""
    rating = glyphs(review.rating) if review.rating else ""
    return " · ".join(filter(None, (_say(day_of(review)), rating, status_name(review.status), kind_of_piece(review.kind))))


def _say(day: str) -> str:
    try:
        return say_day(parse_iso(day))
    except ValueError:
        return day
