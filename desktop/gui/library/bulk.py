"""The commands on the reviews that are chosen in the list: status, tags, outlet, export; and word of what became of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop.core.bulk import Action, ChangeTags, Patch, SetOutlet, SetStatus, SetTrashed
from desktop.core.outlet import Outlet
from desktop.core.review import Status
from desktop.gui.changing_many import Ended
from desktop.gui.commands import STATUS
from desktop.gui.editor.picking import completing_used
from desktop.gui.exporting.embargo import unless_held
from desktop.gui.library.mending_outlets import MendingOutlets
from desktop.gui.library.outlet_dialog import OutletDialog
from desktop.gui.library.tags_dialog import TagsDialog
from desktop.gui.passing import now_here
from desktop.gui.progress import ProgressDialog
from desktop.gui.words import status_name
from desktop.services.authoring import Place
from desktop.services.bulk import Chosen, DuplicateReview, MergeReviews, Step
from desktop.services.choosing import shares_of
from desktop.services.embargoes import Held, held_among, hold_up_many
from desktop.services.jobs import Job
from desktop.services.outlets import plain_outlet

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.places import Places
    from desktop.gui.reviewing import Reviewing
    from desktop.gui.taking_out import TakingOut
    from desktop.gui.workspace import Workspace

_CHOSEN_AGAIN = 2_000
"""Reviews that are selected again after an undo at most: who changed more has them all selected, or looks for them anew."""
_MENU = ("tags", "outlet", "export")


class BulkCommands(QObject):
    """Carries the commands to what changes reviews, or to the page of the one in front, and tells what was done with an Undo."""

    def __init__(
        self, window: MainWindow, workspace: Workspace, places: Places, reviewing: Reviewing, taking_out: TakingOut
    ) -> None:
        """Carry the commands of ``window`` out through ``reviewing``, or through ``places`` for the review in front."""
        super().__init__(window)
        self._window, self._space, self._places = window, workspace, places
        self._many, self._taking_out = reviewing.many, taking_out
        self._outlets = MendingOutlets(window, workspace.archive, reviewing.many)
        self._progress: ProgressDialog | None = None
        self._begun_outlets: dict[str, Outlet] = {}
        window.library.undoing = self._many
        actions = (window.actions_by_id[each] for each in _MENU)
        window.library.more_actions = [window.menus[STATUS].menuAction(), *actions]
        trash = QAction(self.tr("Move to Trash"), self)
        trash.triggered.connect(window.actions_by_id["trash"].trigger)
        window.library.inspector.verbs = [*window.library.more_actions, trash]
        window.library.list.may_rename = self._may_rename
        window.library.rename_requested.connect(self._on_library_rename_requested)
        self._many.began.connect(self._on_many_began)
        self._many.stepped.connect(self._on_many_stepped)
        self._many.ended.connect(self._on_many_ended)
        self._many.refused.connect(self._end_progress)
        self._many.line_changed.connect(window.show_undo)
        window.closing.connect(self._many.finish)

    # What is asked for

    def set_status(self, status: Status) -> None:
        """Set the status of the review in front, or of those chosen in the list."""
        if self._window.session is not None:
            self._places.set_status(status)
            return
        label = self.tr("Set Status to {status}").format(status=status_name(status))
        chosen = self._chosen()
        change = partial(self._change, chosen, SetStatus(status), label)
        if status is Status.PUBLISHED and chosen.count:
            self._unless_held(chosen, change)
        else:
            change()

    def _unless_held(self, chosen: Chosen, publish: Callable[[], None]) -> None:
        """Publish reviews, after asking where some are under embargo."""
        archive, now = self._space.archive, now_here()

        def answered(future: Future[Held | None]) -> None:
            held = future.result()
            sentence = hold_up_many(held, now) if held is not None else ""
            unless_held(sentence, self.tr("&Publish anyway"), self._window, publish)

        self._space.courier.watch(self._space.jobs.answer(lambda: held_among(archive, chosen, now)), answered)

    def ask_tags(self) -> None:
        """Ask for tags of the reviews chosen in the list, or go to those of the review in front."""
        chosen = self._asked_about("review.tags")
        if chosen is None:
            return
        title = self.tr("Tags of {what}").format(what=self._counted(chosen.count))
        dialog = TagsDialog(title, completing_used(self._space.archive.used, "tags"), self._window)
        dialog.chosen.connect(lambda added, removed: self._change(chosen, ChangeTags(added, removed), self.tr("Change Tags")))
        dialog.finished.connect(dialog.deleteLater)
        archive = self._space.archive
        answer = self._space.jobs.answer(lambda: shares_of(archive, chosen))
        dialog.open()
        self._space.courier.watch(answer, lambda future: dialog.show_shares(future.result()) if dialog.is_open else None)

    def ask_outlet(self) -> None:
        """Ask for the outlet of the reviews chosen in the list, or go to that of the review in front."""
        chosen = self._asked_about("review.outlet")
        if chosen is None:
            return
        title = self.tr("Outlet of {what}").format(what=self._counted(chosen.count))
        stored = {outlet.id: outlet for outlet in self._space.archive.library.outlets()}
        self._begun_outlets = {key: outlet for key, outlet in self._begun_outlets.items() if key not in stored}
        dialog = OutletDialog(title, [*(self._begun_outlets | stored).values()], self._window)

        def set_outlet(outlet: Outlet) -> None:
            made = outlet if outlet.retired or outlet.id in self._begun_outlets else None
            self._change(chosen, SetOutlet(outlet.id, made), self.tr("Set Outlet to {name}").format(name=outlet.name))

        def make_outlet(name: str) -> None:
            outlet = plain_outlet(name)
            self._begun_outlets[outlet.id] = outlet
            set_outlet(outlet)

        dialog.chosen.connect(set_outlet)
        dialog.named.connect(make_outlet)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self) -> None:
        """Open the export dialog for the review in front, or for those chosen in the list."""
        if self._window.session is not None:
            self._taking_out.ask()
            return
        chosen = self._chosen()
        if chosen.count:
            self._taking_out.ask_stored(chosen)

    def _on_library_rename_requested(self, work_id: str, title: str) -> None:
        self._many.rename(work_id, title, self.tr("Rename to “{title}”").format(title=title))

    def _may_rename(self) -> bool:
        """Say whether a title can be typed over; where it cannot, tell why."""
        return not self._is_read_only() and not self._is_trash_shown()

    def _asked_about(self, field: str) -> Chosen | None:
        """Return what is chosen in the list; for a review in front, go to the field there and return None."""
        if self._window.session is not None:
            self._window.editor.go_to(Place("publishing", field))
            return None
        chosen = self._chosen()
        return chosen if chosen.count and not self._is_read_only() else None

    def _chosen(self) -> Chosen:
        """Return what is chosen in the list; what lies in the trash is to be restored first."""
        return Chosen() if self._is_trash_shown() else self._places.chosen()

    def _is_trash_shown(self) -> bool:
        """Say whether the list shows the trash, and tell what is to be done first."""
        if self._window.library.in_trash():
            self._window.toast.say(self.tr("These reviews are in the trash. Restore them first."))
        return self._window.library.in_trash()

    def _change(self, chosen: Chosen, action: Action, label: str) -> None:
        if chosen.count:
            self._many.change(chosen, action, label)

    def _is_read_only(self) -> bool:
        library = self._space.archive.library
        if library.read_only:
            self._window.toast.say(library.read_only_reason)
        return library.read_only

    # What became of it

    def _on_many_began(self, job: Job, label: str, turned: str) -> None:
        kept = self.tr("Each review is kept as it was before, and one Undo takes it back.")
        back = self.tr(
            "Each review becomes what it was before. Where you stop, what is undone stays undone, and Undo takes back the rest."
        )
        again = self.tr("The change is made again. Where you stop, what is changed stays changed, and Redo changes the rest.")
        said = {
            "": (label, kept, ""),
            "undo": (self.tr("Undo: {step}").format(step=label), back, self.tr("&Stop Undoing")),
            "redo": (self.tr("Redo: {step}").format(step=label), again, self.tr("&Stop Redoing")),
        }
        title, words, stop = said[turned]
        self._progress = ProgressDialog(title, words, self._window, stop=stop)
        self._progress.calls_off(job, self._window.closing)
        self._progress.begin()

    def _on_many_stepped(self, done: int, of: int) -> None:
        if self._progress is not None:
            self._progress.step(done, of)

    def _end_progress(self) -> None:
        progress, self._progress = self._progress, None
        if progress is not None:
            progress.end()

    def _on_many_ended(self, ended: Ended) -> None:
        self._end_progress()
        self._window.show_undo()
        self._outlets.follow(ended)
        if ended.turned:
            self._say_turned(ended)
            if 0 < len(ended.done.patches) <= _CHOSEN_AGAIN:
                self._window.library.choose([*ended.done.patches.ids()])
        elif len(ended.done.patches):
            self._say_done(ended)
        elif ended.done.refused:
            self._window.toast.say(ended.done.refused)
        elif ended.done.stopped:
            self._window.toast.say(self.tr("Called off. Nothing has changed."))
        else:
            self._window.toast.say(self.tr("Nothing to change: it is so already."))

    def _say_turned(self, ended: Ended) -> None:
        undone, done = ended.turned == "undo", ended.done
        if not ended.rest:
            said = self.tr("Taken back: {step}") if undone else self.tr("Made again: {step}")
            left = self.tr("; what was changed again since was left alone") if done.left else ""
            self._window.status.say(said.format(step=ended.step.label) + left)
            return
        if undone:
            said = self.tr("{done} of {count} reviews are as they were before. Undo takes back the rest.")
        else:
            said = self.tr("{done} of {count} reviews are changed again. Redo changes the rest.")
        count = len(ended.step.patches)
        said = said.format(done=f"{count - ended.rest:,}", count=f"{count:,}")
        go_on = self._many.undo if undone else self._many.redo
        word = self.tr("Undo") if undone else self.tr("Redo")
        self._window.toast.say(f"{done.refused or self.tr('Stopped.')} {said}", word, go_on)

    def _say_done(self, ended: Ended) -> None:
        said = self._sentence(ended.step)
        if ended.done.stopped:
            said = self.tr("Called off. {said}").format(said=said)
        if ended.done.refused:
            said = f"{said} {ended.done.refused}"
        self._window.toast.say(said, self.tr("Undo"), partial(self._take_back, ended.step))

    def _take_back(self, step: Step) -> None:
        if not self._many.take_back(step):
            self._window.toast.say_not_last()

    def _sentence(self, step: Step) -> str:
        what = self._named(step) if len(step.patches) == 1 else self._counted(len(step.patches))
        match step.action:
            case SetStatus(status):
                return self.tr("{what} set to {status}.").format(what=what, status=status_name(status))
            case ChangeTags():
                return self.tr("Tags of {what} changed.").format(what=what)
            case SetOutlet(outlet=outlet):
                name = self._space.archive.outlet(outlet)[0].name
                return self.tr("Outlet of {what} set to {name}.").format(what=what, name=name)
            case SetTrashed(at) if at:
                return self.tr("{what} moved to Trash.").format(what=what)
            case SetTrashed():
                return self.tr("{what} restored.").format(what=what)
            case DuplicateReview():
                return self.tr("This is a copy of {what}, a draft of its own.").format(what=what)
            case MergeReviews(kept=kept):
                return self._merged(step, self._named_review(kept), kept)
            case None:
                patch = next(step.patches.all())
                return self._outlets.sentence(patch) if patch.kind is Outlet else self._renamed(patch)

    def _merged(self, step: Step, what: str, kept: str) -> str:
        """Say what a merge put into the review kept; where the other had nothing of its own, it only went."""
        fields = next((set(patch.after) for patch in step.patches.all() if patch.id == kept), set())
        if not fields:
            return self.tr("Merged into {what}, which held all of it already. The other is in the trash.").format(what=what)
        names = {"parts": self.tr("hidden parts"), "notes": self.tr("private notes"), "tags": self.tr("tags")}
        found = [name for key, name in names.items() if key in fields]
        if fields - names.keys():
            found.insert(0, self.tr("fields that were empty"))
        return self.tr("Merged into {what}. What only the other said is there too: {places}.").format(
            what=what, places=", ".join(found)
        )

    def _renamed(self, patch: Patch) -> str:
        old, new = patch.before["title"] or self.tr("Untitled"), patch.after["title"]
        said = self.tr("‘{old}’ is called ‘{new}’ now.").format(old=old, new=new)
        reviews = len(self._space.archive.library.reviews_of_work(patch.id))
        also = self.tr("All {count} reviews of the film follow.").format(count=reviews) if reviews > 1 else ""
        return f"{said} {also}".strip()

    def _named(self, step: Step) -> str:
        return self._named_review(next(step.patches.ids()))

    def _named_review(self, review_id: str) -> str:
        rows = self._space.archive.library.rows([review_id])
        return f"‘{rows[0].title or self.tr('Untitled')}’" if rows else self.tr("1 review")

    def _counted(self, count: int) -> str:
        return self.tr("1 review") if count == 1 else self.tr("{count} reviews").format(count=f"{count:,}")
