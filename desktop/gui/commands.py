"""Every command of the window, declared once: menu, words, shortcut. The menu bar and the shortcut list are made from it.

To add a command: one line here and one slot of its name in ``main_window.py``'s table; a test fails while either is missing.
Shortcuts follow the platform's standard keys where there is one, and never use Ctrl+Alt, AltGr signs or input-method keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

StandardKey = QKeySequence.StandardKey


class Scope(Enum):
    """When a command can be used: always, with a review in front, in a text part, with the list in front, or with either."""

    ALWAYS = "always"
    REVIEW = "review"
    TEXT = "text"
    LIBRARY = "library"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Command:
    """One command; ``menu`` names its menu, ``rule`` draws a line above it."""

    id: str
    menu: str
    words: str
    keys: StandardKey | str | None = None
    scope: Scope = Scope.ALWAYS
    checkable: bool = False
    rule: bool = False


def _t(text: str) -> str:
    return str(QT_TRANSLATE_NOOP("Commands", text))


_R, _T, _L, _C = Scope.REVIEW, Scope.TEXT, Scope.LIBRARY, Scope.CHOSEN
FILE, EDIT, VIEW, REVIEW, INSERT, HELP = _t("&File"), _t("&Edit"), _t("&View"), _t("&Review"), _t("&Insert"), _t("&Help")
PEOPLE = _t("Pe&ople")
MENUS = (FILE, EDIT, VIEW, REVIEW, INSERT, PEOPLE, HELP)
LIBRARY = _t("&Library")
STATUS = _t("&Status")
SUBMENUS = {LIBRARY: FILE, STATUS: REVIEW}
"""A menu inside another stands where its first command is declared."""

COMMANDS: tuple[Command, ...] = (
    Command("new_review", FILE, _t("&New Review…"), StandardKey.New),
    Command("quick_open", FILE, _t("&Open…"), StandardKey.Open),
    Command("log_viewing", FILE, _t("Lo&g a Viewing…"), "Ctrl+Shift+L"),
    Command("import_files", FILE, _t("&Import…")),
    Command("import_diary", FILE, _t("Import Letterboxd &Diary…")),
    Command("export_diary", FILE, _t("Export &Watch Log…")),
    Command("save_snapshot", FILE, _t("&Save Snapshot"), StandardKey.Save, rule=True),
    Command("name_snapshot", FILE, _t("Save Na&med Snapshot…"), "Ctrl+Shift+S", _R),
    Command("snapshots", FILE, _t("Snapsho&ts…"), None, _R),
    Command("export", FILE, _t("&Export…"), "Ctrl+E", _C),
    Command("export_again", FILE, _t("Export &Again"), "Ctrl+Shift+R", _R),
    Command("open_in_browser", FILE, _t("Open in &Browser"), "Ctrl+Shift+B", _R),
    Command("open_library", LIBRARY, _t("&Open Another…")),
    Command("new_library", LIBRARY, _t("&New…")),
    Command("unpack_library", LIBRARY, _t("Un&pack a Copy…")),
    Command("rebuild_library", LIBRARY, _t("&Rebuild from Readable Copies…")),
    Command("copy_library", LIBRARY, _t("&Copy Library To…"), rule=True),
    Command("backups", LIBRARY, _t("&Backups…")),
    Command("back_up", LIBRARY, _t("Back &Up Now")),
    Command("verify", LIBRARY, _t("&Verify")),
    Command("show_folder", LIBRARY, _t("Show &Folder")),
    Command("about_library", LIBRARY, _t("&About This Library"), rule=True),
    Command("close_review", FILE, _t("&Close Review"), StandardKey.Close, _R, rule=True),
    Command("quit", FILE, _t("&Quit"), StandardKey.Quit),
    Command("undo", EDIT, _t("&Undo"), StandardKey.Undo),
    Command("redo", EDIT, _t("&Redo"), StandardKey.Redo),
    Command("sitting_start", EDIT, _t("Back to &Where This Sitting Began"), None, _R),
    Command("cut", EDIT, _t("Cu&t"), StandardKey.Cut, rule=True),
    Command("copy", EDIT, _t("&Copy"), StandardKey.Copy),
    Command("paste", EDIT, _t("&Paste"), StandardKey.Paste),
    Command("paste_formatted", EDIT, _t("Paste with &Formatting"), "Ctrl+Shift+V", _T),
    Command("copy_html", EDIT, _t("Copy Review as &HTML"), "Ctrl+Shift+C", _R),
    Command("select_all", EDIT, _t("Select &All"), StandardKey.SelectAll),
    Command("search_library", EDIT, _t("Searc&h the Library"), "Ctrl+L", rule=True),
    Command("show_library", VIEW, _t("&Library"), "Ctrl+1"),
    Command("show_people", VIEW, _t("P&eople"), "Ctrl+2"),
    Command("show_watch_log", VIEW, _t("Wat&ch Log"), "Ctrl+3"),
    Command("looking_back", VIEW, _t("Looking &Back"), "Ctrl+4"),
    Command("toggle_inspector", VIEW, _t("&Inspector"), "F9", _L, checkable=True, rule=True),
    Command("toggle_outline", VIEW, _t("&Parts List"), "Ctrl+Shift+O", _R, checkable=True, rule=True),
    Command("toggle_preview", VIEW, _t("P&review"), "F5", _R, checkable=True),
    Command("toggle_earlier", VIEW, _t("Earlier Re&view"), "Shift+F5", _R, checkable=True),
    Command("preview_web", VIEW, _t("Preview at &Web Width"), None, _R),
    Command("preview_phone", VIEW, _t("Preview at P&hone Width"), None, _R),
    Command("look_light", VIEW, _t("L&ight Appearance"), checkable=True, rule=True),
    Command("look_dark", VIEW, _t("&Dark Appearance"), checkable=True),
    Command("look_system", VIEW, _t("Appearance of the S&ystem"), checkable=True),
    Command("larger_text", VIEW, _t("Larger &Text"), StandardKey.ZoomIn, rule=True),
    Command("smaller_text", VIEW, _t("&Smaller Text"), StandardKey.ZoomOut),
    Command("normal_text", VIEW, _t("&Normal Text Size"), "Ctrl+0"),
    Command("next_pane", VIEW, _t("Ne&xt Pane"), "F6", rule=True),
    Command("previous_pane", VIEW, _t("Pre&vious Pane"), "Shift+F6"),
    Command("next_review", VIEW, _t("Next Open Review"), "Ctrl+Tab", _R),
    Command("previous_review", VIEW, _t("Previous Open Review"), "Ctrl+Shift+Tab", _R),
    Command("next_part", REVIEW, _t("&Next Part"), "Ctrl+PgDown", _R),
    Command("previous_part", REVIEW, _t("&Previous Part"), "Ctrl+PgUp", _R),
    Command("go_facts", REVIEW, _t("Go to &Facts"), "Ctrl+Shift+D", _R),
    Command("go_people", REVIEW, _t("Go to P&eople"), "Ctrl+Shift+J", _R),
    Command("add_part", REVIEW, _t("&Add Part…"), "Ctrl+Shift+A", _R, rule=True),
    Command("part_up", REVIEW, _t("Move Part &Up"), "Ctrl+Shift+PgUp", _R),
    Command("part_down", REVIEW, _t("Move Part &Down"), "Ctrl+Shift+PgDown", _R),
    Command("remove_part", REVIEW, _t("&Remove Part"), None, _R),
    Command("status_idea", STATUS, _t("&Idea"), None, _C),
    Command("status_draft", STATUS, _t("&Draft"), None, _C),
    Command("status_ready", STATUS, _t("&Ready"), None, _C),
    Command("status_filed", STATUS, _t("&Filed"), None, _C),
    Command("status_published", STATUS, _t("&Published"), None, _C),
    Command("status_spiked", STATUS, _t("&Spiked"), None, _C),
    Command("tags", REVIEW, _t("Ta&gs…"), "Ctrl+Shift+T", _C),
    Command("outlet", REVIEW, _t("&Outlet…"), None, _C),
    Command("publish", REVIEW, _t("Pu&blish"), None, _R, rule=True),
    Command("review_again", REVIEW, _t("Review Aga&in…"), None, _C),
    Command("duplicate", REVIEW, _t("Dup&licate Review"), "Ctrl+D", _C),
    Command("merge_reviews", REVIEW, _t("&Merge Two Reviews"), None, _L),
    Command("trash", REVIEW, _t("Move Review to &Trash"), None, _C),
    Command("bold", INSERT, _t("&Bold"), StandardKey.Bold, _T),
    Command("italic", INSERT, _t("&Italic"), StandardKey.Italic, _T),
    Command("film_title", INSERT, _t("Film &Title"), "Ctrl+T", _T),
    Command("link", INSERT, _t("&Link"), "Ctrl+K", _T),
    Command("person", INSERT, _t("&Person"), "Ctrl+Shift+P", _T),
    Command("spoiler", INSERT, _t("&Spoiler"), "Ctrl+Shift+X", _T),
    Command("picture", INSERT, _t("Pi&cture…"), "Ctrl+Shift+I", _T, rule=True),
    Command("placeholder", INSERT, _t("Picture to &Come"), "Ctrl+Shift+H", _R),
    Command("find_duplicates", PEOPLE, _t("Find Possible &Duplicates")),
    Command("merge_people", PEOPLE, _t("&Merge…")),
    Command("shortcuts", HELP, _t("&Keyboard Shortcuts"), "Ctrl+?"),
    Command("markdown_help", HELP, _t("&Marks in the Text")),
    Command("sample", HELP, _t("&Sample Review")),
    Command("about", HELP, _t("&About Matinee"), rule=True),
)


def words_of(command: Command) -> str:
    """Return a command's words in the interface's language, without the mnemonic."""
    return QCoreApplication.translate("Commands", command.words).replace("&", "").rstrip("…")


def make_actions(parent: QWidget) -> dict[str, QAction]:
    """Return an action for every command, by id."""
    actions = {}
    for command in COMMANDS:
        action = QAction(QCoreApplication.translate("Commands", command.words), parent, checkable=command.checkable)
        action.setObjectName(command.id)
        if isinstance(command.keys, str):
            action.setShortcut(QKeySequence(command.keys))
        elif command.keys is not None:
            action.setShortcuts(command.keys)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{words_of(command)} ({keys})" if keys else words_of(command))
        actions[command.id] = action
    return actions


def fill_menu_bar(bar: QMenuBar, actions: dict[str, QAction]) -> dict[str, QMenu]:
    """Fill the menu bar with every command; return its menus by their untranslated words."""
    menus = {words: bar.addMenu(QCoreApplication.translate("Commands", words)) for words in MENUS}
    for command in COMMANDS:
        if command.menu not in menus:
            outer = menus[SUBMENUS[command.menu]]
            outer.addSeparator()
            menus[command.menu] = outer.addMenu(QCoreApplication.translate("Commands", command.menu))
        elif command.rule:
            menus[command.menu].addSeparator()
        menus[command.menu].addAction(actions[command.id])
    return menus
