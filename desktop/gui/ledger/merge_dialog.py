"""Two records of one person side by side: choose per field where both say something, see that the rest is united."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.dates import PartialDate
from desktop.core.languages import language_name
from desktop.core.merging import differing, merged
from desktop.core.person import Person
from desktop.core.phrases import phrases
from desktop.gui.as_written import Label
from desktop.gui.people.sentences import review_count_words
from desktop.gui.reading_order import tab_in_reading_order
from desktop.gui.theme import FIELD_INSET, current_theme, set_look
from desktop.gui.widgets.choices import SegmentedField


class MergeDialog(QDialog):
    """``merged(kept, gone, choices)`` follows the button; which of the two is kept can be turned round."""

    merged = Signal(object, object, dict)

    def __init__(self, kept: Person, gone: Person, reviews: Callable[[str], int], parent: QWidget | None = None) -> None:
        """Show two people; ``reviews`` tells in how many reviews somebody stands."""
        super().__init__(parent)
        self._kept, self._gone, self._reviews = kept, gone, reviews
        self.choices: dict[str, SegmentedField] = {}
        self.united = Label(parent=self)
        self.setWindowTitle(self.tr("Merge People"))
        self._content = QScrollArea(self)
        self._content.setWidgetResizable(True)
        self._content.setFrameShape(QScrollArea.Shape.NoFrame)
        self._content.setAccessibleName(self.tr("Both records side by side"))
        self.turn_button = QPushButton(self.tr("Keep the other record"), self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.merge_button = self.buttons.addButton(self.tr("Merge"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.merge_button.setDefault(True)
        set_look(self.merge_button, "primary")
        self.buttons.addButton(self.turn_button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(self._content, 1)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self._on_buttons_accepted)
        self.buttons.rejected.connect(self.reject)
        self.turn_button.clicked.connect(self._on_turn_button_clicked)
        theme, room = current_theme(), parent.window().size() if parent is not None else QSize(640, 520)
        self.resize(QSize(theme.length(640), theme.length(520)).boundedTo(room - QSize(64, 64)))
        self._show()

    def chosen(self) -> dict[str, str]:
        """Return which person's value wins in each field that both fill differently, by the person's id."""
        return {name: field.value() for name, field in self.choices.items()}

    def _show(self) -> None:
        kept, gone = self._kept, self._gone
        self.choices.clear()
        body = QWidget()
        set_look(body, "desk")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for at, (person, word) in enumerate(((kept, self.tr("kept")), (gone, self.tr("goes to the trash")))):
            grid.addWidget(self._head(person, word), 0, at, Qt.AlignmentFlag.AlignTop)
        for name in differing(kept, gone):
            values = [(person.id, self._say(getattr(person, name))) for person in (kept, gone)]
            field = SegmentedField(self._names()[name], values, body)
            self.choices[name] = field
            field.changed.connect(self._on_choice_changed)
            grid.addWidget(field, grid.rowCount(), 0, 1, 2)
        self.united = Label(self._united(), body)
        self.united.setWordWrap(True)
        self.united.setContentsMargins(FIELD_INSET, 0, FIELD_INSET, 0)
        grid.addWidget(self.united, grid.rowCount(), 0, 1, 2)
        grid.setRowStretch(grid.rowCount(), 1)
        self._content.setWidget(body)
        tab_in_reading_order(self)
        first = next(iter(self.choices.values()), None)
        (self.merge_button if first is None else first).setFocus()

    def _head(self, person: Person, word: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(FIELD_INSET, 0, 0, 0)
        column.setSpacing(2)
        bios = ", ".join(language_name(bio.language) for bio in person.bios if bio.text)
        facts = (
            word,
            review_count_words(self._reviews(person.id)),
            self.tr("bio {languages}").format(languages=bios) if bios else self.tr("no bio"),
            self.tr("also {names}").format(names=", ".join(alias.text for alias in person.aliases)) if person.aliases else "",
            self.tr("born {date}").format(date=self._say(person.born)) if person.born else "",
        )
        for text, look in (
            (" · ".join(filter(None, (person.name, person.native_name))), "part"),
            *((f, "caption") for f in facts),
        ):
            line = Label(text, body)
            line.setWordWrap(True)
            line.setVisible(bool(text))
            set_look(line, look)
            column.addWidget(line)
        return body

    def _united(self) -> str:
        """Say what the one record will hold of both."""
        one = merged(self._kept, self._gone, self.chosen())
        texts = Counter(language_name(bio.language) for bio in one.bios if bio.text)
        languages = [f"{language} ({count})" if count > 1 else language for language, count in texts.items()]
        pieces = (
            self.tr("Also written: {names}.").format(names=", ".join(alias.text for alias in one.aliases)) if one.aliases else "",
            self.tr("Bios: {languages}.").format(languages=", ".join(languages)) if languages else "",
            self.tr("Portraits: {count}.").format(count=len(one.portraits)) if one.portraits else "",
            self.tr("Credits, cards and marks in texts go to the record kept. Published reviews stay as printed."),
            self.tr("Nothing is lost: what is not chosen stands in the private notes. Undo parts them again."),
        )
        return "\n".join(filter(None, pieces))

    def _names(self) -> dict[str, str]:
        return {
            "name": self.tr("House spelling"),
            "sort_name": self.tr("Sort name"),
            "native_name": self.tr("Native name"),
            "native_language": self.tr("Language of the native name"),
            "disambiguator": self.tr("Told apart by"),
            "family_name_first": self.tr("Family name first"),
            "pronouns": self.tr("Pronouns"),
            "born": self.tr("Born"),
            "died": self.tr("Died"),
            "birth_place": self.tr("Place of birth"),
        }

    def _say(self, value: Any) -> str:
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if isinstance(value, PartialDate):
            return phrases("en-GB").date(value.year, value.month, value.day)
        return str(value)

    def _on_choice_changed(self) -> None:
        self.united.setText(self._united())

    def _on_turn_button_clicked(self) -> None:
        self._kept, self._gone = self._gone, self._kept
        self._show()

    def _on_buttons_accepted(self) -> None:
        self.merged.emit(self._kept, self._gone, self.chosen())
        self.accept()
