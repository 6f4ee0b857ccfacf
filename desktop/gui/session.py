"""The Qt face of the desk: the one object through which forms read and change an open review."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.core.article import Article
from desktop.core.edits import set_field
from desktop.core.fields import Field, Group
from desktop.services.authoring import Desk, Place, Session, Undone
from desktop.services.undoing import Step


class ReviewSession(QObject):
    """One open review.

    ``article_changed(before, after)`` tells every view, whoever made the change: a form, an undo, or another review of the same
    film. Views compare the two values for what concerns them; nothing flows back from them but further edits. ``refused`` tells
    of an edit in a library that can only be read.
    """

    article_changed = Signal(object, object)
    undone = Signal(object)
    refused = Signal()

    def __init__(self, session: Session, parent: QObject | None = None, *, locked: bool = False) -> None:
        """Follow ``session``; where it is ``locked``, every edit is refused."""
        super().__init__(parent)
        self._session, self._locked = session, locked
        session.listeners.append(self._on_article_changed)

    def _on_article_changed(self, before: Article, after: Article) -> None:
        self.article_changed.emit(before, after)

    @property
    def review_id(self) -> str:
        """The id of the review."""
        return self._session.review_id

    @property
    def article(self) -> Article:
        """The article as it stands."""
        return self._session.article

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back, empty where there is none."""
        return self._session.history[-1].label if self._session.history else ""

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again, empty where there is none."""
        return self._session.future[-1].label if self._session.future else ""

    def edit(self, label: str, place: Place, article: Article, *, typing: bool = False, tidying: bool = False) -> None:
        """Make ``article`` the new state; see :class:`desktop.services.undoing.History`.

        Where the library can only be read it is refused, and every view shows again what is stored.
        """
        if self._locked:
            self.refused.emit()
            self.article_changed.emit(self.article, self.article)
            return
        self._session.edit(label, place, article, typing=typing, tidying=tidying)

    def edit_field(self, field: Field, value: object, *, typing: bool = False, tidying: bool = False) -> None:
        """Set one metadata field."""
        form = Group.FACTS if field.group is Group.MORE_FACTS else field.group
        place = Place(form.value, field.key)
        self.edit(field.label, place, set_field(self.article, field, value), typing=typing, tidying=tidying)

    @property
    def last(self) -> Step | None:
        """The step that undo would take back."""
        return self._session.history[-1] if self._session.history else None

    def take_back(self, step: Step | None) -> bool:
        """Take back a step and say yes, or leave everything and say no where it is not the last one any more."""
        if step is None or self.last is not step:
            return False
        self.undo()
        return True

    def undo(self) -> None:
        """Take back the last step and say what it was."""
        self._report(self._session.undo())

    def redo(self) -> None:
        """Make the last step again and say what it was."""
        self._report(self._session.redo())

    def _report(self, undone: Undone | None) -> None:
        if undone is not None:
            self.undone.emit(undone)

    def detach(self) -> None:
        """Stop listening to the desk."""
        self._session.listeners.remove(self._on_article_changed)


class OpenReviews(QObject):
    """The open reviews, one :class:`ReviewSession` each; ``locked`` where the library can only be read."""

    leaving = Signal(str)
    """Comes while a review that is about to be closed can still be edited, for what is being typed in it."""
    opened = Signal(object)
    closed = Signal(str)
    refused = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None, *, locked: bool = False) -> None:
        """Hold no review yet; those to come are on ``desk``."""
        super().__init__(parent)
        self.desk = desk
        self._locked = locked
        self._sessions: dict[str, ReviewSession] = {}

    def open(self, review_id: str) -> ReviewSession:
        """Return the session of a review, opening it where it is closed; raises NotFoundError."""
        session = self._sessions.get(review_id)
        if session is None:
            session = self._sessions[review_id] = ReviewSession(self.desk.open(review_id), self, locked=self._locked)
            session.refused.connect(self.refused)
            self.opened.emit(session)
        return session

    def close(self, review_id: str) -> None:
        """Close a review; what is unsaved of it stays on the desk until it is saved."""
        if review_id in self._sessions:
            self.leaving.emit(review_id)
        session = self._sessions.pop(review_id, None)
        if session is not None:
            session.detach()
            self.desk.close(review_id)
            self.closed.emit(review_id)
            session.deleteLater()

    def all(self) -> tuple[ReviewSession, ...]:
        """Return the open sessions in the order they were opened."""
        return tuple(self._sessions.values())
