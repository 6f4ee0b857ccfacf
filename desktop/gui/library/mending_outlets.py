"""What is asked for of outlets among the places: another name, or that one is offered no more; one history with the reviews."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.bulk import Patch
from desktop.core.finding import Key, Operator, Query, Term
from desktop.core.outlet import Outlet
from desktop.core.text import tidy_line
from desktop.gui.changing_many import ChangingMany, Ended
from desktop.services.archive import Archive
from desktop.services.outlets import asks_only_for, renamed, retired
from desktop.services.saved_searches import SavedSearches

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow


class MendingOutlets(QObject):
    """Carries what the places ask for to ``many``, and says what it means for the reviews of an outlet."""

    def __init__(self, window: MainWindow, archive: Archive, many: ChangingMany) -> None:
        """Mend the outlets of ``archive``, which is that of ``window``."""
        super().__init__(window)
        self._places, self._archive, self._many = window.library.places, archive, many
        self._places.outlet_renamed.connect(self._on_places_outlet_renamed)
        self._places.outlet_removed.connect(self._on_places_outlet_removed)

    def _on_places_outlet_renamed(self, name: str, wanted: str) -> None:
        if tidy_line(wanted) != name:
            self._many.mend(partial(renamed, self._archive, name, wanted), self.tr("Rename ‘{name}’").format(name=name))

    def _on_places_outlet_removed(self, name: str) -> None:
        label = self.tr("Take ‘{name}’ out of the List").format(name=name)
        self._many.mend(partial(retired, self._archive, name), label)

    def follow(self, ended: Ended) -> None:
        """Stay with the outlet that is shown where it was renamed, or its name taken back."""
        patch = next(ended.done.patches.all(), None)
        if patch is not None and patch.kind is Outlet and "name" in patch.after:
            names = patch.before["name"], patch.after["name"]
            self._places.follow_outlet(*(reversed(names) if ended.turned == "undo" else names))

    def sentence(self, patch: Patch) -> str:
        """Say what was done to an outlet, to its reviews, and what still asks for its former name."""
        name = self._archive.outlet(patch.id)[0].name
        count = self._archive.count(Query((Term(Key.OUTLET, Operator.IS, name),)))
        if "name" not in patch.after:
            said = self.tr("The outlet ‘{name}’ is out of the list.").format(name=name)
            return f"{said} {self._kept(count)}"
        old = patch.before["name"]
        said = self.tr("The outlet ‘{old}’ is called ‘{new}’ now.").format(old=old, new=name)
        return " ".join(filter(None, (said, self._following(count), self._asking_still(old, name))))

    def _kept(self, count: int) -> str:
        if count > 1:
            return self.tr("{count} reviews still have it.").format(count=f"{count:,}")
        return self.tr("1 review still has it.") if count else self.tr("No review has it.")

    def _following(self, count: int) -> str:
        if count > 1:
            return self.tr("Its {count} reviews follow.").format(count=f"{count:,}")
        return self.tr("Its review follows.") if count else ""

    def _asking_still(self, old: str, new: str) -> str:
        """Name the saved searches that ask for the former name."""
        asking = [
            each.name
            for each in SavedSearches(self._archive).all()
            if any(isinstance(piece, Term) and asks_only_for(piece, old, new) for piece in each.query.pieces)
        ]
        if not asking:
            return ""
        return self.tr("Saved searches that still ask for the old name: ‘{names}’.").format(names="’, ‘".join(asking))
