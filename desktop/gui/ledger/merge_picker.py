"""Asks with whom the person shown is to be merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.core.person import Person
from desktop.gui.people.sentences import review_count_words
from desktop.gui.widgets.completing import CompletingField
from desktop.gui.widgets.completion import Completion, LookUp
from desktop.services.archive import PersonRow


class MergePicker(QDialog):
    """A line that completes people by any spelling; ``chosen(person)`` follows the choice of one."""

    chosen = Signal(object)

    def __init__(self, whom: Person, find: Callable[[str], Sequence[PersonRow]], parent: QWidget | None = None) -> None:
        """Ask for somebody other than ``whom``."""
        super().__init__(parent)
        self._whom = whom
        self.setWindowTitle(self.tr("Merge People"))
        label = self.tr("Merge {name} with").format(name=whom.name)
        self.field = CompletingField(label, LookUp(find, self._rows), self, say=lambda person: str(person.name))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self.field)
        column.addWidget(buttons)
        self.field.changed.connect(self._on_field_changed)
        self.resize(440, 160)
        self.field.editor().setFocus()

    def _rows(self, _text: str, found: Sequence[PersonRow]) -> list[Completion]:
        others = [row for row in found if row.person.id != self._whom.id]
        known = [", ".join(filter(None, (row.last_work, review_count_words(row.review_count)))) for row in others]
        return [Completion(row.person, _told_apart(row.person), words) for row, words in zip(others, known, strict=True)]

    def _on_field_changed(self, person: Person | None) -> None:
        if person is not None:
            self.accept()
            self.chosen.emit(person)


def _told_apart(person: Person) -> str:
    """Return a name as a picker shows it: told apart from others of the same name, with the native name."""
    label = f"{person.name} ({person.disambiguator})" if person.disambiguator else person.name
    return " · ".join(filter(None, (label, person.native_name)))
