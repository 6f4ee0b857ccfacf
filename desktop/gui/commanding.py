"""What every command does: the table from command ids to slots, and the small commands themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from desktop.core.edits import add_part
from desktop.core.outlet import TemplatePart
from desktop.core.review import PartKind, Status
from desktop.core.starting import part_from
from desktop.gui.commands import VIEW
from desktop.gui.editor.adding import AddPartLine
from desktop.gui.editor.outline import FACTS, PEOPLE
from desktop.gui.editor.text_form import TextForm
from desktop.gui.widgets.markdown_editor import MarkdownEditor
from desktop.services.authoring import Place

if TYPE_CHECKING:
    from desktop.gui.history import Remembering
    from desktop.gui.keeping.libraries import Libraries
    from desktop.gui.ledger.knowing import Knowing
    from desktop.gui.library.bulk import BulkCommands
    from desktop.gui.looking_back.looking import Looking
    from desktop.gui.main_window import MainWindow
    from desktop.gui.places import Places
    from desktop.gui.reviewing_again import ReviewingAgain
    from desktop.gui.taking_out import TakingOut
    from desktop.gui.telling import Telling
    from desktop.gui.watch_log.watching import Watching
    from desktop.gui.workspace import Workspace

_TEXT_STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
_TEXT_PAUSE_MS = 120
"""Milliseconds after the last key that text is laid out anew in another size: several quick ones are one step."""


class Commanding(QObject):
    """Carries commands from the menus to whoever does the work."""

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        places: Places,
        taking_out: TakingOut,
        telling: Telling,
        watching: Watching,
        libraries: Libraries,
        knowing: Knowing,
        looking: Looking,
        remembering: Remembering,
        again: ReviewingAgain,
        bulk: BulkCommands,
    ) -> None:
        """Connect every command of ``window``; raises KeyError for one that nobody carries out."""
        super().__init__(window)
        self._window, self._space, self._places = window, workspace, places
        self._taking_out, self._telling, self._watching, self._libraries = taking_out, telling, watching, libraries
        self._knowing, self._looking, self._remembering, self._again = knowing, looking, remembering, again
        self._bulk = bulk
        self._resizing = QTimer(self, singleShot=True, interval=_TEXT_PAUSE_MS)
        self._resizing.timeout.connect(self._resize_text)
        self._add_line = AddPartLine(window.editor)
        self._add_line.chosen.connect(self._on_add_line_chosen)
        window.editor.outline.add_requested.connect(self._add_line.ask)
        window.connect_commands(self.slots())
        window.library.library_requested.connect(libraries.ask_open)
        window.menus[VIEW].aboutToShow.connect(self._show_appearance)  # panes come and go with the width of the window
        self._show_appearance()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return the slot of every command, by id."""
        return {
            **self._file_slots(),
            **self._edit_slots(),
            **self._view_slots(),
            **self._review_slots(),
            **self._insert_slots(),
            "find_duplicates": self._knowing.find_duplicates,
            "merge_people": self._knowing.merge,
            "shortcuts": self._telling.show_shortcuts,
            "markdown_help": self._telling.show_marks,
            "sample": self._places.open_sample,
            "about": self._telling.show_about,
        }

    def _file_slots(self) -> dict[str, Callable[[], object]]:
        return {
            "new_review": self._places.ask_new,
            "quick_open": self._places.quick_open,
            "log_viewing": self._watching.ask_log,
            "import_diary": self._watching.ask_diary,
            "export_diary": self._watching.diaries.ask_out,
            "import_files": self._places.ask_import,
            "save_snapshot": self._remembering.save_snapshot,
            "name_snapshot": self._remembering.ask_name,
            "snapshots": self._remembering.show_snapshots,
            "export": self._bulk.export,
            "export_again": self._taking_out.again,
            "open_in_browser": self._taking_out.open_in_browser,
            "open_library": self._libraries.ask_open,
            "new_library": self._libraries.ask_new,
            "unpack_library": self._libraries.ask_unpack,
            "rebuild_library": self._libraries.ask_rebuild,
            "copy_library": self._libraries.show_copying,
            "backups": self._libraries.show_backups,
            "back_up": self._libraries.back_up,
            "about_library": self._libraries.show_about,
            "verify": self._libraries.verify,
            "show_folder": lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._space.archive.root))),
            "close_review": self._places.close_front,
            "quit": self._window.close,
        }

    def _edit_slots(self) -> dict[str, Callable[[], object]]:
        return {
            "undo": lambda: self._with_undoing("undo"),
            "redo": lambda: self._with_undoing("redo"),
            "sitting_start": self._remembering.back_to_sitting_start,
            "cut": lambda: self._in_focus("cut"),
            "copy": lambda: self._in_focus("copy"),
            "paste": lambda: self._in_focus("paste"),
            "paste_formatted": lambda: self._in_text(MarkdownEditor.paste_cleaned),
            "copy_html": self._taking_out.copy_html,
            "select_all": self._select_all,
            "search_library": self._search_library,
        }

    def _view_slots(self) -> dict[str, Callable[[], object]]:
        window, preview = self._window, self._window.editor.preview
        return {
            "show_library": window.show_library,
            "show_people": self._knowing.show,
            "show_watch_log": self._watching.show,
            "looking_back": self._looking.show,
            "toggle_inspector": self._toggle_inspector,
            "toggle_outline": self._toggle_outline,
            "toggle_preview": self._toggle_preview,
            "toggle_earlier": self._again.toggle,
            "preview_web": lambda: preview.set_width("web"),
            "preview_phone": lambda: preview.set_width("phone"),
            "look_light": lambda: self._set_scheme("light"),
            "look_dark": lambda: self._set_scheme("dark"),
            "look_system": lambda: self._set_scheme("system"),
            "larger_text": lambda: self._step_text(1),
            "smaller_text": lambda: self._step_text(-1),
            "normal_text": lambda: self._set_text(100),
            "next_pane": lambda: self._step_pane(1),
            "previous_pane": lambda: self._step_pane(-1),
            "next_review": lambda: window.step_tab(1),
            "previous_review": lambda: window.step_tab(-1),
        }

    def _review_slots(self) -> dict[str, Callable[[], object]]:
        editor, places = self._window.editor, self._places
        return {
            "next_part": lambda: editor.step(1),
            "previous_part": lambda: editor.step(-1),
            "go_facts": lambda: editor.go_to(Place(FACTS)),
            "go_people": lambda: editor.go_to(Place(PEOPLE)),
            "add_part": self._add_line.ask,
            "part_up": lambda: editor.move_part(editor.current_key, -1),
            "part_down": lambda: editor.move_part(editor.current_key, 1),
            "remove_part": lambda: editor.remove_part(editor.current_key),
            **{f"status_{status.value}": partial(self._bulk.set_status, status) for status in Status},
            "tags": self._bulk.ask_tags,
            "outlet": self._bulk.ask_outlet,
            "publish": lambda: places.set_status(Status.PUBLISHED),
            "review_again": self._again.begin,
            "duplicate": places.duplicate,
            "merge_reviews": places.merge,
            "trash": places.trash_front,
        }

    def _insert_slots(self) -> dict[str, Callable[[], object]]:
        return {
            "bold": lambda: self._in_text(MarkdownEditor.toggle_bold),
            "italic": lambda: self._in_text(MarkdownEditor.toggle_italic),
            "film_title": lambda: self._in_text(MarkdownEditor.toggle_film_title),
            "link": lambda: self._in_text(MarkdownEditor.toggle_link),
            "person": lambda: self._in_text(MarkdownEditor.request_person),
            "spoiler": lambda: self._in_text(MarkdownEditor.toggle_spoiler),
            "picture": self._places.ask_picture,
            "placeholder": lambda: self._window.editor.form.add_placeholder(),
        }

    def _with_undoing(self, name: str) -> None:
        if self._window.undoing is not None:
            self._window.toast.hide()  # it may offer an Undo that there is no more
            getattr(self._window.undoing, name)()

    def _in_focus(self, name: str) -> None:
        widget: Any = QApplication.focusWidget()
        if isinstance(widget, QLineEdit | QTextEdit):
            getattr(widget, name)()

    def _search_library(self) -> None:
        if not self._window.in_front(self._window.library):
            self._window.show_library()
        self._window.library.focus_search()

    def _select_all(self) -> None:
        if self._window.library.list.hasFocus():
            self._window.library.list.selectAll()
        else:
            self._in_focus("selectAll")

    def _in_text(self, act: Callable[[MarkdownEditor], None]) -> None:
        form = self._window.editor.form
        if isinstance(form, TextForm):
            form.body.setFocus()
            act(form.body)

    def _on_add_line_chosen(self, piece: TemplatePart) -> None:
        session, editor = self._window.session, self._window.editor
        if session is None:
            return
        part = part_from(piece, session.article.review.language)
        after = editor.current_key if session.article.review.part(editor.current_key) else None
        session.edit(self.tr("Add part"), Place(part.id), add_part(session.article, replace(part), after))
        start = "" if part.kind in (PartKind.TEXT, PartKind.GALLERY, PartKind.PULL_QUOTE) else "heading"
        editor.go_to(Place(part.id, start))

    def _toggle_inspector(self) -> None:
        panes = self._window.library.panes
        panes.want_inspector(not panes.inspector_wanted)
        self._show_appearance()

    def _toggle_outline(self) -> None:
        shown = not self._space.settings.outline_shown
        self._space.settings.outline_shown = shown
        self._window.editor.show_outline(shown)
        self._show_appearance()

    def _toggle_preview(self) -> None:
        self._window.editor.toggle_preview()
        self._space.settings.preview_shown = self._window.editor.preview_wanted
        self._show_appearance()

    def _set_scheme(self, scheme: str) -> None:
        self._space.settings.scheme = scheme
        self._space.theme.apply(scheme, self._space.settings.text_percent)
        self._show_appearance()

    def _step_text(self, by: int) -> None:
        steps = _TEXT_STEPS if by > 0 else tuple(reversed(_TEXT_STEPS))
        now = self._space.settings.text_percent
        self._set_text(next((step for step in steps if (step - now) * by > 0), now))

    def _set_text(self, percent: int) -> None:
        self._space.settings.text_percent = percent
        self._window.status.say(self.tr("Text at {percent} %").format(percent=percent))
        self._resizing.start()

    def _resize_text(self) -> None:
        if self._space.theme.text_percent != self._space.settings.text_percent:
            self._space.theme.apply(self._space.settings.scheme, self._space.settings.text_percent)

    def _step_pane(self, by: int) -> None:
        library, focus = self._window.library, QApplication.focusWidget()
        in_library = library.panes_in_turn() if self._window.in_front(library) else []
        panes = self._window.editor.panes() if self._window.session else in_library
        at = next((i for i, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -by)
        if panes:
            self._enter(panes[(at + by) % len(panes)])

    def _enter(self, pane: QWidget) -> None:
        if pane is self._window.editor.form:
            self._window.editor.restore_caret()
        else:
            pane.setFocus()

    def _show_appearance(self) -> None:
        actions, settings = self._window.actions_by_id, self._space.settings
        for scheme in ("light", "dark", "system"):
            actions[f"look_{scheme}"].setChecked(settings.scheme == scheme)
        actions["toggle_inspector"].setChecked(self._window.library.panes.inspector_wanted)
        actions["toggle_outline"].setChecked(settings.outline_shown)
        actions["toggle_preview"].setChecked(not self._window.editor.preview.isHidden())
