"""A dialog that makes a library in another place: what is known of it, where it goes and whether there is room, how it ended."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.text import size_words
from desktop.gui.as_written import Label
from desktop.gui.courier import Courier
from desktop.gui.theme import current_theme, set_look
from desktop.services.jobs import Job, JobRunner


class MakingElsewhereDialog(QDialog):
    """The dialog; closing it calls off what is running, and it is always as high as its words need."""

    def __init__(self, title: str, jobs: JobRunner, parent: QWidget | None = None) -> None:
        """Make the dialog called ``title``, whose work is done by ``jobs``; nothing is laid out yet."""
        super().__init__(parent)
        self._jobs, self._courier = jobs, Courier(self)
        self._job: Job | None = None
        self._where, self._room, self._told = (Label(parent=self) for _ in range(3))
        self.setWindowTitle(title)

    def told(self) -> str:
        """Return what was told last."""
        return self._told.text()

    def reject(self) -> None:
        """Call off what is running, of which nothing is left, and close."""
        if self._job is not None:
            self._job.cancel()
        self._courier.close()
        super().reject()

    def _lay_out(self, about: str, facts: Iterable[tuple[str, Label | QLayout]], below: Iterable[QWidget | QLayout]) -> None:
        """Lay out the title, what it is ``about``, the ``facts`` with the room under them, what is told, and ``below``."""
        heading, muted = Label(self.windowTitle(), self), Label(about, self)
        set_look(heading, "part")
        set_look(muted, "muted")
        set_look(self._room, "caption")
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        for words, value in (*facts, ("", self._room)):
            name = Label(words, self)
            set_look(name, "muted")
            if isinstance(value, Label):
                value.setWordWrap(True)
            form.addRow(name, value)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(heading)
        for label in (muted, self._told):
            label.setWordWrap(True)
        column.addWidget(muted)
        column.addLayout(form)
        column.addWidget(self._told)
        for each in below:
            if isinstance(each, QLayout):
                column.addLayout(each)
            else:
                column.addWidget(each)
        self.setMinimumWidth(min(current_theme().length(600), 960))

    def _where_to(self, choose: QPushButton) -> QHBoxLayout:
        """Return where it goes as a row, with the button that asks for another place."""
        self._where.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._where, 1)
        row.addWidget(choose, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _fit(self) -> None:
        """Be as wide and as high as the words now need."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(self.width(), layout.totalMinimumSize().width())
            self.resize(width, layout.totalHeightForWidth(width))

    def _free_words(self, folder: Path) -> tuple[str, bool]:
        """Return how much is free in ``folder``, or why nothing can be put there, and whether it can."""
        try:
            return self.tr("{size} are free there.").format(size=size_words(shutil.disk_usage(folder).free)), True
        except OSError as error:
            return self.tr("{folder} cannot be used ({reason}).").format(folder=folder, reason=error.strerror), False
