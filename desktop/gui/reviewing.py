"""The commands on whole reviews: new, open, close, publish, duplicate, trash."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.core.article import Article
from desktop.core.bulk import SetTrashed
from desktop.core.errors import MatineeError
from desktop.core.history import Reason
from desktop.core.identity import new_id
from desktop.core.merging_reviews import kept_of
from desktop.core.printing import slug_of
from desktop.core.review import Status
from desktop.core.saving import now_utc, stamp
from desktop.core.starting import new_article
from desktop.core.work import Work
from desktop.gui.changing_many import ChangingMany, Ended
from desktop.gui.library.new_review import NewReview
from desktop.gui.session import ReviewSession
from desktop.gui.workspace import Workspace
from desktop.services.authoring import Place
from desktop.services.bulk import Chosen, DuplicateReview, MergeReviews, Step
from desktop.services.free_slugs import under_free_slug
from desktop.services.publishing import published, unpublished
from desktop.services.reviewing_again import begun_again
from desktop.services.sample import own_byline

RenderHtml = Callable[[Article, Callable[[str], None]], None]
"""Renders an article's page and hands its HTML over, on the window's thread."""


class Reviewing(QObject):
    """Carries out what the menus and the library list ask for.

    ``opened(session, fresh)`` brings a review to the front; ``listed`` says that the list of reviews changed; ``refused`` carries
    one sentence. ``many`` changes stored reviews together; a review that is to be opened meanwhile waits for that.
    ``called_on`` tells of each re-review that was begun here which review it was called on.
    """

    opened = Signal(object, bool)
    closed = Signal(str)
    listed = Signal()
    refused = Signal(str)
    told = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        """Carry the commands out on the library and the open reviews of ``workspace``."""
        super().__init__(parent)
        self._workspace = workspace
        self._waiting = ""
        self._begun: set[str] = set()
        self.called_on: dict[str, str] = {}
        self.many = ChangingMany(workspace, self)
        self.many.refused.connect(self._on_many_refused)
        self.many.ended.connect(self._on_many_ended)
        workspace.autosave.saved.connect(self._on_autosave_saved)

    def create(self, wanted: NewReview) -> None:
        """Open a new review; it is stored from here on, because title or year were given."""
        if self._is_read_only():
            return
        space = self._workspace
        desk = space.reviews.desk
        outlet, outlet_revision = space.archive.outlet(wanted.outlet_id or space.archive.outlets()[0].id)
        work, revisions = Work(new_id(), title=wanted.title, year=wanted.year), {outlet.id: outlet_revision}
        if wanted.work_id is not None:
            work, revisions[wanted.work_id] = space.archive.work(wanted.work_id)
            for credit in work.credits:
                space.fetch_person(credit.person)
        byline = own_byline(space.archive)
        article = new_article(outlet, work, created=stamp(now_utc()), language=wanted.language, byline=byline)
        if wanted.again_of:
            self.called_on[article.review.id] = wanted.again_of
            article = begun_again(article)
        article = under_free_slug(space.archive.library, article, {slug_of(each.article) for each in space.reviews.all()})
        desk.start(article, revisions)
        session = space.reviews.open(article.review.id)
        self._begun.add(article.review.id)
        if wanted.title or wanted.year:
            desk.touch(article.review.id)
            space.autosave.save_now()
        space.settings.outlet, space.settings.language = outlet.id, wanted.language
        self.opened.emit(session, True)

    def begin_again(self, review_id: str) -> None:
        """Begin another review of the work of a review, in its outlet and language; the one before will stand beside it."""
        if not self._workspace.autosave.finish():
            return
        try:
            old = self._workspace.archive.load(review_id).article
        except MatineeError as error:
            self.refused.emit(str(error))
            return
        self._workspace.settings.earlier_shown = True
        work = old.work
        self.create(NewReview(work.title, work.year, old.outlet.id, old.review.language, work.id, review_id))

    def open(self, review_id: str) -> None:
        """Open a stored review or bring it to the front."""
        if self.many.is_busy:
            self._waiting = review_id
            return
        try:
            self.opened.emit(self._workspace.reviews.open(review_id), False)
        except MatineeError as error:
            self.refused.emit(str(error))

    def close(self, review_id: str) -> None:
        """Close a review; what is not stored yet is stored at once."""
        self._workspace.reviews.leaving.emit(review_id)
        self._workspace.autosave.save_now()
        self._workspace.reviews.close(review_id)
        self.closed.emit(review_id)
        self.listed.emit()

    def _on_autosave_saved(self) -> None:
        """Let a new review be listed and counted as soon as it is stored."""
        stored = {review_id for review_id in self._begun if self._workspace.reviews.desk.revisions.get(review_id)}
        self._begun -= stored
        if stored:
            self.listed.emit()

    def set_status(self, session: ReviewSession, status: Status, html: RenderHtml) -> None:
        """Set a review's status; Published freezes names, bios and the page, which ``html`` renders and hands over."""
        if self._is_read_only():
            return
        place = Place("publishing", "review.status")
        if status is not Status.PUBLISHED:
            session.edit(self.tr("Status"), place, unpublished(session.article, status))
            return
        article, moment = session.article, now_utc()

        def rendered(page: str) -> None:
            if session.article != article:
                self.set_status(session, status, html)
            elif session in self._workspace.reviews.all():
                self._workspace.archive.snapshots.take(article, Reason.PUBLISHING)
                session.edit(self.tr("Publish"), place, published(article, page, moment))
                self.told.emit(self.tr("Published: names, bios and the page are kept as they are now."))

        html(published(article, "", moment), rendered)

    def duplicate(self, review_id: str) -> None:
        """Store a copy of a review and open it; a new one that nobody touched has nothing to copy."""
        self.many.duplicate(DuplicateReview(review_id), self.tr("Duplicate Review"), self._open_copy)

    def merge(self, one_id: str, other_id: str) -> None:
        """Take one of two reviews of a work into the other; what is open of the one that goes is closed."""
        space = self._workspace
        if self._is_read_only() or not space.autosave.finish():
            return
        try:
            one, other = (space.archive.load(each).article.review for each in (one_id, other_id))
        except MatineeError as error:
            self.refused.emit(str(error))
            return
        if one.work != other.work:
            self.refused.emit(self.tr("These are reviews of two works; only two reviews of the same work can be merged."))
            return
        kept, gone = kept_of(one, other)
        if gone.id in {session.review_id for session in space.reviews.all()}:
            self.close(gone.id)
        self.many.merge(MergeReviews(kept.id, gone.id), self.tr("Merge Reviews"))

    def _open_copy(self, step: Step) -> None:
        self.open(next(step.patches.ids()))

    def trash(self, chosen: Chosen) -> None:
        """Move reviews to the trash, closing those that are open.

        A new review that nobody touched is not stored and is only closed; what cannot be stored stays open.
        """
        open_ids = [session.review_id for session in self._workspace.reviews.all()]
        going = chosen.among(self._workspace.archive, open_ids)
        for review_id in going:
            self._workspace.reviews.leaving.emit(review_id)
        if self._is_read_only() or not self._workspace.autosave.finish():
            return
        for review_id in going:
            self._workspace.reviews.close(review_id)
            self.closed.emit(review_id)
        self.many.change(chosen, SetTrashed(stamp(now_utc())), self.tr("Move to Trash"))

    def restore(self, chosen: Chosen) -> None:
        """Take reviews out of the trash."""
        self.many.change(chosen, SetTrashed(None), self.tr("Restore"))

    def _is_read_only(self) -> bool:
        """Say whether the library can only be read, and tell so if it is."""
        library = self._workspace.archive.library
        if library.read_only:
            self.refused.emit(library.read_only_reason)
        return library.read_only

    def _on_many_refused(self, sentence: str) -> None:
        self.refused.emit(sentence)
        self._open_waiting()

    def _on_many_ended(self, ended: Ended) -> None:
        turned = {*ended.done.patches.ids()} if ended.turned else set[str]()
        for session in self._workspace.reviews.all():
            if session.review_id in turned and session.article.review.trashed_at:
                self.close(session.review_id)
        self.listed.emit()
        self._open_waiting()

    def _open_waiting(self) -> None:
        waiting, self._waiting = self._waiting, ""
        if waiting:
            self.open(waiting)
