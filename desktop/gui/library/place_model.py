"""The places as rows: the ordinary ones first, then groups that fold; each place is a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.core.finding import Key, Operator, Query, Term
from desktop.core.review import Status
from desktop.services.archive import Facet, Tally
from desktop.services.saved_searches import SavedSearch

Index = QModelIndex | QPersistentModelIndex

ALL = "all"
DUE = "due"
EMBARGOED = "embargoed"
TRASH = "trash"
"""The keys of the places that are no status; the others' keys are the values of :class:`Status`."""

KEY_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
HEADING_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether a row is the heading of a group: ``open``, ``folded``, or nothing for a place."""

PLACES: Mapping[str, Query] = {
    ALL: Query(),
    **{status.value: Query((Term(Key.STATUS, Operator.BEGINS, status.value),)) for status in Status},
    DUE: Query((Term(Key.DUE, Operator.BEGINS, "week"),)),
    EMBARGOED: Query((Term(Key.IS, Operator.BEGINS, "embargoed"),)),
    TRASH: Query((Term(Key.IS, Operator.BEGINS, "trashed"),)),
}
"""What each ordinary place looks for."""

_ALWAYS = frozenset({ALL, Status.DRAFT.value, DUE, Status.PUBLISHED.value, TRASH})


class Group(StrEnum):
    """A group of places; its value is that of the kind of tally it shows, or ``saved``."""

    SAVED = "saved"
    OUTLETS = Facet.OUTLETS.value
    TAGS = Facet.TAGS.value
    YEARS = Facet.YEARS.value
    DIRECTORS = Facet.DIRECTORS.value
    RATINGS = Facet.RATINGS.value


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: a place with its query, or the heading of a group, which has none."""

    key: str
    name: str
    query: Query | None = None
    count: int | None = None
    group: Group | None = None


class PlacesModel(QAbstractListModel):
    """The rows. ``renamed(key, name)`` carries another name for a saved search or an outlet.

    A status without a review is left out unless it is one of the ordinary ones, and so is what a group does not have any more.
    An outlet without a review stays, for it is offered.
    """

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold the ordinary places, all empty, and the groups, folded."""
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self._current = ALL
        self._members: dict[Group, Sequence[Entry]] = {}
        self._open: frozenset[Group] = frozenset()
        self._held = False
        self._entries = self._made()

    def hold(self, *, held: bool) -> None:
        """Leave the rows as they are while a name is typed in one of them; what came meanwhile is shown after that."""
        self._held = held
        self._refresh()

    def show(self, counts: Mapping[str, int], current: str) -> None:
        """Hold other counts of the ordinary places, by key; ``current`` stays even where it is empty."""
        self._counts, self._current = counts, current
        self._refresh()

    def show_group(self, group: Group, tallies: Sequence[Tally]) -> None:
        """Hold what a group has now."""
        names = {str(stars): self._stars(stars) for stars in range(6)} | {"unrated": self.tr("Not rated")}
        named = names if group is Group.RATINGS else {}
        self._members[group] = [
            Entry(f"{group.value}:{tally.label}", named.get(tally.label, tally.label), tally.query, tally.count, group)
            for tally in tallies
            if tally.count or group is Group.OUTLETS
        ]
        self._refresh()

    def show_saved(self, searches: Sequence[tuple[SavedSearch, int]]) -> None:
        """Hold the saved searches, each with how many reviews it finds."""
        group = Group.SAVED
        self._members[group] = [Entry(f"saved:{each.id}", each.name, each.query, count, group) for each, count in searches]
        self._refresh()

    def open(self, groups: frozenset[Group]) -> None:
        """Unfold these groups and fold the others."""
        self._open = groups
        self._refresh()

    @property
    def open_groups(self) -> frozenset[Group]:
        """The groups that are unfolded."""
        return self._open

    def keys(self) -> Sequence[str]:
        """Return the keys of the places shown, in order, without the headings."""
        return tuple(entry.key for entry in self._entries if entry.query is not None)

    def entry(self, key: str) -> Entry | None:
        """Return a place or heading, shown or folded away; None where it is gone."""
        every = (*self._entries, *(entry for members in self._members.values() for entry in members))
        return next((entry for entry in every if entry.key == key), None)

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a place; an invalid one where it is not shown."""
        return next((self.index(at, 0) for at, entry in enumerate(self._entries) if entry.key == key), QModelIndex())

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Saved searches and outlets can be renamed where they stand."""
        flags = super().flags(index)
        kept = self._entries[index.row()].key.startswith((f"{Group.SAVED}:", f"{Group.OUTLETS}:"))
        return flags | Qt.ItemFlag.ItemIsEditable if kept else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Pass another name on; it is shown once it is stored."""
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.EditRole and str(value).strip() and value != entry.name:
            self.renamed.emit(entry.key, str(value))
        return False

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a place's name, key or count, and how it is read."""
        entry = self._entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return entry.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._said(entry)
            case _ if role == KEY_ROLE:
                return entry.key
            case _ if role == COUNT_ROLE:
                return entry.count
            case _ if role == HEADING_ROLE and entry.query is None:
                return "open" if entry.group in self._open else "folded"
        return None

    def _said(self, entry: Entry) -> str:
        if entry.query is None:
            return f"{entry.name}, " + (self.tr("unfolded") if entry.group in self._open else self.tr("folded"))
        count = entry.count or 0
        return f"{entry.name}, " + (self.tr("1 review") if count == 1 else self.tr("{count} reviews").format(count=count))

    def _refresh(self) -> None:
        if self._held:
            return
        entries = self._made()
        if [entry.key for entry in entries] != [entry.key for entry in self._entries]:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()
        else:
            self._entries = entries
            self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, 0))

    def _made(self) -> list[Entry]:
        entries = [
            Entry(key, name, PLACES[key], self._counts.get(key, 0))
            for key, name in self._names().items()
            if key in _ALWAYS or self._counts.get(key) or key == self._current
        ]
        for group, name in self._group_names().items():
            if group is not Group.SAVED or self._members.get(group):
                entries.append(Entry(f"group:{group.value}", name, group=group))
                entries += self._members.get(group, ()) if group in self._open else ()
        return entries

    def _stars(self, stars: int) -> str:
        return "★" * stars if stars else self.tr("Below one star")

    def _group_names(self) -> dict[Group, str]:
        return {
            Group.SAVED: self.tr("Saved searches"),
            Group.OUTLETS: self.tr("Outlets"),
            Group.TAGS: self.tr("Tags"),
            Group.YEARS: self.tr("Years"),
            Group.DIRECTORS: self.tr("Directors"),
            Group.RATINGS: self.tr("Ratings"),
        }

    def _names(self) -> dict[str, str]:
        return {
            ALL: self.tr("All reviews"),
            Status.IDEA.value: self.tr("Ideas"),
            Status.DRAFT.value: self.tr("Drafts"),
            DUE: self.tr("Due this week"),
            EMBARGOED: self.tr("Embargoed"),
            Status.READY.value: self.tr("Ready"),
            Status.FILED.value: self.tr("Filed"),
            Status.PUBLISHED.value: self.tr("Published"),
            Status.SPIKED.value: self.tr("Spiked"),
            TRASH: self.tr("Trash"),
        }
