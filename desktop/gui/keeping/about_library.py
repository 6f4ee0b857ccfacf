"""About this library: where it lies, how much it holds, whether it is sound, and its backups."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.saving import stamp
from desktop.core.text import size_words
from desktop.gui.as_written import Label
from desktop.gui.keeping.care import LOOKED_OVER
from desktop.gui.library.moments import full_moment_words
from desktop.gui.theme import current_theme, set_look
from desktop.services.archive import Archive
from desktop.services.keeping import backups_of, database_size, is_doubted
from desktop.services.readable import wants_copies


class AboutLibraryDialog(QDialog):
    """The dialog; ``verify_requested``, ``backups_requested`` and ``copying_requested`` follow its buttons, which close it.

    ``copies_wanted(bool)`` follows its switch for readable copies.
    """

    backups_requested = Signal()
    verify_requested = Signal()
    copying_requested = Signal()
    copies_wanted = Signal(bool)

    def __init__(self, archive: Archive, now: datetime, parent: QWidget | None = None) -> None:
        """Make the dialog for an open library; moments are told in the time zone of ``now``."""
        super().__init__(parent)
        self._archive, self._now = archive, now
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
        self.facts = dict(self._facts())
        for name, words in self.facts.items():
            label, value = Label(name, self), Label(words, self)
            set_look(label, "muted")
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            facts.addRow(label, value)
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

    def _facts(self) -> list[tuple[str, str]]:
        archive = self._archive
        counts, backups = archive.counts(), backups_of(archive.root)
        pictures = f"{counts.images:,} · {size_words(counts.bytes)}" if counts.images else "0"
        last = self.tr("none yet")
        if backups:
            last = self.tr("{when} · {count:,} in all, {size}").format(
                when=full_moment_words(stamp(backups[0].at), self._now),
                count=len(backups),
                size=size_words(sum(backup.size for backup in backups)),
            )
        return [
            (self.tr("Folder"), str(archive.root)),
            (self.tr("Reviews"), f"{counts.reviews:,}"),
            (self.tr("Films and other works"), f"{counts.works:,}"),
            (self.tr("People"), f"{counts.people:,}"),
            (self.tr("Pictures"), pictures),
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
