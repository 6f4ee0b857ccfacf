"""What the tests of the export dialog share: the real exporters and writer behind it, and files in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.article import Article
from desktop.exporters.catalogue import FORMATS, format_of
from desktop.exporters.export import Export, Options
from desktop.exporters.writing import write_files
from desktop.gui.exporting.dialog import ExportDialog
from desktop.gui.exporting.wishes import Wish
from desktop.gui.theme import Theme
from tests.example import drawn_article, write_pictures


@dataclass
class Press:
    """The exporters as the dialog meets them: it makes at once, or holds answers back until ``hand_out``."""

    library: Path
    article: Article = field(default_factory=drawn_article)
    holding: bool = False
    held: list[Callable[[], None]] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)

    def wish(self, format_id: str) -> Wish:
        """Return the wish for a format with the pictures of the library."""
        return Wish(format_id, Options(library=self.library))

    def exported(self, wish: Wish | str) -> Export:
        """Return what a wish, or a format with the ordinary options, makes."""
        wanted = self.wish(wish) if isinstance(wish, str) else wish
        return format_of(wanted.format_id).export(self.article, wanted.options)

    def make(self, format_id: str, options: Options, done: Callable[[Export | Exception], None]) -> None:
        """Make an export for the dialog."""
        export = self.exported(Wish(format_id, options))
        if self.holding:
            self.held.append(lambda: done(export))
        else:
            done(export)

    def hand_out(self) -> None:
        """Hand over what was held back, the last first."""
        held, self.held = self.held, []
        for give in reversed(held):
            give()

    def save(self, export: Export, folder: Path, overwrite: bool, done: Callable[[Sequence[Path] | Exception], None]) -> None:
        """Write files for the dialog."""
        try:
            written = write_files(folder, export, known=self.known, overwrite=overwrite)
        except Exception as error:  # noqa: BLE001 - the dialog is told everything
            done(error)
            return
        self.known |= written
        done([folder / name for name in written])


Open = Callable[..., ExportDialog]


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """Exporters over the example article and its pictures."""
    library = tmp_path / "Library"
    (library / "images").mkdir(parents=True)
    write_pictures(library)
    return Press(library)


@pytest.fixture
def open_dialog(qtbot: QtBot, theme: Theme, press: Press) -> Open:
    """Open the dialog over ``press``, active and with the focus."""

    def opened(wish: Wish | str = "html", folder: Path | None = None) -> ExportDialog:
        wanted = press.wish(wish) if isinstance(wish, str) else wish
        dialog = ExportDialog("The Lamplighter (1987)", FORMATS, press.make, press.save, wish=wanted, folder=folder)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return opened
