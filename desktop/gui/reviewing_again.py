"""Reviewing a work again, years on: a new review beside the old one, which stays in reach with its rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.dates import parse_iso
from desktop.core.errors import MatineeError
from desktop.core.fields import FIELD_BY_KEY
from desktop.core.rating import glyphs
from desktop.core.review import Review, ReviewKind
from desktop.gui.library.new_review import NewReview
from desktop.gui.notices import Weight
from desktop.gui.session import ReviewSession
from desktop.gui.watch_log.words import say_day

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.places import Places
    from desktop.gui.reviewing import Reviewing
    from desktop.gui.workspace import Workspace

_NOTICE = "again"


class ReviewingAgain(QObject):
    """Begins re-reviews, and says above each of them when its film was reviewed before and how it was rated.

    Nothing of the old review is copied but its outlet and language: the film's facts and people are shared anyhow.
    """

    def __init__(self, window: MainWindow, workspace: Workspace, places: Places, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window, self._space, self._places, self._reviewing = window, workspace, places, reviewing
        window.session_shown.connect(self._on_window_session_shown)

    def begin(self) -> None:
        """Begin a new review of the film of the review in front, or of the one chosen in the list."""
        ids = self._places.chosen()
        if not ids or not self._space.autosave.finish():
            return
        try:
            old = self._space.archive.load(ids[0]).article
        except MatineeError as error:
            self._window.toast.say(str(error))
            return
        self._reviewing.create(NewReview(old.work.title, old.work.year, old.outlet.id, old.review.language, old.work.id))
        session = self._window.session
        if session is None or session.review_id == old.review.id or session.article.work.id != old.work.id:
            return
        session.edit_field(FIELD_BY_KEY["review.kind"], ReviewKind.RE_REVIEW)
        self._space.autosave.save_now()
        self._on_window_session_shown(session)

    def _on_window_session_shown(self, session: ReviewSession | None) -> None:
        before = self._before(session) if session is not None else []
        if not before:
            self._window.notices.take_away(_NOTICE)
            return
        said = self.tr("You have reviewed this before: {review}.").format(review=self._said(before[0]))
        if len(before) > 1:
            said += " " + self.tr("{n} more are in the library.").format(n=len(before) - 1)
        act = (self.tr("Open It"), lambda: self._reviewing.open(before[0].id))
        self._window.notices.put(_NOTICE, said, [act], Weight.NOTE)

    def _before(self, session: ReviewSession) -> list[Review]:
        """Return the earlier reviews of a re-review's film, the last first."""
        review = session.article.review
        if review.kind is not ReviewKind.RE_REVIEW:
            return []
        rows = self._space.archive.library.reviews_of_work(review.work)
        others = [self._space.archive.load(row.id).article.review for row in rows if row.id != review.id]
        earlier = [other for other in others if _when(other) <= _when(review)]
        return sorted(earlier, key=_when, reverse=True)

    def _said(self, review: Review) -> str:
        """Return when a review was written and how it rates, in words: ``Fri 6 Oct 2023, ★★★½☆``."""
        return ", ".join(filter(None, (say_day(parse_iso(_when(review)[:10])), glyphs(review.rating) if review.rating else "")))


def _when(review: Review) -> str:
    """Return the day a review was published, or else begun, for comparing."""
    return review.published_on or review.created
