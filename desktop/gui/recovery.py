"""After a session that was cut short: one quiet bar that says what of it is there."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import MatineeError
from desktop.core.history import Reason, Snapshot
from desktop.core.moments import spoken
from desktop.gui.notices import Action, Weight
from desktop.gui.passing import now_here
from desktop.services.cut_short import Written, written_in_it

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow

_KEY = "recovery"


class Recovery(QObject):
    """Tells of an unclean end, once; the bar goes at the next snapshot or when it is dismissed, and changes nothing.

    ``compare_wanted`` carries the id of a review that is to be compared with its last snapshot from before this start.
    """

    compare_wanted = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        """Tell in ``window``."""
        super().__init__(window)
        self._window = window

    def tell(self) -> None:
        """Show the bar where the session before was cut short; what it had written is added as soon as that is counted."""
        space = self._window.workspace
        library = space.archive.library
        if not library.unclean:
            return
        actions: list[Action] = [(self.tr("Dismiss"), self._take_away)]
        session = self._window.session
        if session is not None and space.archive.snapshots.before_opening(session.review_id) is not None:
            review_id = session.review_id
            actions.insert(0, (self.tr("Compare with the Last Snapshot"), lambda: self.compare_wanted.emit(review_id)))
        self._window.notices.put(_KEY, self._closed(library.last_seen), actions, Weight.NOTE)
        space.courier.watch(space.jobs.run(lambda _job: written_in_it(library)), self._on_counted)

    def _on_counted(self, future: Future[Written]) -> None:
        library = self._window.workspace.archive.library
        try:
            written = future.result()
        except MatineeError:
            return  # a library that cannot be read says so itself
        now = now_here()
        seen = [moment for moment in (library.last_seen, written.last) if moment is not None]
        said = [self._closed(max(seen, default=None))]
        if written.last is not None:
            said.append(self.tr("Everything saved up to {time} is here.").format(time=spoken(written.last, now)))
        changed = self._counted(written)
        if library.begun is not None and library.begun <= now and changed:
            said.append(
                self.tr("Changed since it was opened, {time}: {what}.").format(time=spoken(library.begun, now), what=changed)
            )
        self._window.notices.reword(_KEY, " ".join(said))

    def _counted(self, written: Written) -> str:
        """Return ``412 reviews, 1 person``: what was changed, the kinds of which none was left out."""
        counts = (
            (written.reviews, self.tr("1 review"), self.tr("{count} reviews")),
            (written.works, self.tr("1 film"), self.tr("{count} films")),
            (written.people, self.tr("1 person"), self.tr("{count} people")),
            (written.viewings, self.tr("1 viewing"), self.tr("{count} viewings")),
        )
        return ", ".join(one if count == 1 else many.format(count=f"{count:,}") for count, one, many in counts if count)

    def note(self, snapshot: Snapshot) -> None:
        """Take the bar away once a snapshot has what was written since, not the one that a sitting begins with."""
        if snapshot.reason is not Reason.SITTING:
            self._take_away()

    def _closed(self, seen: datetime | None) -> str:
        """Say that it closed and, as far as that is known to the minute, when; a clock that jumped knows nothing."""
        now = now_here()
        if seen is None or seen > now:
            return self.tr("Matinee closed unexpectedly.")
        return self.tr("Matinee closed unexpectedly, last seen running {time}.").format(time=spoken(seen, now))

    def _take_away(self) -> None:
        self._window.notices.take_away(_KEY)
