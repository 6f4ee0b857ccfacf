"""After a session that was cut short: one quiet bar that says up to when everything is there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.finding import By, Order, parse_query
from desktop.core.history import Reason, Snapshot
from desktop.gui.notices import Action, Weight

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
        """Show the bar where the session before was cut short."""
        archive = self._window.workspace.archive
        if not archive.library.unclean:
            return
        latest = Order(By.MODIFIED)
        found = [each for text in ("", "is:trashed") for each in archive.find(parse_query(text), latest, 1).found]
        rows = [each.row for each in found]
        stored = datetime.fromisoformat(max(row.modified for row in rows)).astimezone() if rows else None
        said = [self._when(archive.library.last_seen, stored)]
        if stored is not None:
            said.append(self.tr("Everything up to {time} is here.").format(time=_moment(stored, "%H:%M:%S")))
        actions: list[Action] = [(self.tr("Dismiss"), self._take_away)]
        session = self._window.session
        if session is not None and archive.snapshots.before_opening(session.review_id) is not None:
            review_id = session.review_id
            actions.insert(0, (self.tr("Compare with the Last Snapshot"), lambda: self.compare_wanted.emit(review_id)))
        self._window.notices.put(_KEY, " ".join(said), actions, Weight.NOTE)

    def note(self, snapshot: Snapshot) -> None:
        """Take the bar away once a snapshot has what was written since, not the one that a sitting begins with."""
        if snapshot.reason is not Reason.SITTING:
            self._take_away()

    def _when(self, last_seen: datetime | None, stored: datetime | None) -> str:
        """Say that it closed and, as far as that is known to the minute, when; a clock that jumped knows nothing."""
        known = [moment.astimezone() for moment in (last_seen, stored) if moment is not None]
        if not known or max(known) > datetime.now().astimezone():
            return self.tr("Matinee closed unexpectedly.")
        return self.tr("Matinee closed unexpectedly at about {time}.").format(time=_moment(max(known), "%H:%M"))

    def _take_away(self) -> None:
        self._window.notices.take_away(_KEY)


def _moment(moment: datetime, pattern: str) -> str:
    """Return a local moment: the time, after its day where that is not today."""
    time = moment.strftime(pattern)
    return time if moment.date() == datetime.now().astimezone().date() else f"{moment.date().isoformat()} {time}"
