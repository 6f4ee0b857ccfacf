"""The reviews as a model that never holds them all: pages of rows, fetched as they come into sight, the oldest let go.

Nothing is sorted here: the order is part of the question, and the library answers it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.core.languages import language_name
from desktop.core.zoned_words import due_words, in_short
from desktop.gui.as_written import as_tip
from desktop.gui.library.columns import COLUMNS, Column, column_of
from desktop.gui.library.moments import moment_words
from desktop.gui.library.pages import Listing, Question
from desktop.gui.paged_rows import PAGE, PagedRows
from desktop.gui.words import status_name
from desktop.services.archive import Found, ReviewRow

Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]

COLUMN_AT = tuple(Column)
"""The columns by their numbers."""

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The :class:`ReviewRow` itself, None while it is on its way."""
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 2
"""The quiet second line: ``(words, marks)``, the marks being places (from, to) of what was searched for."""

_MARKS = str.maketrans("", "", '“”«»"')
"""Quotation marks: a headline that is the title between them says nothing new."""


class ReviewTable(QAbstractTableModel):
    """Reviews in a table. ``pages_wanted(numbers)`` asks for rows that came into sight, ``sort_wanted()`` for another order."""

    pages_wanted = Signal(list)
    sort_wanted = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        """Make an empty table; ``clock`` tells the present moment with its time zone."""
        super().__init__(parent)
        self._clock = clock
        self._listing = Listing(Question())
        self._pages: PagedRows[Found] = PagedRows(self.pages_wanted.emit)
        self._sample = ""
        self._sorting = (Column.CHANGED, Qt.SortOrder.DescendingOrder)

    @property
    def listing(self) -> Listing:
        """The listing that is shown."""
        return self._listing

    def show(self, listing: Listing) -> None:
        """Show another listing."""
        self.beginResetModel()
        self._listing = listing
        self._pages.show(listing.pages)
        self.endResetModel()

    def grow(self, count: int) -> None:
        """Have as many rows as were counted, where the first page came before the count."""
        before, counted = self._listing.count, replace(self._listing, count=max(count, self._listing.count), counted=True)
        if counted.count > before:
            self.beginInsertRows(QModelIndex(), before, counted.count - 1)
            self._listing = counted
            self.endInsertRows()
        else:
            self._listing = counted

    def add_pages(self, question: Question, pages: Mapping[int, Sequence[Found]]) -> None:
        """Hold more pages of the listing; those of another one are passed over."""
        if question is not self._listing.question:
            return
        self._pages.add(pages)
        for number in pages:
            last = min((number + 1) * PAGE, self._listing.count) - 1
            self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(Column) - 1))

    def mark_sample(self, review_id: str) -> None:
        """Mark one review as the sample; none for an empty id."""
        self._sample = review_id
        if self._listing.count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._listing.count - 1, 0))

    def rows(self) -> list[ReviewRow]:
        """Return the rows that are here, in order."""
        return [found.row for _at, found in self._pages.here()]

    def found(self, row: int) -> Found | None:
        """Return what stands in a row; where it is not here, ask for it and return None."""
        return self._pages.at(row)

    def row_of(self, review_id: str) -> int:
        """Return the number of a review's row, -1 where it is not among the pages here."""
        return next((at for at, found in self._pages.here() if found.row.id == review_id), -1)

    def is_here(self, row: int) -> bool:
        """Say whether a row is here, without asking for it."""
        return self._pages.is_here(row)

    def sorting(self) -> tuple[Column, Qt.SortOrder]:
        """Return the column and direction that were chosen to sort by."""
        return self._sorting

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order."""
        self._sorting = (Column(column), order)
        self.sort_wanted.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many reviews there are, here or not."""
        return 0 if parent is not None and parent.isValid() else self._listing.count

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are, shown or not."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words over a column, and how they stand."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.column_names()[section] + self._arrow(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[Column(section)].numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or is read as; nothing yet for a row that is on its way."""
        found = self.found(index.row())
        if found is None:
            return ("", ()) if role == DETAIL_ROLE else None
        row, column = found.row, COLUMN_AT[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return as_tip(self.words(row, column))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.sentence(row) if column == Column.TITLE else self._cell_sentence(row, column)
            case _ if role == ROW_ROLE:
                return row
            case _ if role == DETAIL_ROLE:
                return detail_of(found)
        return None

    def sentence(self, row: ReviewRow) -> str:
        """Return a row as a screen reader says it."""
        parts = [
            self.words(row, Column.TITLE),
            self.tr("sample") if row.id == self._sample else "",
            status_name(row.status),
            self.tr("rating {rating}").format(rating=row.rating_text) if row.rating_text else "",
            row.outlet,
            self.tr("due {when}").format(when=self.words(row, Column.DUE)) if row.deadline else "",
            self.embargo_words(row),
            self.tr("1 word") if row.words == 1 else self.tr("{count} words").format(count=row.words),
            self.tr("changed {moment}").format(moment=moment_words(row.modified, self._clock())),
        ]
        return ", ".join(part for part in parts if part)

    def _arrow(self, section: int) -> str:
        used = self._listing.order
        if section != column_of(used.by):
            return ""
        return " ↓" if used.descending else " ↑"

    def column_names(self) -> tuple[str, ...]:
        """Return the names of the columns, in order."""
        return (
            self.tr("Title"),
            self.tr("Status"),
            self.tr("Rating"),
            self.tr("Outlet"),
            self.tr("Due"),
            self.tr("Year"),
            self.tr("Director"),
            self.tr("Byline"),
            self.tr("Language"),
            self.tr("Words"),
            self.tr("Begun"),
            self.tr("Changed"),
        )

    def badge(self, row: ReviewRow) -> str:
        """Return a word behind the title, or nothing."""
        return self.tr("Sample") if row.id == self._sample else ""

    def embargo_words(self, row: ReviewRow) -> str:
        """Return until when a review is under embargo, as its quiet line begins; nothing for none."""
        if row.embargo is None or row.embargo.moment() <= (now := self._clock()):
            return ""
        return self.tr("Embargo until {when}").format(when=in_short(row.embargo, now))

    def is_overdue(self, row: ReviewRow) -> bool:
        """Say whether a text that somebody waits for is past its deadline."""
        return row.deadline is not None and row.status.awaited and row.deadline.moment() <= self._clock()

    def words(self, row: ReviewRow, column: Column) -> str:
        """Return what a cell shows."""
        match column:
            case Column.TITLE:
                return row.label or self.tr("Untitled")
            case Column.STATUS:
                return status_name(row.status)
            case Column.RATING:
                return row.rating_text
            case Column.OUTLET:
                return row.outlet
            case Column.YEAR:
                return str(row.year or "")
            case Column.DIRECTOR:
                return ", ".join(row.directors)
            case Column.BYLINE:
                return row.byline
            case Column.LANGUAGE:
                return language_name(row.language)
            case Column.WORDS:
                return f"{row.words:,}"
            case Column.DUE | Column.CREATED | Column.CHANGED:
                return self._when(row, column)

    def _when(self, row: ReviewRow, column: Column) -> str:
        if column is Column.DUE:
            return due_words(row.deadline, self._clock(), waited_for=row.status.awaited) if row.deadline else ""
        return moment_words(row.created if column is Column.CREATED else row.trashed_at or row.modified, self._clock())

    def _cell_sentence(self, row: ReviewRow, column: Column) -> str:
        name = self.column_names()[column]
        return f"{name}, {self.words(row, column) or self.tr('none')}"


def detail_of(found: Found) -> tuple[str, Marks]:
    """Return the quiet second line of a row, and the places (from, to) of what was searched for."""
    row = found.row
    if found.sentence:
        return found.sentence, found.marks
    if row.headline and _bare(row.headline) not in (_bare(row.label), _bare(row.title)):
        return row.headline, ()
    return ", ".join(row.directors), ()


def _bare(words: str) -> str:
    """Return words without quotation marks and the room that they leave."""
    return " ".join(words.translate(_MARKS).split())
