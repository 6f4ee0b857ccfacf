"""What the window tells about itself: shortcuts, marks in the text, About."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTableWidget, QTableWidgetItem, QVBoxLayout

from desktop import __version__
from desktop.gui.as_written import Label
from desktop.gui.commands import COMMANDS, words_of
from desktop.gui.preview.graphics import VARIABLE, Graphics, in_use, is_asked, memory_key
from desktop.gui.theme import set_look

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

MARKS = (
    ("*italic*, **bold**", "Emphasis, as in Markdown"),
    ("[words](https://…)", "A link"),
    ("{{Burning}}", "A film title, printed as the outlet sets titles"),
    ("@[Kim Ji-hun](person:…)", "A person; type @ and a name"),
    ("||turns out||", "A spoiler inside a sentence"),
    ("|| alone on the lines before and after", "Paragraphs behind a spoiler fold"),
    ("![](image:…) alone on a line", "A picture of this part; two in a row stand side by side"),
    ("- item, 1. item", "Lists"),
    ("> words", "A quotation"),
    ("[^1] and [^1]: note", "A footnote"),
)
"""Every mark that a text part understands, with what it does; Help shows it, and the README prints it."""


class Telling(QObject):
    """Small windows that only tell."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Open them over ``window``."""
        super().__init__(window)
        self._window, self._space = window, workspace

    def show_shortcuts(self) -> None:
        """List every command with its shortcut."""
        actions = self._window.actions_by_id
        rows = [(words_of(command), actions[command.id].shortcut().toString()) for command in COMMANDS]
        self._table(self.tr("Keyboard shortcuts"), (self.tr("Command"), self.tr("Keys")), [row for row in rows if row[1]])

    def show_marks(self) -> None:
        """List the marks that texts understand."""
        self._table(self.tr("Marks in the text"), (self.tr("Mark"), self.tr("What it does")), list(MARKS))

    def show_about(self) -> None:
        """Say what this is, which parts it stands on, and how the preview runs."""
        preview = self._window.editor.preview
        note = preview.sandbox_note or self.tr("The preview runs in its sandbox.")
        lines = (
            self.tr("Matinee {version}, an offline desk for film critics.").format(version=__version__),
            f"{note} {self._graphics()}",
            self.tr("Qt {version} and QtWebEngine (Chromium) under the LGPL 3; their libraries lie beside the program").format(
                version=qVersion()
            )
            + self.tr(" and may be replaced. Matinee itself is under the MIT licence."),
        )
        dialog, column = self._dialog(self.tr("About Matinee"))
        for line in lines:
            label = Label(line, dialog)
            label.setWordWrap(True)
            column.addWidget(label)
        self._open(dialog, column)

    def _graphics(self) -> str:
        """Say who draws the window, why, and how to choose otherwise."""
        driver, card = self._space.settings.recall(memory_key()), in_use() is Graphics.CARD
        other = Graphics.SOFTWARE if card else Graphics.CARD
        if is_asked():
            why = self.tr("as was asked")
        elif driver:
            why = self.tr("for OpenGL’s driver is {driver}").format(driver=driver)
        else:
            why = self.tr("for a graphics card was found") if card else self.tr("for no graphics card was found")
        said = self.tr("It is drawn through OpenGL, {why}.") if card else self.tr("It is drawn in software, {why}.")
        choice = self.tr("To choose otherwise, start Matinee with {setting}.").format(setting=f"{VARIABLE}={other}")
        return f"{said.format(why=why)} {choice}"

    def _dialog(self, title: str) -> tuple[QDialog, QVBoxLayout]:
        dialog = QDialog(self._window)
        dialog.setWindowTitle(title)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        heading = Label(title, dialog)
        set_look(heading, "part")
        column.addWidget(heading)
        return dialog, column

    def _table(self, title: str, headers: tuple[str, str], rows: list[tuple[str, str]]) -> None:
        dialog, column = self._dialog(title)
        table = QTableWidget(len(rows), 2, dialog)
        table.setAccessibleName(title)
        table.setHorizontalHeaderLabels(list(headers))
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for at, row in enumerate(rows):
            for across, text in enumerate(row):
                table.setItem(at, across, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        table.horizontalHeader().setStretchLastSection(True)
        column.addWidget(table)
        dialog.resize(560, 560)
        self._open(dialog, column)

    def _open(self, dialog: QDialog, column: QVBoxLayout) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
        buttons.rejected.connect(dialog.close)
        column.addWidget(buttons)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
