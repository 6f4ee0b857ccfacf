"""The fields of what a person did on this film: job, characters, and the name as printed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.review import Card
from desktop.core.text import tidy_line
from desktop.core.vocabulary import JOBS
from desktop.core.work import CAST_JOBS, Credit, Job
from desktop.gui.editor.field_grid import FULL, HALF, FieldGrid
from desktop.gui.people.credit_edits import CreditEdits
from desktop.gui.people.group import Group
from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.choices import CheckField, ChoiceField
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.lines import LineField


class CreditGroup(Group):
    """Edits the credit, which every review of the film shares, and whether this review prints its card."""

    def __init__(self, edits: CreditEdits, parent: QWidget | None = None) -> None:
        """Follow the credit of ``edits``."""
        super().__init__("", parent)
        self._edits = edits
        self.heading.setText(self.tr("On this film"))
        self.setAccessibleName(self.heading.text())
        self.credited_as = LineField(self.tr("Print as"), self)
        self.job = ChoiceField(self.tr("Job"), [(Job(job.key), job.names[0][0]) for job in JOBS], self)
        self.job_text = LineField(self.tr("Job in words"), self)
        self.characters = ChipsField(self.tr("Characters"), lambda _text: (), self, read=lambda text: tidy_line(text) or None)
        self.printed = CheckField(self.tr("Print this card"), self)
        self.uncredited = CheckField(self.tr("Uncredited"), self)
        grid = FieldGrid(self)
        for field, wide in (
            (self.credited_as, HALF),
            (self.job, HALF),
            (self.job_text, FULL),
            (self.characters, FULL),
            (self.printed, HALF),
            (self.uncredited, HALF),
        ):
            grid.add(field, wide)
        self.column.addWidget(grid)
        self._connect()

    def _connect(self) -> None:
        edits = self._edits
        self.credited_as.changed.connect(
            lambda text: edits.change_credit(self.tr("Print as"), "credited_as", typing=True, credited_as=text)
        )
        self.credited_as.finished.connect(self._on_credited_as_finished)
        self.job.changed.connect(self._on_job_changed)
        self.job_text.changed.connect(
            lambda text: edits.change_credit(self.tr("Job in words"), "job_text", typing=True, job_text=text)
        )
        self.job_text.finished.connect(self._on_job_text_finished)
        self.characters.changed.connect(lambda names: edits.change_credit(self.tr("Characters"), "characters", characters=names))
        self.printed.changed.connect(lambda on: edits.change_card(self.tr("Print this card"), "printed", printed=on))
        self.uncredited.changed.connect(lambda on: edits.change_credit(self.tr("Uncredited"), "uncredited", uncredited=on))

    def fields(self) -> dict[str, Field]:
        """Return the fields by the name that places give them."""
        return {
            "credited_as": self.credited_as,
            "job": self.job,
            "job_text": self.job_text,
            "characters": self.characters,
            "printed": self.printed,
            "uncredited": self.uncredited,
        }

    def show_credit(self, credit: Credit, card: Card, house_name: str) -> None:
        """Show a credit and its card."""
        self.credited_as.set_value(credit.credited_as)
        self.credited_as.line().setPlaceholderText(house_name)
        self.job.set_value(credit.job)
        self.job_text.set_value(credit.job_text)
        self.characters.set_value(credit.characters)
        self.printed.set_value(card.printed)
        self.uncredited.set_value(credit.uncredited)
        self.job_text.setVisible(credit.job is Job.OTHER)
        self.characters.setVisible(credit.job in CAST_JOBS or bool(credit.characters))

    def _on_job_changed(self, job: Any) -> None:
        values: dict[str, Any] = {"job": job} if job is Job.OTHER else {"job": job, "job_text": ""}
        self._edits.change_credit(self.tr("Job"), "job", **values)

    def _on_credited_as_finished(self) -> None:
        self._edits.tidy_credit(self.tr("Print as"), "credited_as", credited_as=tidy_line(self.credited_as.value()))

    def _on_job_text_finished(self) -> None:
        self._edits.tidy_credit(self.tr("Job in words"), "job_text", job_text=tidy_line(self.job_text.value()))
