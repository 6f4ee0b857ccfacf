"""The Qt face of the desk: the one object through which forms read and change an open review."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.core.article import Article
from desktop.core.edits import set_field
from desktop.core.fields import Field, Group
from desktop.services.authoring import Desk, Place, Session, Undone


class ReviewSession(QObject):
    """One open review.

    ``article_changed(before, after)`` tells every view, whoever made the change: a form, an undo, or another review of the same
    film. Views compare the two values for what concerns them; nothing flows back from them but further edits.
    """

    article_changed = Signal(object, object)
    undone = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
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
        """Make ``article`` the new state; see :meth:`desktop.services.authoring.Session.edit`."""
        self._session.edit(label, place, article, typing=typing, tidying=tidying)

    def edit_field(self, field: Field, value: object, *, typing: bool = False, tidying: bool = False) -> None:
        """Set one metadata field."""
        form = Group.FACTS if field.group is Group.MORE_FACTS else field.group
        place = Place(form.value, field.key)
        self.edit(field.label, place, set_field(self.article, field, value), typing=typing, tidying=tidying)

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
    """The open reviews, one :class:`ReviewSession` each."""

    opened = Signal(object)
    closed = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._sessions: dict[str, ReviewSession] = {}

    def open(self, review_id: str) -> ReviewSession:
        """Return the session of a review, opening it where it is closed; raises NotFoundError."""
        session = self._sessions.get(review_id)
        if session is None:
            session = self._sessions[review_id] = ReviewSession(self.desk.open(review_id), self)
            self.opened.emit(session)
        return session

    def close(self, review_id: str) -> None:
        """Close a review; what is unsaved of it stays on the desk until it is saved."""
        session = self._sessions.pop(review_id, None)
        if session is not None:
            session.detach()
            self.desk.close(review_id)
            self.closed.emit(review_id)
            session.deleteLater()

    def all(self) -> tuple[ReviewSession, ...]:
        """Return the open sessions in the order they were opened."""
        return tuple(self._sessions.values())
