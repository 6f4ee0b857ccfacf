"""A library that was made out of a backup says so, in its title and in a bar, until the critic works in it from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop import paths
from desktop.core.saving import stamp
from desktop.gui.keeping.care import local_now
from desktop.gui.library.moments import moment_words
from desktop.gui.notices import Action, Weight
from desktop.services.keeping import forget_origin, origin_of

if TYPE_CHECKING:
    from desktop.gui.main_window import MainWindow
    from desktop.gui.workspace import Workspace

_KEY = "second library"


class SecondLibrary(QObject):
    """Tells what the library was made out of, where it does not stand for itself."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        """Tell in ``window`` about the library of ``workspace``."""
        super().__init__(window)
        self._window, self._space = window, workspace
        origin = origin_of(workspace.archive)
        if origin is None:
            return
        when = moment_words(stamp(origin.at), local_now())
        what = self.tr("Conflicting copy of {when}") if origin.conflict else self.tr("Backup of {when}")
        window.name_library(what.format(when=when))
        said = self.tr("{what}, opened beside your library “{name}”. What you write here stays here.")
        actions: list[Action] = [(self.tr("Dismiss"), self._take_away)]
        if not workspace.archive.library.read_only:
            actions.insert(0, (self.tr("Work Here From Now On"), self._on_chosen))
        window.notices.put(_KEY, said.format(what=what.format(when=when), name=origin.name), actions, Weight.NOTE)

    def _on_chosen(self) -> None:
        """Let this library be the one that opens."""
        try:
            paths.choose_library(self._space.archive.root)
        except OSError as error:
            self._window.toast.say(self.tr("That cannot be remembered ({reason}).").format(reason=error.strerror))
            return
        forget_origin(self._space.archive)
        self._window.name_library("")
        self._take_away()
        self._window.toast.say(self.tr("Matinee opens this library from now on."))

    def _take_away(self) -> None:
        self._window.notices.take_away(_KEY)
