"""Everybody as an item model: who stands in which row is known, the lines come in pages as they are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.core.person import Person
from desktop.gui.as_written import as_tip
from desktop.gui.ledger.listing import PeopleListing
from desktop.gui.paged_rows import PAGE, PagedRows
from desktop.gui.people.sentences import review_count_words
from desktop.services.people import PersonLine

Index = QModelIndex | QPersistentModelIndex

LINE_ROLE = Qt.ItemDataRole.UserRole
"""The :class:`PersonLine` itself, None while it is on its way."""


class Column(IntEnum):
    """The columns of the list, in order."""

    NAME = 0
    REVIEWS = 1


class PeopleModel(QAbstractTableModel):
    """People in a table of name and number of reviews. ``pages_wanted(numbers)`` asks for lines that came into sight."""

    pages_wanted = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._listing = PeopleListing()
        self._pages: PagedRows[PersonLine] = PagedRows(self.pages_wanted.emit)

    @property
    def listing(self) -> PeopleListing:
        """The listing that is shown."""
        return self._listing

    def show(self, listing: PeopleListing) -> None:
        """Show another listing."""
        self.beginResetModel()
        self._listing = listing
        self._pages.show(listing.pages)
        self.endResetModel()

    def add_pages(self, listing: PeopleListing, pages: Mapping[int, Sequence[PersonLine]]) -> None:
        """Hold more lines of the listing; those of another one are passed over."""
        if listing is self._listing:
            self._pages.add(pages)
            for number in pages:
                last = min((number + 1) * PAGE, len(listing.ids)) - 1
                self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(Column) - 1))

    def follow(self, person: Person) -> None:
        """Show a person's line as the person stands now, if it is here."""
        row = self.row_of(person.id)
        if row >= 0 and self._pages.is_here(row) and (line := self._pages.at(row)) is not None:
            changed = replace(
                line,
                name=person.name,
                native_name=person.native_name,
                disambiguator=person.disambiguator,
                has_bio=any(bio.text for bio in person.bios),
            )
            self._pages.replace(row, changed)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def id_at(self, row: int) -> str:
        """Return who stands in a row, whether the line is here or not."""
        return self._listing.ids[row]

    def beside(self, person_id: str, *but: str) -> str:
        """Return who stands after somebody in the list, or before the last one; nothing where nobody else is there.

        Those named in ``but`` are passed over.
        """
        row, ids = self.row_of(person_id), self._listing.ids
        others = (*ids[row + 1 :], *reversed(ids[: max(0, row)]))
        return next((each for each in others if each not in but), "")

    def line(self, row: int) -> PersonLine | None:
        """Return the line of a row; where it is not here, ask for it and return None."""
        return self._pages.at(row)

    def row_of(self, person_id: str) -> int:
        """Return the number of a person's row, -1 where they are not in the list."""
        return self._listing.places.get(person_id, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many people there are, here or not."""
        return 0 if parent is not None and parent.isValid() else len(self._listing.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words over a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Name"), self.tr("Reviews"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, or how it is read; nothing yet for a line that is on its way."""
        line, name = self.line(index.row()), index.column() == Column.NAME
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.label if name else f"{line.reviews:,}" if line.reviews else ""
            case Qt.ItemDataRole.ToolTipRole if name:
                return as_tip(" · ".join(filter(None, (line.label, line.native_name))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.sentence(line) if name else review_count_words(line.reviews)
            case Qt.ItemDataRole.TextAlignmentRole if not name:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case _ if role == LINE_ROLE:
                return line
        return None

    def sentence(self, line: PersonLine) -> str:
        """Return a person as a screen reader says the row."""
        bio = "" if line.has_bio else self.tr("no bio")
        return ", ".join(filter(None, (line.label, line.native_name, review_count_words(line.reviews), bio)))
