"""The line that adds people: type a name, Enter, the next name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.vocabulary import JOBS
from desktop.core.work import Job
from desktop.gui.as_written import Label
from desktop.gui.people.adding import Entry, read_entry
from desktop.gui.people.picker import Pick
from desktop.gui.theme import FIELD_INSET, set_look
from desktop.gui.widgets.choices import ChoiceField
from desktop.gui.widgets.completing import CompletingLine
from desktop.gui.widgets.completion import Completion, LookUp
from desktop.services.archive import PersonRow


class _NameLine(CompletingLine):
    """A completing line from which Down, while it is empty, goes on into the table."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave downwards from the empty line; everything else is typing or the list's."""
        if event.key() == Qt.Key.Key_Down and not self.text().strip() and not self.completion_list().is_open():
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)


class AddLine(QWidget):
    """A name line and the job that the next name is added with.

    ``picked`` carries a :class:`Pick`. The job chosen holds for one name and goes back to Cast; a job typed before the name
    (``d: lee chung-hyun``) is cheaper and needs no choice. ``find`` asks the library for a name, on any thread; ``suggest`` turns
    an entry and what was found into the rows of the list, best first.
    """

    picked = Signal(object)
    left_downwards = Signal()

    def __init__(
        self,
        find: Callable[[str], Sequence[PersonRow]],
        suggest: Callable[[Entry, Sequence[PersonRow]], Sequence[Completion]],
        parent: QWidget | None = None,
    ) -> None:
        """Make the line; ``find`` looks people up by what is typed, ``suggest`` makes completions of those found."""
        super().__init__(parent)
        self._find, self._suggest = find, suggest
        self._language = "en"
        self._complete = LookUp(self._found, self._rows)
        self.line = _NameLine(self._complete, self)
        self.line.setPlaceholderText(self.tr("Type a name to add…"))
        self.line.setAccessibleName(self.tr("Add a person"))
        self._label = Label(self.tr("Add a &person"), self)
        self._label.setBuddy(self.line)
        self.job = ChoiceField(self.tr("&As"), [(Job(job.key), job.names[0][0]) for job in JOBS], self)
        self.job.set_value(Job.CAST)
        self._hint = Label(parent=self)
        self._hint.setText(self.tr("“d:” before a name adds a director, “w:” a writer; a star behind it means top-billed."))
        self.line.setAccessibleDescription(self._hint.text())
        for quiet in (self._label, self._hint):
            set_look(quiet, "caption")
            quiet.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        self._hint.setWordWrap(True)
        self._lay_out()
        self.line.chosen.connect(self._on_line_chosen)
        self.line.returnPressed.connect(self.commit)
        self.line.left_downwards.connect(self.left_downwards)
        self.setFocusProxy(self.line)

    def _lay_out(self) -> None:
        name = QVBoxLayout()
        name.setSpacing(2)
        name.addWidget(self._label)
        name.addWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(name, 3)
        row.addWidget(self.job, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._hint)

    def set_language(self, language: str) -> None:
        """Understand jobs typed in this language too."""
        self._language = language

    def entry(self) -> Entry:
        """Return what the line says now."""
        return read_entry(self.line.text(), self.job.value(), self._language)

    def commit(self) -> None:
        """Add what the line says: the row that is current in its list, or else the first that would be."""
        self.line.catch_up()
        if self.line.completion_list().pick_current():
            return
        rows = self._complete(self.line.text()) if self.line.text().strip() else ()
        if rows:
            self._on_line_chosen(rows[0])

    def clear(self) -> None:
        """Make ready for the next name."""
        self.line.set_text("")
        self.job.set_value(Job.CAST)

    def _found(self, text: str) -> Sequence[PersonRow]:
        name = read_entry(text, Job.CAST, self._language).name  # on any thread, so that no widget is asked for the job
        return self._find(name) if name else ()

    def _rows(self, text: str, found: Sequence[PersonRow]) -> Sequence[Completion]:
        entry = read_entry(text, self.job.value(), self._language)
        return self._suggest(entry, found) if entry.name else ()

    def _on_line_chosen(self, completion: Completion) -> None:
        if isinstance(completion.value, Pick):
            self.clear()
            self.picked.emit(completion.value)
