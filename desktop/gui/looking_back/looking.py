"""What looking back is asked for: counting, opening what is behind a bar, saving the pictures."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core.errors import MatineeError
from desktop.core.log_order import UNDATED
from desktop.core.looking_back import LookingBack
from desktop.gui.asking_files import Purpose, ask_target
from desktop.gui.looking_back.charts import Bar
from desktop.gui.looking_back.page import LookingBackPage
from desktop.services.looking_back import figures_of, save_drawing

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.places import Places
    from desktop.gui.watch_log.watching import Watching
    from desktop.gui.workspace import Workspace


class Looking(QObject):
    """Carries out the commands of looking back; the counting is a job, so that the window never waits."""

    def __init__(self, window: MainWindow, workspace: Workspace, places: Places, watching: Watching) -> None:
        """Make the page in ``window``; what is behind a bar of films seen is shown by ``watching``."""
        super().__init__(window)
        self._window, self._space, self._watching = window, workspace, watching
        self.page = LookingBackPage(window)
        window.add_place(self.page, "looking_back")
        self.page.bar_opened.connect(self._on_page_bar_opened)
        self.page.saving_asked.connect(self.ask_save)
        self.page.new_asked.connect(places.ask_new)
        self.page.log_asked.connect(watching.ask_log)

    def show(self) -> None:
        """Bring the page to the front, and count anew: what was counted last stands there until then."""
        self._space.autosave.finish()
        self.page.say_counting()
        self._window.show_place(self.page)
        library = self._space.archive.library
        self._space.courier.watch(self._space.jobs.run(lambda _job: figures_of(library)), self._on_counted)

    def ask_save(self) -> None:
        """Ask where the pictures are to be saved."""
        kinds = self.tr("Drawings (*.svg)")
        ask_target(self._window, self.tr("Save the pictures"), kinds, "looking-back.svg", Purpose.CHARTS, self.save)

    def save(self, target: Path) -> None:
        """Save the pictures as one SVG file."""
        try:
            save_drawing(target, self.page.svg())
        except MatineeError as error:
            self._window.toast.say(str(error))
            return
        self._window.toast.say(self.tr("Saved: {name}").format(name=target.name))

    def _on_counted(self, future: Future[LookingBack]) -> None:
        error = future.exception()
        if isinstance(error, MatineeError):
            self._window.toast.say(str(error))
            self.page.say_counted()
            return
        self.page.show_figures(future.result())

    def _on_page_bar_opened(self, bar: Bar) -> None:
        if bar.seen is None:
            self._window.show_library()
            self._window.library.look_for(bar.query)
        else:
            self._watching.show()
            self._watching.view.show_only(bar.seen or UNDATED, unwritten=True)
