"""The parts list's model: the fixed pages of a review, then its parts in print order, under quiet headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from desktop.core.article import Article
from desktop.core.by_part import ByPart
from desktop.core.printing import cards_of, expand, is_printed, words_of
from desktop.core.review import Part, PartKind
from desktop.gui.widgets.dragged_row import DraggedRow, steps_between

Index = QModelIndex | QPersistentModelIndex
KEY_ROLE = Qt.ItemDataRole.UserRole
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
QUIET_ROLE = Qt.ItemDataRole.UserRole + 2
HEADING_ROLE = Qt.ItemDataRole.UserRole + 3

HEADLINE, FACTS, PEOPLE, PUBLISHING = "headline", "facts", "people", "publishing"
"""Keys of the fixed pages; every other key is the id of a part."""
FIXED_PAGES = (HEADLINE, FACTS, PEOPLE, PUBLISHING)
_DRAGGED = DraggedRow("application/x-matinee-part")

_WRITTEN = frozenset({PartKind.TEXT, PartKind.GALLERY, PartKind.PULL_QUOTE})


def _tr(text: str) -> str:
    return QCoreApplication.translate("Outline", text)


def kind_name(kind: PartKind) -> str:
    """Return what a part of this kind is called."""
    names = {
        PartKind.TEXT: _tr("Text"),
        PartKind.FACTS: _tr("Facts box"),
        PartKind.RELEASE: _tr("Release date"),
        PartKind.WHERE: _tr("Where to watch"),
        PartKind.TRAILER: _tr("Trailer"),
        PartKind.DIRECTOR: _tr("Director"),
        PartKind.CAST: _tr("Cast"),
        PartKind.CREW: _tr("Crew"),
        PartKind.GALLERY: _tr("Gallery"),
        PartKind.PULL_QUOTE: _tr("Pull quote"),
        PartKind.RATING: _tr("Rating box"),
        PartKind.CONTENT_NOTES: _tr("Content notes"),
    }
    return names[kind]


def part_name(article: Article, part: Part) -> str:
    """Return what a part is called in lists: its printed heading, else its role or kind."""
    heading = expand(part.heading, article)
    if heading:
        return heading
    if part.kind is PartKind.TEXT:
        names = {
            "intro": _tr("Introduction"),
            "plot": _tr("Plot"),
            "analysis": _tr("Analysis"),
            "verdict": _tr("Verdict"),
            "spoiler": _tr("Spoilers"),
            "custom": _tr("Text"),
        }
        return names[part.role.value]
    return kind_name(part.kind)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a page or part (``key``), or a heading between them (no key)."""

    key: str
    name: str
    detail: str = ""
    quiet: bool = False
    spoken: str = ""


def rows_of(article: Article, part_rows: Callable[[Article], tuple[Row, ...]] | None = None) -> tuple[Row, ...]:
    """Return the rows of the parts list for an article; ``part_rows`` makes those of the parts, if it remembers them."""
    people = len(article.work.credits)
    rows = [
        Row(HEADLINE, _tr("Headline")),
        Row(FACTS, _tr("Facts")),
        Row(PEOPLE, _tr("People"), str(people or "")),
        Row(PUBLISHING, _tr("Publishing")),
    ]
    written: bool | None = None
    made = part_rows(article) if part_rows else tuple(_part_row(article, part) for part in article.review.parts)
    for part, row in zip(article.review.parts, made, strict=True):
        if (part.kind in _WRITTEN) is not written:
            written = part.kind in _WRITTEN
            rows.append(Row("", _tr("Text") if written else _tr("From the facts")))
        rows.append(row)
    return tuple(rows)


def _part_row(article: Article, part: Part) -> Row:
    name, detail = part_name(article, part), ""
    if part.hidden:
        detail = _tr("hidden")
    elif part.kind is PartKind.TEXT:
        detail = str(words_of(article, part) or "")
    elif part.kind is PartKind.GALLERY:
        detail = _tr("{count} stills").format(count=len(part.images)) if part.images else ""
    elif part.kind in (PartKind.DIRECTOR, PartKind.CAST, PartKind.CREW):
        detail = str(len(cards_of(article, part.kind)) or "")
    printed = is_printed(article, part)
    spoken = ", ".join(filter(None, (name, kind_name(part.kind), detail, "" if printed else _tr("prints nothing yet"))))
    return Row(part.id, name, detail, not printed, spoken)


class OutlineModel(QAbstractListModel):
    """The rows of the parts list; changes that keep the rows in place repaint, others reset them.

    ``dragged(key, steps)`` says that a part was dropped elsewhere; the session moves it, not the list.
    """

    dragged = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a list without rows."""
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._part_rows = ByPart(_part_row)

    def show(self, article: Article) -> None:
        """Show the parts of an article."""
        rows, before = rows_of(article, self._part_rows.of), self._rows
        if [row.key or row.name for row in rows] != [row.key or row.name for row in before]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        self._rows = rows
        changed = [at for at, row in enumerate(rows) if row != before[at]]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def keys(self) -> list[str]:
        """Return the keys of pages and parts in order."""
        return [row.key for row in self._rows if row.key]

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a page or part; an invalid one where there is none."""
        return next((self.index(at) for at, row in enumerate(self._rows) if row.key == key), QModelIndex())

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows, headings included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, the small detail, or the sentence a screen reader says."""
        row = self._rows[index.row()]
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: row.name,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken or ", ".join(filter(None, (row.name, row.detail))),
            KEY_ROLE: row.key,
            DETAIL_ROLE: row.detail,
            QUIET_ROLE: row.quiet,
            HEADING_ROLE: not row.key,
        }
        return answers.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen; parts can be dragged between other rows."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        key = self._rows[index.row()].key
        if not key:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if key in FIXED_PAGES else flags | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Take moves."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Take parts only."""
        return [_DRAGGED.kind]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the id of the dragged part."""
        return _DRAGGED.carrying(self._rows[indexes[0].row()].key if indexes else "")

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Tell where a part was dropped; the view must not remove its row, so this is never a success to it."""
        key = _DRAGGED.carried(data)
        parts = [each.key for each in self._rows if each.key and each.key not in FIXED_PAGES]
        if action != Qt.DropAction.MoveAction or key not in parts:
            return False
        below = row if row >= 0 else (parent.row() if parent.isValid() else len(self._rows))
        to = sum(each.key in parts for each in self._rows[:below])
        if steps := steps_between(parts.index(key), to):
            self.dragged.emit(key, steps)
        return False
