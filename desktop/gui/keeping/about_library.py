"""About this library: where it lies, how much it holds, whether it is sound, and its backups."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.saving import stamp
from desktop.core.text import size_words
from desktop.gui.as_written import Label, as_tip
from desktop.gui.courier import Courier
from desktop.gui.keeping.care import LOOKED_OVER
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.moments import full_moment_words
from desktop.gui.theme import current_theme, set_look
from desktop.services.archive import Archive
from desktop.services.jobs import JobRunner
from desktop.services.keeping import Counts, backups_of, database_size, is_doubted
from desktop.services.readable import wants_copies


class AboutLibraryDialog(QDialog):
    """The dialog; ``verify_requested``, ``backups_requested`` and ``copying_requested`` follow its buttons, which close it.

    ``copies_wanted(bool)`` follows its switch for readable copies.
    """

    backups_requested = Signal()
    verify_requested = Signal()
    copying_requested = Signal()
    copies_wanted = Signal(bool)

    def __init__(self, archive: Archive, jobs: JobRunner, now: datetime, parent: QWidget | None = None) -> None:
        """Make the dialog for an open library; moments are told in the time zone of ``now``.

        What it holds is counted on the thread of ``jobs`` that answers, which closing the dialog breaks off.
        """
        super().__init__(parent)
        self._archive, self._now = archive, now
        self._courier = Courier(self)
        self._asking = Asking(jobs, self._courier, self, within=archive.breakable)
        self._asking.failed.connect(self._on_asking_failed)
        self.finished.connect(self._asking.drop)
        self.finished.connect(self._courier.close)
        self.setWindowTitle(self.tr("About this library"))
        heading = Label(archive.root.name, self)
        heading.setWordWrap(True)
        set_look(heading, "part")
        self.verify_button = QPushButton(self.tr("&Verify"), self)
        self.backups_button = QPushButton(self.tr("&Backups…"), self)
        self.copy_button = QPushButton(self.tr("Copy or Move &To…"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setDefault(True)
        self.verify_button.clicked.connect(lambda: self._leave(self.verify_requested))
        self.backups_button.clicked.connect(lambda: self._leave(self.backups_requested))
        self.copy_button.clicked.connect(lambda: self._leave(self.copying_requested))
        self.close_button.clicked.connect(self.reject)
        facts = QFormLayout()
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(8)
        self._values: dict[str, Label] = {}
        for name, words in self._facts():
            label, value = Label(name, self), Label(words, self)
            set_look(label, "muted")
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            facts.addRow(label, value)
            self._values[name] = value
        self._asking.ask(Kind.COUNTS, archive.counts, self._show_counts)
        self.copies = QCheckBox(self.tr("Keep a readable &copy of every review (Markdown)"), self)
        self.copies.setChecked(wants_copies(archive.library))
        self.copies.setDisabled(archive.library.read_only)
        self.copies.setToolTip(
            self.tr("In the folder “readable”. They read without Matinee, and a lost library is made of them.")
        )
        self.copies.toggled.connect(self.copies_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.verify_button)
        buttons.addWidget(self.backups_button)
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(heading)
        column.addLayout(facts)
        column.addWidget(self.copies)
        column.addLayout(buttons)
        self.setMinimumWidth(min(current_theme().length(460), 900))

    @property
    def facts(self) -> dict[str, str]:
        """What the dialog tells, by name."""
        return {name: value.text() for name, value in self._values.items()}

    def _show_counts(self, counts: Counts) -> None:
        pictures = f"{counts.images:,} · {size_words(counts.bytes)}" if counts.images else "0"
        told = (f"{counts.reviews:,}", f"{counts.works:,}", f"{counts.people:,}", pictures)
        for name, words in zip(self._counted(), told, strict=True):
            self._values[name].setText(words)

    def _on_asking_failed(self, sentence: str) -> None:
        for name in self._counted():
            self._values[name].setText(self.tr("not known"))
            self._values[name].setToolTip(as_tip(sentence))

    def _counted(self) -> tuple[str, ...]:
        return self.tr("Reviews"), self.tr("Films and other works"), self.tr("People"), self.tr("Pictures")

    def _facts(self) -> list[tuple[str, str]]:
        archive = self._archive
        backups = backups_of(archive.root)
        last = self.tr("none yet")
        if backups:
            last = self.tr("{when} · {count:,} in all, {size}").format(
                when=full_moment_words(stamp(backups[0].at), self._now),
                count=len(backups),
                size=size_words(sum(backup.size for backup in backups)),
            )
        return [
            (self.tr("Folder"), str(archive.root)),
            *((name, self.tr("Counting…")) for name in self._counted()),
            (self.tr("Database"), size_words(database_size(archive.root))),
            (self.tr("Looked over"), self._looked_over()),
            (self.tr("Last backup"), last),
        ]

    def _looked_over(self) -> str:
        if is_doubted(self._archive.root):
            return self.tr("found damaged; Verify tells more")
        last = self._archive.recall(LOOKED_OVER)
        return self.tr("sound {when}").format(when=full_moment_words(last, self._now)) if last else self.tr("not yet")

    def _leave(self, signal: SignalInstance) -> None:
        self.reject()
        signal.emit()
