"""Another house spelling for somebody: the step itself, what it means for texts and print, and what is asked of it then."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import MatineeError
from desktop.core.person import Person
from desktop.core.renaming import Spot, respelled
from desktop.core.review import Review
from desktop.gui.ledger.bios_group import today
from desktop.gui.ledger.many_records import ManyRecords
from desktop.gui.ledger.person_page import PersonPageView
from desktop.gui.ledger.session import LedgerSession
from desktop.services.jobs import Cancelled, Job
from desktop.services.people import People, RenamePlan, corrected, respelled_texts
from desktop.services.undoing import Place, Step

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace


class Renaming(QObject):
    """Renames the person of a page and follows the panel there.

    ``renamed()`` says that texts followed a new name, ``corrected(sentence)`` that corrections were drafted.
    """

    renamed = Signal()
    corrected = Signal(str)

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        session: LedgerSession,
        people: People,
        many: ManyRecords,
        page: PersonPageView,
    ) -> None:
        """Rename in ``session`` what ``page`` asks for."""
        super().__init__(window)
        self._window, self._space, self._session, self._people, self._many = window, workspace, session, people, many
        self._panel = page.rename_panel
        self._planning = Job()
        self._plan: RenamePlan | None = None
        self._step: Step | None = None
        page.respelled.connect(self._on_page_respelled)
        self._panel.applied.connect(self._on_panel_applied)
        self._panel.undo_requested.connect(self._on_panel_undo_requested)
        self._panel.left.connect(self._stop_planning)
        session.changed.connect(lambda _records: self._offer_undo())

    def follow_undo(self) -> None:
        """Put the panel away where the renaming was undone, and offer its Undo again where what came after it was."""
        if self._step not in self._session.ledger.history:
            self._stop_planning()
            self._panel.hide()
        self._offer_undo()

    def _offer_undo(self) -> None:
        self._panel.undo_button.setEnabled(self._session.is_last(self._step))

    def _on_panel_undo_requested(self) -> None:
        self._session.take_back(self._step)

    def _on_page_respelled(self, name: str) -> None:
        person = self._session.person
        if person is not None:
            self._many.settle(self.tr("Rename"), self._printed(person.id), partial(self._rename, person.id, name))

    def _rename(self, person_id: str, name: str) -> None:
        read, label = self._session.ledger.read, self.tr("Rename")
        person = read(Person, person_id)
        self._session.edit(label, Place(person_id, "name"), respelled(person, name))
        renamed = read(Person, person_id)
        if renamed.name == name:
            self._step = self._session.last
            self._many.store(label, self._printed(person_id), partial(self._plan_rename, person, renamed))

    def _printed(self, person_id: str) -> int:
        return sum(line.reviews for line in self._people.lines([person_id]))

    def _plan_rename(self, person: Person, renamed: Person) -> None:
        self._stop_planning()
        job = self._planning = Job(lambda done, of: self._space.courier.post(self._show_planning, (job, done, of)))

        def ended(planned: Future[RenamePlan]) -> None:
            error = planned.exception()
            if error is None:
                self._show_plan(renamed, planned.result())
            elif isinstance(error, MatineeError):
                self._window.toast.say(str(error))
            elif not isinstance(error, Cancelled):
                raise error

        self._space.courier.watch(self._space.jobs.run(partial(self._people.plan_rename, renamed, person.name), job), ended)

    def _show_planning(self, come: tuple[Job, int, int]) -> None:
        job, done, of = come
        if done and job is self._planning:
            self._panel.show_looking(100 * done // of)

    def _stop_planning(self) -> None:
        self._planning.cancel()
        self._planning = Job()

    def _show_plan(self, renamed: Person, plan: RenamePlan) -> None:
        person = self._session.person
        if person is not None and (person.id, person.name) == (renamed.id, plan.new):
            self._plan = plan
            self._panel.show_plan(plan)
            self._offer_undo()

    def _on_panel_applied(self, chosen: Mapping[str, frozenset[Spot]], corrections: bool) -> None:
        plan = self._plan
        if plan is None or not self._space.autosave.finish():
            return
        ids = dict.fromkeys(chosen) | dict.fromkeys(plan.misprinted if corrections else ())
        label, rename = self.tr("Rename"), partial(self._respell, plan, chosen, corrections=corrections)
        self._many.read(label, dict.fromkeys(ids, Review), lambda _read: rename())

    def _respell(self, plan: RenamePlan, chosen: Mapping[str, frozenset[Spot]], *, corrections: bool) -> None:
        drafts = respelled_texts(plan, chosen, self._session.ledger.read)
        published = corrected(plan, today(), self._session.ledger.read) if corrections else ()
        self._session.edit(self.tr("Rename"), Place(self._session.current, "name"), *drafts, *published, tidying=True)
        self._many.store(self.tr("Rename"), len(drafts) + len(published), partial(self._on_respelled, len(published)))

    def _on_respelled(self, corrections: int) -> None:
        self.renamed.emit()
        if corrections:
            many = self.tr(
                "Renamed, with a correction drafted on {n} published reviews; each prints once it is ticked under Publishing."
            )
            one = self.tr(
                "Renamed, with a correction drafted on 1 published review; it prints once it is ticked under Publishing."
            )
            self.corrected.emit(one if corrections == 1 else many.format(n=f"{corrections:,}"))
