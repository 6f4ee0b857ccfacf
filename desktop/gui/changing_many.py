"""Changes many stored reviews at once, off the window's thread where they are many, with one history of undo for the library."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.core.article import Article, Record
from desktop.core.bulk import Action, SetStatus
from desktop.core.errors import MatineeError, NotFoundError
from desktop.core.outlet import Outlet
from desktop.core.review import Review, Status
from desktop.core.saving import Saved
from desktop.gui.workspace import Workspace
from desktop.services.bulk import AT_ONCE, Bulk, Chosen, Done, MergeReviews, Round, Step
from desktop.services.formats import Options
from desktop.services.jobs import Job

_FINISHED = 20.0
"""Seconds that a page to be published may take."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A step as it ended; ``turned`` is ``undo`` or ``redo`` where it was that, ``rest`` what it was not come to."""

    step: Step
    done: Done
    turned: str = ""
    rest: int = 0


class ChangingMany(QObject):
    """One change at a time; reviews that are open on the desk take it in.

    ``began(job, label, turned)`` comes with one that takes a while, ``turned`` being ``undo`` or ``redo`` where it is that, and
    ``stepped(done, of)`` while it goes on; ``ended(Ended)`` follows each, ``refused(sentence)`` where nothing could be done.
    """

    began = Signal(object, str, str)
    stepped = Signal(int, int)
    ended = Signal(object)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        """Change the reviews of the library of ``workspace``; there is nothing to undo yet."""
        super().__init__(parent)
        self._space = workspace
        self._bulk = Bulk(workspace.archive)
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether a change is going on."""
        return self._busy

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back, empty where there is none."""
        return self._bulk.history[-1].label if self._bulk.history and not self._busy else ""

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again, empty where there is none."""
        return self._bulk.future[-1].label if self._bulk.future and not self._busy else ""

    def is_last(self, step: Step) -> bool:
        """Say whether a step is what undo would take back."""
        return bool(self._bulk.history) and self._bulk.history[-1] is step

    # What is asked for

    def change(self, chosen: Chosen, action: Action, label: str, then: Callable[[Step], None] | None = None) -> None:
        """Do the same to reviews as one step, called ``label``; ``then`` follows where anything was changed."""
        publishing = action == SetStatus(Status.PUBLISHED)
        if chosen.query is None and len(chosen.ids) <= AT_ONCE and not publishing:
            self._at_once(partial(self._bulk.round, chosen.ids, action), partial(self._changed, label, action, then))
        else:
            self._in_a_job(
                (label, ""),
                lambda job: self._bulk.change(chosen, action, self._page_of, job),
                partial(self._changed, label, action, then),
            )

    def rename(self, work_id: str, title: str, label: str) -> None:
        """Give a work another title, as one step."""
        self._at_once(lambda: self._bulk.renaming(work_id, title), partial(self._changed, label, None, None))

    def merge(self, wanted: MergeReviews, label: str) -> None:
        """Take one review into another of the same work, as one step."""
        self._at_once(lambda: self._bulk.merging(wanted), partial(self._changed, label, wanted, None))

    def undo(self) -> None:
        """Take back the last step."""
        if self.can_undo:
            self._turn(self._bulk.history[-1], undoing=True)

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        if self.can_redo:
            self._turn(self._bulk.future[-1], undoing=False)

    def _turn(self, step: Step, *, undoing: bool) -> None:
        turned = partial(self._turned, step, undoing)
        if len(step.patches) <= AT_ONCE:
            self._at_once(lambda: self._bulk.turned([*step.patches.all()], undoing=undoing), turned)
        else:
            said = (step.label, "undo" if undoing else "redo")
            self._in_a_job(said, lambda job: self._bulk.turn(step, job, undoing=undoing), turned)

    # How it is done

    def _at_once(self, read: Callable[[], Round], then: Callable[[Done], None]) -> None:
        """Write a few records: they are read here, and written behind."""
        if self._is_held_up():
            return
        try:
            wanted = read()
        except MatineeError as error:
            self.refused.emit(str(error))
            return
        if not wanted.batch.changes:
            then(self._bulk.done(wanted))
            return
        self._busy = True

        def written(future: Future[Saved]) -> None:
            self._busy = False
            error = future.exception()
            if isinstance(error, MatineeError):
                self.refused.emit(str(error))
            elif error is not None:
                raise error
            else:
                then(self._bulk.done(wanted, future.result()))

        self._space.courier.watch(self._space.archive.library.save(wanted.batch), written)

    def _in_a_job(self, said: tuple[str, str], work: Callable[[Job], Done], then: Callable[[Done], None]) -> None:
        if self._is_held_up():
            return
        self._busy = True
        courier = self._space.courier
        job = Job(lambda done, of: courier.post(lambda at: self.stepped.emit(*at), (done, of)))

        def ended(future: Future[Done]) -> None:
            self._busy = False
            if future.exception() is not None:
                self.refused.emit(self.tr("A fault in Matinee ended this half way. Each review is whole, changed or as it was."))
            then(future.result())

        self.began.emit(job, *said)
        courier.watch(self._space.jobs.run(work, job), ended)

    def _is_held_up(self) -> bool:
        """Say whether nothing can be changed now, and why; what is unsaved is stored first."""
        library = self._space.archive.library
        if library.read_only:
            self.refused.emit(library.read_only_reason)
        return self._busy or library.read_only or not self._space.autosave.finish()

    def _page_of(self, article: Article) -> str:
        """Return the page of an article, made by the rendering child; called on a job's thread."""
        options = Options(library=self._space.archive.root)
        return str(self._space.child.call("export", (article, "html", options)).result(_FINISHED).text)

    # What became of it

    def _changed(self, label: str, action: Action | MergeReviews | None, then: Callable[[Step], None] | None, done: Done) -> None:
        step = Step(label, done.patches, action)
        if len(done.patches):
            self._bulk.history.append(step)
            self._bulk.future.clear()
            self._take_in(done)
        if len(done.patches) and then is not None:
            then(step)
        self.ended.emit(Ended(step, done))

    def _turned(self, step: Step, undoing: bool, done: Done) -> None:
        source, target = (self._bulk.history, self._bulk.future) if undoing else (self._bulk.future, self._bulk.history)
        source.pop()
        rest = step.patches.after(done.rounds if done.stopped or done.refused else len(step.patches))
        if len(rest):
            source.append(replace(step, patches=rest))
        if len(done.patches):
            target.append(replace(step, patches=done.patches))
            self._take_in(done)
        self.ended.emit(Ended(step, done, "undo" if undoing else "redo", len(rest)))

    def _take_in(self, done: Done) -> None:
        """Let the reviews that are open show what was changed behind them."""
        desk, library = self._space.reviews.desk, self._space.archive.library
        stored: list[tuple[Record, int]] = []
        for record_id in (*done.patches.ids(), *done.followed):
            if (known := desk.records.get(record_id)) is None:
                continue
            try:
                record, revision = library.load_record(type(known), record_id)
                if isinstance(record, Review) and record.outlet not in desk.records:
                    stored.append(library.load_record(Outlet, record.outlet))
            except NotFoundError:
                continue
            stored.append((record, revision))
        if stored:
            desk.take_in(stored)
