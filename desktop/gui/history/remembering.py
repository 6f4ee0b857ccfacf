"""Carries out what is asked of a review's history: keep, name, compare, bring back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.core.article import Article
from desktop.core.comparing import Comparison, compare
from desktop.core.errors import MatineeError
from desktop.core.standing_words import standing_words
from desktop.gui.courier import is_heard
from desktop.gui.history.dialog import SnapshotsDialog
from desktop.gui.history.naming import NameDialog
from desktop.gui.history.words import snapshot_words
from desktop.services.authoring import Place
from desktop.services.history import Kept, Reason, Snapshot, restored
from desktop.services.undoing import Step

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.session import ReviewSession
    from desktop.gui.workspace import Workspace


class Remembering(QObject):
    """The commands about snapshots. ``taken`` carries every snapshot, by hand or by itself, after it is stored."""

    taken = Signal(object)

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Carry the commands of ``window`` out on the snapshots of ``workspace``."""
        super().__init__(window)
        self._window, self._space = window, workspace
        self._snapshots = workspace.archive.snapshots
        self._snapshots.on_taken(lambda snapshot: workspace.courier.post(self.taken.emit, snapshot))
        workspace.reviews.closed.connect(self._snapshots.end_sitting)

    def save_snapshot(self) -> None:
        """Keep the review in front as it is now, and say so."""
        session = self._window.session
        self._space.autosave.save_now()
        if session is None:
            self._window.status.say(self.tr("Matinee stores every word as you write; nothing is waiting to be saved."))
            return
        self._keep(session.article)

    def ask_name(self) -> None:
        """Ask for a name, and keep the review in front under it."""
        session = self._window.session
        if session is None:
            return
        dialog = NameDialog(self.tr("Save named snapshot"), "", self._window)
        dialog.chosen.connect(lambda name: self._keep(session.article, name))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_snapshots(self) -> None:
        """Open the snapshots of the review in front."""
        if self._window.session is not None:
            self._open(self._window.session.review_id)

    def compare_with_last(self, review_id: str) -> None:
        """Open the snapshots of a review, its last one from before this start compared with the review as it is now."""
        self._open(review_id, self._snapshots.before_opening(review_id))

    def back_to_sitting_start(self) -> None:
        """Bring back the review in front as the present sitting found it."""
        session = self._window.session
        if session is None:
            return
        self._space.autosave.save_now()
        self._watch(self._snapshots.sitting_start(session.review_id), lambda kept: self._on_start_read(session, kept))

    def _keep(self, article: Article, name: str = "", then: Callable[[], None] | None = None) -> None:
        self._space.autosave.save_now()

        def kept(snapshot: Snapshot) -> None:
            when = f"{snapshot.at.astimezone():%H:%M}"
            said = self.tr("Snapshot “{name}” of {when} kept") if name else self.tr("Snapshot of {when} kept")
            self._window.status.say(said.format(name=name, when=when))
            if then is not None and is_heard(then):
                then()

        self._watch(self._snapshots.take(article, Reason.BY_HAND, name), kept)

    def _open(self, review_id: str, chosen: Snapshot | None = None) -> None:
        session = next((each for each in self._space.reviews.all() if each.review_id == review_id), None)
        stored = self._space.archive.load(review_id).article if session is None else None

        def article() -> Article:
            return session.article if session is not None else _given(stored)

        may_write = session is not None and not self._space.archive.library.read_only
        dialog = SnapshotsDialog(article, self._snapshots, self._compare, self._window, may_write=may_write)
        dialog.snapshot_wanted.connect(lambda: self._keep(article(), then=dialog.refresh))
        dialog.name_given.connect(lambda snapshot, name: self._rename(dialog, snapshot, name))
        dialog.delete_wanted.connect(lambda snapshot: self._delete(dialog, snapshot))
        dialog.restore_wanted.connect(lambda snapshot: self._restore(dialog, session, snapshot))
        dialog.finished.connect(dialog.deleteLater)
        if chosen is not None:
            dialog.choose(chosen)
        dialog.open()

    def _compare(self, before: Article, after: Article, done: Callable[[Comparison], None]) -> None:
        self._watch(self._space.jobs.run(lambda _job: compare(before, after)), done)

    def _rename(self, dialog: SnapshotsDialog, snapshot: Snapshot, name: str) -> None:
        def renamed(_: None) -> None:
            dialog.refresh()
            said = self.tr("It is called “{name}” now.").format(name=name)
            dialog.tell(said, lambda: self._rename_back(dialog, snapshot))

        self._watch(self._snapshots.rename(snapshot.id, name), renamed)

    def _rename_back(self, dialog: SnapshotsDialog, snapshot: Snapshot) -> None:
        self._watch(self._snapshots.rename(snapshot.id, snapshot.name), lambda _: dialog.refresh())

    def _delete(self, dialog: SnapshotsDialog, snapshot: Snapshot) -> None:
        kept = self._snapshots.read(snapshot.id)

        def deleted(_: None) -> None:
            dialog.refresh()
            said = self.tr("Snapshot “{name}” deleted.").format(name=snapshot.name)
            dialog.tell(said, lambda: self._put_back(dialog, kept))

        self._watch(self._snapshots.forget(snapshot.id), deleted)

    def _put_back(self, dialog: SnapshotsDialog, kept: Kept) -> None:
        self._watch(self._snapshots.put_back(kept), lambda _: dialog.refresh())

    def _restore(self, dialog: SnapshotsDialog, session: ReviewSession | None, snapshot: Snapshot) -> None:
        if session is not None and self._bring_back(session, self._snapshots.read(snapshot.id)):
            dialog.accept()

    def _on_start_read(self, session: ReviewSession, kept: Kept) -> None:
        if session in self._space.reviews.all():
            self._bring_back(session, kept)

    def _bring_back(self, session: ReviewSession, kept: Kept) -> bool:
        """Make the review what it was, as one step of undo; the present is kept first. Say whether it was done."""
        try:
            found = restored(session.article, kept.article, self._space.archive.library)
        except MatineeError as error:
            self._window.toast.say(str(error))
            return False
        when = snapshot_words(kept.snapshot, datetime.now().astimezone())
        if found.article == session.article:
            self._window.toast.say(self.tr("The review is as it was then ({when}).").format(when=when))
            return True
        standing = standing_words(session.article.review, found.article.review)
        self._snapshots.take(session.article, Reason.RESTORING)
        for record, revision in found.fetched:
            self._space.reviews.desk.know(record, revision)
        session.edit(self.tr("Restore"), Place(self._window.editor.current_key), found.article)
        self._snapshots.take(session.article, Reason.RESTORED)
        said = f"{self.tr('The review is again as it was: {when}.').format(when=when)} {standing}".rstrip()
        if found.differing:
            names = ", ".join(found.differing[:6]) + ("…" if len(found.differing) > 6 else "")
            said += self.tr(" Shared with other reviews, so left as now: {names}.").format(names=names)
        self._window.toast.say(said, self.tr("Undo"), partial(self._take_back, session, session.last))
        return True

    def _take_back(self, session: ReviewSession, step: Step | None) -> None:
        """Take back a restoring and no other step."""
        if session not in self._space.reviews.all():
            said = self.tr("The review was closed meanwhile. What it was before is kept among its snapshots.")
            self._window.toast.say(said)
        elif not session.take_back(step):
            self._window.toast.say_not_last()

    def _watch(self, future: Future[Any], done: Callable[[Any], None]) -> None:
        def ended(finished: Future[Any]) -> None:
            error = finished.exception()
            if error is None:
                if is_heard(done):
                    done(finished.result())
            elif isinstance(error, MatineeError):
                self._window.toast.say(str(error))
            else:
                raise error

        self._space.courier.watch(future, ended)


def _given(article: Article | None) -> Article:
    assert article is not None
    return article
