"""What an import did, as the window tells it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.gui.as_written import Label
from desktop.gui.theme import current_theme, set_look
from desktop.services.importing import Arrival, BroughtIn, Report

_ID_ROLE = Qt.ItemDataRole.UserRole


def _tr(text: str) -> str:
    return QCoreApplication.translate("Importing", text)


def arrival_words(arrival: Arrival) -> str:
    """Return what became of a review, in a few words."""
    words = {
        Arrival.NEW: _tr("came in"),
        Arrival.THERE: _tr("was there already"),
        Arrival.REPLACED: _tr("took the place of what was there"),
    }
    return words[arrival]


def summary_of(report: Report) -> str:
    """Return one sentence about an import, for a toast or over the list."""
    if len(report.brought) == 1 and not report.refused:
        only = report.brought[0]
        return f"‘{only.headline or only.path.name}’ {arrival_words(only.arrival)}."
    told = []
    for arrival in Arrival:
        count = sum(each.arrival is arrival for each in report.brought)
        if count:
            reviews = _tr("1 review") if count == 1 else _tr("{count} reviews").format(count=count)
            told.append(f"{reviews} {arrival_words(arrival)}")
    if report.refused:
        count = len(report.refused)
        told.append(_tr("1 file was left alone") if count == 1 else _tr("{count} files were left alone").format(count=count))
    return "; ".join(told) + "." if told else _tr("There was nothing to bring in.")


def needs_showing(report: Report) -> bool:
    """Say whether there is more to tell than a toast can: anything refused or read otherwise than written, or several reviews."""
    return bool(report.refused or report.notes) or len(report.brought) != 1


class ImportReportDialog(QDialog):
    """What an import did: the reviews with what became of each, then what was refused and why, and other remarks.

    ``review_opened(id)`` follows Enter or a double click on a review, which closes the dialog.
    """

    review_opened = Signal(str)

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        """Make the dialog of a report."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import"))
        self._summary = Label(summary_of(report), self)
        self._summary.setWordWrap(True)
        set_look(self._summary, "part")
        self.list = QListWidget(self)
        set_look(self.list, "sheet")
        self.list.setAccessibleName(self.tr("What became of each file"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for brought in report.brought:
            self._add_review(brought)
        for sentence in report.refused:
            self._add_line(self.tr("Left alone"), sentence)
        for sentence in report.notes:
            self._add_line(self.tr("Note"), sentence)
        self.open_button = QPushButton(self.tr("Open"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(self._summary)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        theme = current_theme()
        self.resize(min(theme.length(620), 1200), min(theme.length(420), 760))
        self.list.itemActivated.connect(self._open)
        self.list.currentItemChanged.connect(self._on_list_current_item_changed)
        self.open_button.clicked.connect(lambda: self._open(self.list.currentItem()))
        self.close_button.clicked.connect(self.accept)
        self.list.setCurrentRow(0)
        self._on_list_current_item_changed(self.list.currentItem())

    def summary(self) -> str:
        """Return the sentence over the list."""
        return self._summary.text()

    def lines(self) -> list[str]:
        """Return the lines of the list."""
        return [self.list.item(at).text() for at in range(self.list.count())]

    def _add_review(self, brought: BroughtIn) -> None:
        title = brought.headline or self.tr("Untitled")
        item = QListWidgetItem(f"{title} · {arrival_words(brought.arrival)} · {brought.path.name}", self.list)
        item.setData(_ID_ROLE, brought.review_id)

    def _add_line(self, kind: str, sentence: str) -> None:
        QListWidgetItem(f"{kind} · {sentence}", self.list)

    def _open(self, item: QListWidgetItem | None) -> None:
        review_id = item.data(_ID_ROLE) if item is not None else None
        if review_id:
            self.review_opened.emit(review_id)
            self.accept()

    def _on_list_current_item_changed(self, item: QListWidgetItem | None) -> None:
        self.open_button.setEnabled(item is not None and bool(item.data(_ID_ROLE)))
