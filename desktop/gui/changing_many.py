"""Changes many stored reviews at once, off the window's thread where they are many, with one history of undo for the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.core.article import Article, Record
from desktop.core.bulk import Action, SetStatus
from desktop.core.errors import MatineeError, NotFoundError
from desktop.core.outlet import Outlet
from desktop.core.review import Review, Status
from desktop.gui.waiting_line import Asked, Turn, WritingLine
from desktop.gui.workspace import Workspace
from desktop.services.bulk import AT_ONCE, Act, Beside, Bulk, Chosen, Done, DuplicateReview, MergeReviews, Round, Step
from desktop.services.formats import Options
from desktop.services.jobs import Job

_FINISHED = 20.0
"""Seconds that a page to be published may take."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A step as it ended; ``turned`` is ``undo`` or ``redo`` where it was that, ``rest`` what it was not come to.

    ``onto`` is the step that was broken off once and that it goes on with.
    """

    step: Step
    done: Done
    turned: str = ""
    rest: int = 0
    onto: Step | None = None


class ChangingMany(QObject):
    """One change at a time, and what is asked for meanwhile after it, in order; reviews that are open on the desk take it in.

    ``began(job, label, turned)`` comes with one that takes a while, ``turned`` being ``undo`` or ``redo`` where it is that, and
    ``stepped(done, of)`` while it goes on; ``ended(Ended)`` follows each, ``refused(sentence)`` where nothing could be done.
    ``line_changed`` comes when something was asked for, ``beside_turned(label, undone)`` when a step that changed no record was
    taken back or made again.
    """

    began = Signal(object, str, str)
    stepped = Signal(int, int)
    ended = Signal(object)
    refused = Signal(str)
    line_changed = Signal()
    beside_turned = Signal(str, bool)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        """Change the reviews of the library of ``workspace``; there is nothing to undo yet."""
        super().__init__(parent)
        self._space = workspace
        self._bulk = Bulk(workspace.archive)
        self._line = WritingLine(workspace.courier)
        self._broken_off: tuple[Step, ...] = ()

    @property
    def is_busy(self) -> bool:
        """Whether a change is going on, or waits for one that is."""
        return not self._line.is_empty

    @property
    def can_undo(self) -> str:
        """The label of the step that undo would take back, empty where there is none."""
        return self._labels()[0]

    @property
    def can_redo(self) -> str:
        """The label of the step that redo would make again, empty where there is none."""
        return self._labels()[1]

    def is_last(self, step: Step | Beside) -> bool:
        """Say whether a step is what undo would take back."""
        return not self.is_busy and bool(self._bulk.history) and self._bulk.history[-1] is step

    def is_next(self, step: Step) -> bool:
        """Say whether a step is what redo would make again."""
        return not self.is_busy and bool(self._bulk.future) and self._bulk.future[-1] is step

    def take_back(self, step: Step | Beside) -> bool:
        """Take back a step and say yes, or leave everything and say no where it is not the last one any more."""
        if not self.is_last(step):
            return False
        self.undo()
        return True

    def remember(self, past: Sequence[Step], future: Sequence[Step]) -> None:
        """Know steps that were done, and undone, before the window was opened, and of which there is word in the library."""
        self._broken_off = (*past, *future)
        self._bulk.history[:0] = past
        self._bulk.future[:0] = future
        self.line_changed.emit()

    def _labels(self) -> tuple[str, str]:
        past, future = ([step.label for step in steps] for steps in (self._bulk.history, self._bulk.future))
        return self._line.labels_after(past, future)

    # What is asked for

    def change(self, chosen: Chosen, action: Action, label: str, then: Callable[[Step], None] | None = None) -> None:
        """Do the same to reviews as one step, called ``label``; ``then`` follows where anything was changed."""
        publishing = action == SetStatus(Status.PUBLISHED)
        changed = partial(self._changed, label, action, then)
        if chosen.query is None and len(chosen.ids) <= AT_ONCE and not publishing:
            self._ask(Turn.CHANGE, lambda: self._at_once(partial(self._bulk.round, chosen.ids, action), changed), label)
        else:
            work = partial(self._bulk.change, chosen, action, self._page_of, label=label)
            self._ask(Turn.CHANGE, lambda: self._in_a_job((label, ""), work, changed), label)

    def go_on(self, step: Step, rest: Sequence[str], action: Action) -> None:
        """Do what is left of a step that was broken off; one undo takes back all of it."""
        work = partial(self._bulk.change, Chosen.of(rest), action, self._page_of, label=step.label, onto=step.patches)
        changed = partial(self._changed, step.label, action, None, onto=step)
        self._ask(Turn.CHANGE, lambda: self._in_a_job((step.label, ""), work, changed), step.label)

    def rename(self, work_id: str, title: str, label: str) -> None:
        """Give a work another title, as one step."""
        changed = partial(self._changed, label, None, None)
        self._ask(Turn.CHANGE, lambda: self._at_once(lambda: self._bulk.renaming(work_id, title), changed), label)

    def mend(self, outlets: Callable[[], Sequence[Outlet]], label: str) -> None:
        """Let stored outlets be other than they are, as one step."""
        changed = partial(self._changed, label, None, None)
        self._ask(Turn.CHANGE, lambda: self._at_once(lambda: self._bulk.mending(outlets()), changed), label)

    def duplicate(self, wanted: DuplicateReview, label: str, then: Callable[[Step], None]) -> None:
        """Make a copy of a review, as one step; ``then`` follows."""
        changed = partial(self._changed, label, wanted, then)
        self._ask(Turn.CHANGE, lambda: self._at_once(lambda: self._bulk.duplicating(wanted), changed), label)

    def merge(self, wanted: MergeReviews, label: str) -> None:
        """Take one review into another of the same work, as one step."""
        changed = partial(self._changed, label, wanted, None)
        self._ask(Turn.CHANGE, lambda: self._at_once(lambda: self._bulk.merging(wanted), changed), label)

    def do_beside(self, label: str, begin: Callable[[], tuple[Future[None], Beside]], then: Callable[[Beside], None]) -> None:
        """Have something done that changes no record, as a step of the same history; ``then`` follows once it is stored."""

        def done(step: Beside) -> None:
            self._bulk.history.append(step)
            self._bulk.future.clear()
            then(step)
            self.line_changed.emit()

        self._ask(Turn.CHANGE, lambda: self._beside(begin, done), label)

    def undo(self) -> None:
        """Take back the last step, where one is on its way as soon as it is there."""
        if self.can_undo:
            self._ask(Turn.UNDO, partial(self._turn_last, self._bulk.history, undoing=True))

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        if self.can_redo:
            self._ask(Turn.REDO, partial(self._turn_last, self._bulk.future, undoing=False))

    def finish(self, seconds: float = 10.0) -> None:
        """Do what was asked for before the window goes, waiting ``seconds`` for the disk."""
        self._line.finish(seconds)

    def _ask(self, turn: Turn, begin: Callable[[], None], label: str = "") -> None:
        self._line.add(Asked(turn, begin, label))
        self._line.go_on()
        self.line_changed.emit()

    def _turn_last(self, steps: list[Step | Beside], *, undoing: bool) -> None:
        if not steps:
            self._line.end()
            self.line_changed.emit()
        elif isinstance(step := steps[-1], Beside):
            self._beside(lambda: (step.back() if undoing else step.forth(), step), partial(self._beside_turned, undoing))
        else:
            self._turn(step, undoing=undoing)

    def _turn(self, step: Step, *, undoing: bool) -> None:
        turned = partial(self._turned, step, undoing)
        if len(step.patches) <= AT_ONCE and step not in self._broken_off:
            self._at_once(lambda: self._bulk.turned([*step.patches.all()], undoing=undoing, action=step.action), turned)
        else:
            said = (step.label, "undo" if undoing else "redo")
            self._in_a_job(said, lambda job: self._bulk.turn(step, job, undoing=undoing), turned)

    def _beside_turned(self, undoing: bool, step: Beside) -> None:
        source, target = (self._bulk.history, self._bulk.future) if undoing else (self._bulk.future, self._bulk.history)
        target.append(source.pop())
        self.beside_turned.emit(step.label, undoing)
        self.line_changed.emit()

    # How it is done

    def _beside(self, begin: Callable[[], tuple[Future[None], Beside]], then: Callable[[Beside], None]) -> None:
        """Write what is no record."""
        library = self._space.archive.library
        if library.read_only:
            self._refuse(library.read_only_reason)
            return
        try:
            future, step = begin()
        except MatineeError as error:
            self._refuse(str(error))
            return
        self._wait_for(future, lambda _written: then(step))

    def _at_once(self, read: Callable[[], Round], then: Callable[[Done], None]) -> None:
        """Write a few records: they are read here, and written behind."""
        if self._is_held_up():
            return
        try:
            wanted = read()
        except MatineeError as error:
            self._refuse(str(error))
            return
        if not wanted.batch.changes:
            self._line.end()
            then(self._bulk.done(wanted))
            return

        self._wait_for(self._space.archive.library.save(wanted.batch), lambda saved: then(self._bulk.done(wanted, saved)))

    def _wait_for(self, writing: Future[Any], then: Callable[[Any], None]) -> None:
        """Call ``then`` with what was written, and go on with what waits; say what keeps it from being written."""

        def written(future: Future[Any]) -> None:
            try:
                error = future.exception()
                if error is None:
                    self._line.end()
                    then(future.result())
                    return
                self._refuse(str(error) if isinstance(error, MatineeError) else "")
                if not isinstance(error, MatineeError):
                    raise error
            finally:
                self._line.go_on()

        self._line.write(writing, written)

    def _in_a_job(self, said: tuple[str, str], work: Callable[[Job], Done], then: Callable[[Done], None]) -> None:
        if self._is_held_up():
            return
        courier = self._space.courier
        job = Job(lambda done, of: courier.post(lambda at: self.stepped.emit(*at), (done, of)))

        def ended(future: Future[Done]) -> None:
            try:
                if future.exception() is not None:
                    self._refuse(self.tr("A fault in Matinee ended this half way. Each review is whole, changed or as it was."))
                else:
                    self._line.end()
                then(future.result())
            finally:
                self._line.go_on()

        self.began.emit(job, *said)
        courier.watch(self._space.jobs.run(work, job), ended)

    def _is_held_up(self) -> bool:
        """Say whether nothing can be changed now, and why; what is unsaved is stored first."""
        library = self._space.archive.library
        if library.read_only:
            self._refuse(library.read_only_reason)
        elif self._space.autosave.finish():
            return False
        else:
            self._refuse("")
        return True

    def _refuse(self, sentence: str) -> None:
        """End what goes on without its having been done, and tell why unless that is told already."""
        self._line.give_up()
        if sentence:
            self.refused.emit(sentence)
        self.line_changed.emit()

    def _page_of(self, article: Article) -> str:
        """Return the page of an article, made by the rendering child; called on a job's thread."""
        options = Options(library=self._space.archive.root)
        return str(self._space.child.call("export", (article, "html", options)).result(_FINISHED).text)

    # What became of it

    def _changed(
        self,
        label: str,
        action: Act | None,
        then: Callable[[Step], None] | None,
        done: Done,
        *,
        onto: Step | None = None,
    ) -> None:
        step = Step(label, done.patches, action)
        if len(done.patches):
            self._bulk.history[:] = [each for each in self._bulk.history if each is not onto]
            self._bulk.history.append(step)
            self._bulk.future.clear()
            self._take_in(done)
        else:
            self._line.forget_undo()
        if len(done.patches) and then is not None:
            then(step)
        self.ended.emit(Ended(step, done, onto=onto))

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
