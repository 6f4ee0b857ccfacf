"""The export dialog: formats on the left, exactly what will leave on the right, copied or saved with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import FileChangedError, MatineeError
from desktop.gui.announcing import announce
from desktop.gui.as_written import Label
from desktop.gui.exporting.destination import Destination
from desktop.gui.exporting.embargo import unless_held
from desktop.gui.exporting.leaving import LeavingPane
from desktop.gui.exporting.wishes import OPTIONS_OF, Choice, MakeExport, SaveExport, Wish, choice_words
from desktop.gui.notices import NoticeBar, Weight
from desktop.gui.reading_order import tab_in_reading_order
from desktop.gui.theme import current_theme, set_look
from desktop.gui.widgets import CheckField
from desktop.services.formats import Export, Format

_PROBLEM, _EMBARGO = "problem", "embargo"


class ExportDialog(QDialog):
    """The dialog.

    ``copied(text)`` follows Copy, ``saved(paths)`` a save, which closes the dialog. ``wish()`` and ``folder()`` tell what was
    asked for, to be remembered. Enter saves unless another button
    has the focus, even before the export is made: it is saved as soon as it is.
    """

    copied = Signal(str)
    saved = Signal(list)

    def __init__(
        self,
        label: str,
        formats: Sequence[Format],
        make_export: MakeExport,
        save_export: SaveExport,
        parent: QWidget | None = None,
        *,
        wish: Wish | None = None,
        folder: Path | None = None,
        count: int = 1,
        hold: Callable[[Wish], str] = lambda _wish: "",
    ) -> None:
        """Make the dialog for the review called ``label``; ``wish`` and ``folder`` are those used last.

        The wish's options name the library to take pictures from, and the file name that the review has by itself. With a
        ``count`` several reviews leave, each under its own name; the one called ``label`` is shown. ``hold`` returns the sentence
        about an embargo under which a wish would leave, to be asked about first; empty for none.
        """
        super().__init__(parent)
        self._formats = {each.id: each for each in formats}
        self._make, self._save, self._hold = make_export, save_export, hold
        given = wish or Wish(formats[0].id)
        self._wish = given if given.format_id in self._formats else replace(given, format_id=formats[0].id)
        self._own_name = self._wish.options.name
        self._leaving: Export | None = None
        self._asked = 0
        self._waiting: Callable[[Export], None] | None = None
        self._busy = False
        self.is_open = True
        """Whether it hears what comes back: once closed it may be gone before it."""
        self._count = count
        self.setWindowTitle(self._title(label))
        self.radios = {each.id: QRadioButton(each.name, self) for each in formats}
        self.options = {choice: CheckField(choice_words(choice), self) for choice in Choice}
        self._description = Label(parent=self)
        self.pane = LeavingPane(self)
        self.destination = Destination(folder, self)
        self.notices = NoticeBar(self)
        self.copy_button = QPushButton(self.tr("&Copy"), self)
        self.save_button = QPushButton(self.tr("&Save"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self._lay_out()
        self._connect()
        self.destination.name_field.setVisible(count == 1)
        self.copy_button.setVisible(count == 1)
        self._show_wish()
        self._remake()

    def _title(self, label: str) -> str:
        if self._count > 1:
            return self.tr("Export {count} reviews, such as “{label}”").format(count=f"{self._count:,}", label=label)
        return self.tr("Export “{label}”").format(label=label) if label else self.tr("Export")

    def _lay_out(self) -> None:
        set_look(self._description, "caption")
        self._description.setWordWrap(True)
        set_look(self.save_button, "primary")
        self.save_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.save_button)
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addWidget(self._choices())
        top.addWidget(self.pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addLayout(top, 1)
        column.addWidget(self.destination)
        column.addWidget(self.notices)
        column.addLayout(buttons)
        theme = current_theme()
        self.resize(min(theme.length(940), 1200), min(theme.length(620), 760))
        tab_in_reading_order(self)
        self.radios[self._wish.format_id].setFocus()

    def _choices(self) -> QWidget:
        """Return the column of formats and options; it scrolls where the text is large."""
        inside = QWidget(self)
        heading = Label(self.tr("Format"), inside)
        set_look(heading, "heading")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        column.addWidget(heading)
        self._group = QButtonGroup(self)
        for radio in self.radios.values():
            self._group.addButton(radio)
            column.addWidget(radio)
        column.addSpacing(4)
        self._description.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self._description)
        column.addSpacing(12)
        for field in self.options.values():
            column.addWidget(field)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        area.setFixedWidth(current_theme().length(200) + 64)
        return area

    def _connect(self) -> None:
        for format_id, radio in self.radios.items():
            described = self._formats[format_id].description
            radio.setAccessibleDescription(described)
            radio.setToolTip(described)
            radio.toggled.connect(lambda on, format_id=format_id: self._on_radio_toggled(format_id, on))
        for choice, field in self.options.items():
            field.changed.connect(lambda on, choice=choice: self._on_option_changed(choice, on))
        self.destination.name_changed.connect(self._on_destination_name_changed)
        self.destination.folder_field.changed.connect(lambda: self.notices.take_away(_PROBLEM))
        self.copy_button.clicked.connect(lambda: self._unless_held(self._copy))
        self.save_button.clicked.connect(lambda: self._unless_held(self._store))
        self.close_button.clicked.connect(self.reject)

    def wish(self) -> Wish:
        """Return what is asked for."""
        return self._wish

    def folder(self) -> Path | None:
        """Return the folder to save into."""
        return self.destination.folder()

    # What is asked for

    def done(self, result: int) -> None:
        """Close; an export that is still being made is of no interest any more."""
        self._asked += 1
        self.is_open = False
        super().done(result)

    def _on_radio_toggled(self, format_id: str, on: bool) -> None:
        if on and format_id != self._wish.format_id:
            self._change(self._wish.with_format(format_id))

    def _on_option_changed(self, choice: Choice, on: bool) -> None:
        self._change(self._wish.with_choice(choice, on))

    def _on_destination_name_changed(self, name: str) -> None:
        self._change(self._wish.with_name(name or self._own_name))

    def _change(self, wish: Wish) -> None:
        self._wish = wish
        self._show_wish()
        self._remake()

    def _show_wish(self) -> None:
        chosen = self._formats[self._wish.format_id]
        self.radios[chosen.id].setChecked(True)
        self._description.setText(chosen.description)
        for choice, field in self.options.items():
            field.set_value(self._wish.has(choice))
            field.setVisible(choice in OPTIONS_OF.get(chosen.id, ()))
        held = self._hold(self._wish)
        if held:
            self.notices.put(_EMBARGO, held, weight=Weight.NOTE)
        else:
            self.notices.take_away(_EMBARGO)

    def _remake(self) -> None:
        self._asked += 1
        asked = self._asked
        self._leaving = None
        self.notices.take_away(_PROBLEM)
        self.pane.show_waiting()
        self._make(self._wish.format_id, self._wish.options, lambda result: self._on_made(asked, result))

    def _on_made(self, asked: int, result: Export | Exception) -> None:
        if asked != self._asked:
            return
        waiting, self._waiting = self._waiting, None
        if isinstance(result, Exception):
            self.pane.show_problem()
            self._tell(result, self.tr("Something went wrong while the export was made; your text is not touched."))
            return
        self._leaving = result
        self.pane.show_leaving(result)
        if self._wish.options.name == self._own_name:
            self.destination.suggest_name(result.main.name.partition(".")[0])
        if waiting is not None:
            waiting(result)

    def _unless_held(self, act: Callable[[Export], None]) -> None:
        """Do ``act`` with the export, after asking where that is under embargo."""
        unless_held(self._hold(self._wish), self.tr("&Export anyway"), self, lambda: self._when_made(act))

    def _when_made(self, act: Callable[[Export], None]) -> None:
        """Do ``act`` with the export, now or as soon as it is made."""
        if self._leaving is not None:
            act(self._leaving)
        else:
            self._waiting = act

    # What is done with it

    def _copy(self, leaving: Export) -> None:
        QGuiApplication.clipboard().setText(leaving.text)
        self.notices.put(_PROBLEM, self.tr("Copied."), weight=Weight.NOTE)
        self.copied.emit(leaving.text)

    def _store(self, leaving: Export, *, overwrite: bool = False) -> None:
        folder = self.destination.folder()
        if folder is None:
            self.destination.ask_for_folder()
            return
        if self._busy:
            return
        self._busy = True
        self.notices.take_away(_PROBLEM)
        announce(self, self.tr("Saving…"))
        self._save(leaving, folder, overwrite, lambda result: self._on_stored(leaving, result))

    def _on_stored(self, leaving: Export, result: Sequence[Path] | Exception | None) -> None:
        self._busy = False
        if isinstance(result, FileChangedError):
            overwrite = (self.tr("Overwrite"), lambda: self._store(leaving, overwrite=True))
            rename = (self.tr("Save as…"), self._on_save_as_wanted)
            self.notices.put(_PROBLEM, str(result), (overwrite, rename))
            for button in self.notices.buttons(_PROBLEM):
                button.setFocus()
        elif isinstance(result, Exception):
            self._tell(result, self.tr("Something went wrong while the files were written; your text is not touched."))
        elif result is not None:
            self.saved.emit(list(result))
            self.accept()

    def _on_save_as_wanted(self) -> None:
        self.notices.take_away(_PROBLEM)
        self.destination.ask_for_name()

    def _tell(self, error: Exception, otherwise: str) -> None:
        """Show the sentence of a known error; a bug is told in general words and raised on, to be reported."""
        known = isinstance(error, MatineeError)
        self.notices.put(_PROBLEM, str(error) if known else otherwise)
        if not known:
            raise error
