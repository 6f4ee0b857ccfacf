"""Builds every object with plain constructors and opens the window."""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop import paths
from desktop.core.errors import DamagedError, InUseError, MatineeError, MissingError, NotFoundError
from desktop.core.finding import Query
from desktop.gui.asking_files import FOLDERS
from desktop.gui.autosave import Autosave
from desktop.gui.bringing_in import BringingIn
from desktop.gui.commanding import Commanding
from desktop.gui.courier import Courier
from desktop.gui.editor.building import build_editor
from desktop.gui.editor.live_preview import LivePreview
from desktop.gui.ending import Ending
from desktop.gui.faults import FaultReporter
from desktop.gui.first_size import FIRST_SIZE
from desktop.gui.front import FrontKeeper
from desktop.gui.history import Remembering
from desktop.gui.keeping.care import Care
from desktop.gui.keeping.known_libraries import expect_known, known_libraries, remember_known, stand_in_of
from desktop.gui.keeping.libraries import Libraries
from desktop.gui.keeping.making_ready import MakingReady
from desktop.gui.keeping.readable import Readable
from desktop.gui.keeping.second_library import SecondLibrary
from desktop.gui.ledger.knowing import Knowing
from desktop.gui.library.asking import Asking, Kind
from desktop.gui.library.broken_off import BrokenOffChange
from desktop.gui.library.bulk import BulkCommands
from desktop.gui.library.first_steps import FirstSteps
from desktop.gui.library.inspecting import Inspecting
from desktop.gui.library.previewing import Previewing
from desktop.gui.library.saving_searches import SavingSearches
from desktop.gui.library.view import LibraryView
from desktop.gui.looking_back.looking import Looking
from desktop.gui.main_window import MainWindow
from desktop.gui.opening_refused import Access, Choice, ask_another
from desktop.gui.places import Places
from desktop.gui.portrait import Portrait
from desktop.gui.reading_only import ReadingOnly
from desktop.gui.rescue import Rescue
from desktop.gui.reviewing import Reviewing
from desktop.gui.reviewing_again import ReviewingAgain
from desktop.gui.session import OpenReviews
from desktop.gui.settings import Settings
from desktop.gui.taking_out import TakingOut
from desktop.gui.telling import Telling
from desktop.gui.theme import current_theme
from desktop.gui.unsaved import Unsaved
from desktop.gui.watch_log.watching import Watching
from desktop.gui.workspace import Workspace
from desktop.services.archive import Archive, open_archive
from desktop.services.authoring import Desk
from desktop.services.jobs import JobRunner
from desktop.services.keeping import ahead_of, expect_nobody
from desktop.services.rendering import start_rendering
from desktop.services.saved_searches import SavedSearches
from desktop.start import QUIET, Raised, make_application, settle

_log = logging.getLogger(__name__)
_OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu --log-level=3"}
"""What a window without a display wants of Qt, where the user has not said otherwise."""


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A window on an open library, with what must be ended after it."""

    window: MainWindow
    workspace: Workspace
    places: Places
    taking_out: TakingOut
    knowing: Knowing
    preview: LivePreview
    care: Care
    readable: Readable
    libraries: Libraries
    again: ReviewingAgain

    def close(self) -> None:
        """End everything in order: nothing is drawn any more, nothing runs any more, then the library."""
        self.preview.close()
        self.knowing.stop()
        self.readable.finish()
        self.workspace.courier.close()
        self.workspace.child.close()
        self.workspace.jobs.close()
        self.care.end()
        self.workspace.archive.library.close()
        self.workspace.settings.flush()


def open_desk(archive: Archive, settings: Settings, window: MainWindow | None = None) -> OpenDesk:
    """Build the desk on an open library, in a window that is there already or in one of its own, which is not shown yet."""
    theme = current_theme()
    FOLDERS.settings = settings
    if window is None:
        theme.apply(settings.scheme, settings.text_percent)
        window = MainWindow(settings)
    child = start_rendering()
    desk = Desk(archive, time.monotonic)
    jobs, courier = JobRunner(), Courier()
    asking = Asking(jobs, courier, window, within=archive.breakable)
    asking.failed.connect(window.toast.say)
    workspace = Workspace(
        archive=archive,
        reviews=OpenReviews(desk, locked=archive.library.read_only),
        autosave=Autosave(desk, archive.library),
        child=child,
        jobs=jobs,
        courier=courier,
        settings=settings,
        theme=theme,
        ask=partial(asking.ask, Kind.COMPLETE),
    )
    window.move_in(workspace)
    editor = build_editor(workspace, window)
    searches = SavedSearches(archive)
    window.furnish(LibraryView(archive, searches, asking), editor)
    Inspecting(window.library, archive, asking)
    FirstSteps(window, archive.root)
    preview = LivePreview(editor.preview, child, archive.root, window)
    preview.paused_changed.connect(editor.show_paused)
    workspace.reviews.opened.connect(preview.hear)
    window.session_shown.connect(preview.follow)
    reviewing = Reviewing(workspace, window)
    taking_out = TakingOut(window, workspace)
    bringing_in = BringingIn(window, workspace)
    front = FrontKeeper(archive, window)
    window.closing.connect(front.keep)
    Unsaved(window, workspace)
    Rescue(window, workspace)
    SecondLibrary(window, workspace)
    if archive.library.read_only:
        ReadingOnly(window, workspace)
    places = Places(window, workspace, reviewing, bringing_in, taking_out, front)
    care = Care(window, workspace)
    readable = Readable(window, workspace)
    libraries = Libraries(window, workspace, care, readable)
    watching, knowing = Watching(window, workspace, reviewing), Knowing(window, places, reviewing)
    looking = Looking(window, workspace, places, watching)
    told, again = Telling(window, workspace), ReviewingAgain(window, workspace, places, reviewing)
    remembering = Remembering(window, workspace)
    places.recovery.compare_wanted.connect(remembering.compare_with_last)
    remembering.taken.connect(places.recovery.note)
    Previewing(window, workspace, asking, taking_out)
    bulk = BulkCommands(window, workspace, places, reviewing, taking_out)
    places.came_back.connect(BrokenOffChange(window, workspace, reviewing.many).tell)
    SavingSearches(window, searches, reviewing.many)
    Commanding(window, workspace, places, taking_out, told, watching, libraries, knowing, looking, remembering, again, bulk)
    return OpenDesk(window, workspace, places, taking_out, knowing, preview, care, readable, libraries, again)


def run(library: Path, raised: Raised, *, sample: bool = False, slug: str | None = None) -> int:
    """Open a library in the window that was raised, until it is closed; return the exit status.

    Raises LibraryError where the library cannot be opened; started by a click, it asks for another one first.
    """
    try:
        desk = _opened(library, raised, sample=sample, slug=slug)
    except BaseException:
        raised.window.close()
        raise
    if desk is None:
        raised.window.close()
        return 0
    faults = FaultReporter(desk.window, paths.log_file())
    faults.install()
    ending = Ending(desk.window)
    settle()
    status = raised.application.exec()
    ending.stop()
    desk.close()
    faults.uninstall()
    return status


def _opened(library: Path, raised: Raised, *, sample: bool, slug: str | None) -> OpenDesk | None:
    """Open a library in the window, or the one that is chosen in its place; raises LibraryError where none is.

    Returns None where the window was closed before a library was open.
    """
    choice = Choice(library)
    while True:
        try:
            begun = _begin(choice, raised, sample=sample, slug=slug)
            if not isinstance(begun, Choice):
                return begun
            choice = begun
        except MatineeError as error:
            second = stand_in_of(choice.root, raised.settings) if isinstance(error, DamagedError) else None
            another = Choice(second) if second is not None else ask_another(error, choice.root) if _may_ask(error) else None
            if another is None:
                raise
            choice = another


def _may_ask(error: MatineeError) -> bool:
    """Say whether to ask in a window: somebody sees one, and there is a way out or no terminal that would tell."""
    if not _is_watched():
        return False
    terminal = any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
    return (
        not terminal
        or isinstance(error, MissingError | InUseError)
        or (isinstance(error, DamagedError) and (error.backup is not None or error.readable is not None))
    )


def _is_watched() -> bool:
    """Say whether somebody may see the window."""
    return QGuiApplication.platformName() not in {"offscreen", "minimal"}


def _begin(choice: Choice, raised: Raised, *, sample: bool, slug: str | None) -> OpenDesk | Choice | None:
    """Open a library in the window; raises LibraryError, nothing stays open then.

    Returns what was chosen in its place where it had to be made ready and that was called off, None where the window was closed.

    A library that was open before and is not there is not made anew: its drive may be unplugged.
    """
    settings, library = raised.settings, choice.root
    expect_known(library, settings)
    if choice.access is Access.ASKING and _is_watched():
        expect_nobody(library)
    archive = _archive_of(choice, raised.window)
    if not isinstance(archive, Archive):
        return archive
    first = not known_libraries(settings)
    remember_known(library, settings)
    try:
        desk = open_desk(archive, settings, raised.window)
    except BaseException:
        archive.library.close()
        raise
    try:
        desk.places.restore()
        desk.places.greet(sample=sample, slug=slug, first=first)
        desk.care.begin()
        desk.readable.begin()
    except BaseException:
        desk.window.close()
        desk.close()
        raise
    return desk


def _archive_of(choice: Choice, window: MainWindow) -> Archive | Choice | None:
    """Open a library; where it must be made ready first, the window shows meanwhile how far it is."""
    if choice.access is Access.AS_IT_IS:
        return open_archive(choice.root, read_only=True)
    open_it = partial(open_archive, choice.root, take_over=choice.access is Access.TAKING_OVER)
    ahead = ahead_of(choice.root)
    if ahead is None:
        return open_it()
    gc.enable()  # what is made and thrown away now is not what a starting program keeps
    try:
        return MakingReady(window, choice.root, ahead, lambda watch: open_it(watch=watch)).wait()
    finally:
        gc.disable()


def run_offscreen(library: Path, folder: Path, *, sample: bool = False, slug: str | None = None) -> list[Path]:
    """Open the window without a display, write the review in front and a picture of the window; return the files.

    In front is the review named, else the one last in front, else the one changed last. Raises LibraryError where the library
    cannot be opened, NotFoundError where the name is none, MatineeError where there is no review or nothing can be written.
    """
    for name, value in (QUIET | _OFFSCREEN).items():
        os.environ.setdefault(name, value)
    archive = open_archive(library)
    try:
        if slug is not None and not archive.named(slug):
            raise NotFoundError(f"There is no review “{slug}” in this library; “matinee list” shows what there is.")
        _application = make_application()  # Qt ends with it, so it is held as long as the desk
        desk = open_desk(archive, Settings(paths.settings_file()))
        desk.window.setWindowState(Qt.WindowState.WindowNoState)
        desk.window.resize(FIRST_SIZE)  # whatever screen there is not
    except BaseException:
        archive.library.close()
        raise
    try:
        desk.window.show()
        desk.places.restore()
        desk.places.greet(sample=sample, slug=slug)
        found = archive.find(Query(), limit=1).found if desk.window.session is None else ()
        if found:
            desk.places.greet(sample=False, slug=found[0].row.id)
        session = desk.window.session
        if session is None:
            raise MatineeError("There is no review to show; name one, or add the sample with --sample.")
        return Portrait(desk.window, desk.workspace).take(session, folder)
    finally:
        desk.close()
