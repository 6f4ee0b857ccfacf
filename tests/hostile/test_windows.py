"""No window reads what somebody typed as markup: every label, tip, list and menu shows a hostile text as it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from html import unescape
from itertools import count, takewhile
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as Guess
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import OpenDesk
from desktop.core.article import Article
from desktop.core.dates import PartialDate
from desktop.core.errors import LibraryError
from desktop.core.person import Person
from desktop.core.viewing import Viewing
from desktop.gui.as_written import as_tip
from desktop.gui.opening_refused import OpeningRefused
from desktop.services.authoring import Place
from desktop.services.watch_log import Film, WatchLog
from tests.gui.desk import back_to, real_desk
from tests.gui.open_texts import open_text
from tests.hostile.inputs import Input
from tests.hostile.poison import full_article, picture_library, poisoned
from tests.storage.builders import keep

MARKUP = "<b>Q&A</b> <img src='images/x.png'>"
_POISON = Input(1, MARKUP, "https://example.org/")
_PLACES = ("show_people", "show_watch_log", "looking_back")
_DIALOGS = (
    "snapshots",
    "name_snapshot",
    "export",
    "backups",
    "about_library",
    "log_viewing",
    "quick_open",
    "new_review",
    "about",
)


def _poisoned() -> Article:
    """Return the full article with markup wherever somebody types words; what orders and joins records is as it was."""
    article = full_article()
    bad = {name: poisoned(getattr(article, name), _POISON, Random(1), name) for name in ("review", "work", "outlet", "people")}
    review, work = bad["review"], bad["work"]
    plain = {name: getattr(article.review, name) for name in ("created", "slug", "language", "published_on", "parts")}
    parts = tuple(replace(part, heading=f"{part.heading} {MARKUP}", body=MARKUP) for part in article.review.parts)
    facts = {name: getattr(article.work, name) for name in ("countries", "languages", "identifiers")}
    return replace(
        article,
        review=replace(review, **plain | {"parts": parts, "headline": MARKUP}),
        work=replace(work, **facts, title=MARKUP, genres=(MARKUP,)),
        outlet=replace(bad["outlet"], name=MARKUP),
        people=tuple(replace(person, name=f"{person.name} {MARKUP}") for person in bad["people"]),
    )


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    with real_desk(tmp_path, qtbot, preview=False) as desk:
        library = desk.workspace.archive.library
        for path in picture_library().rglob("*.png"):
            (library.root / "images" / path.parent.name).mkdir(exist_ok=True)
            (library.root / "images" / path.parent.name / path.name).write_bytes(path.read_bytes())
        article = _poisoned()
        double = Person("person-double", article.people[0].name)
        keep(library, *article.records(), double)
        seen = Viewing("", "", PartialDate(2024, 3, 1), venue=MARKUP, festival=MARKUP, companions=MARKUP)
        WatchLog(library).log(Film("", work_id=article.work.id), seen)[1].result(20)
        open_text(desk, article.review.id)
        yield desk


def _texts_of(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    """Yield every cell's words and tip."""
    model, waiting = view.model(), [QModelIndex()]
    while waiting:
        parent = waiting.pop()
        for row in range(min(model.rowCount(parent), 200)):
            waiting.append(model.index(row, 0, parent))
            for index in takewhile(QModelIndex.isValid, (model.index(row, column, parent) for column in count())):
                yield str(index.data() or ""), str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def _is_read(tip: str) -> bool:
    """Say whether a tip is read as markup that somebody typed."""
    return Guess.mightBeRichText(tip) and not tip.startswith(as_tip("<b>").partition("&lt;")[0])


def faults_of(widget: QWidget) -> tuple[list[str], int]:
    """Return what a widget reads as markup or as a key, and how many of its texts hold the poison."""
    texts, tips, keyed = [], [widget.toolTip()], [action.text() for action in widget.actions()]
    found = []
    if isinstance(widget, QLabel):
        texts.append(widget.text())
        if widget.textFormat() != Qt.TextFormat.PlainText and Guess.mightBeRichText(widget.text()):
            found.append(f"label: {widget.text()}")
    if isinstance(widget, QAbstractButton):
        keyed.append(widget.text())
    if isinstance(widget, QAbstractItemView):
        cells = list(_texts_of(widget))
        texts += [words for words, _tip in cells]
        tips += [tip for _words, tip in cells]
    if isinstance(widget, QLineEdit):
        texts.append(widget.text())
    if isinstance(widget, QTextEdit):
        texts.append(widget.toPlainText())
        found += ["picture in a text"] if "\ufffc" in widget.toPlainText() else []
    found += [f"tip: {tip}" for tip in tips if _is_read(tip)]
    found += [f"key: {words}" for words in keyed if "Q&A" in words.replace("&&", "")]
    poison = sum("Q&A" in unescape(text) for text in (*texts, *tips, *keyed))
    return [f"{type(widget).__name__}: {fault}" for fault in found], poison


class Walk:
    """Goes through the windows; ``found`` are the faults, ``seen`` how often the poison stood somewhere, by step."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.seen: dict[str, int] = {}

    def look(self, step: str) -> None:
        """Look at everything that there is now."""
        self.seen[step] = 0
        for widget in QApplication.allWidgets():
            faults, poison = faults_of(widget)
            self.found |= {f"{step}: {fault}" for fault in faults}
            self.seen[step] += poison if widget.isVisible() else 0

    def sees(self, step: str) -> bool:
        """Look, and say whether the poison stands anywhere."""
        self.look(step)
        return self.seen[step] > 0


def _is_another(places: QStackedWidget, than: QWidget | None) -> bool:
    return places.currentWidget() is not than


def _close_dialogs() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


def test_no_window_reads_a_text_as_markup(desk: OpenDesk, qtbot: QtBot) -> None:
    window, walk = desk.window, Walk()
    actions: dict[str, Callable[[], object]] = {name: each.trigger for name, each in window.actions_by_id.items()}
    keys = window.editor.outline.keys()
    for key in keys:
        window.editor.go_to(Place(key))
        walk.look(f"page {key}")
    window.resize(700, 700)
    qtbot.waitUntil(lambda: window.editor.is_narrow, timeout=5000)
    walk.look("narrow")
    window.resize(1400, 880)
    for name in _DIALOGS:
        back_to(window, qtbot)
        actions[name]()
        walk.look(name)
        _close_dialogs()
    actions["show_library"]()
    qtbot.waitUntil(partial(walk.sees, "library"), timeout=10_000)
    for name in _PLACES:
        in_front = window.places.currentWidget()
        actions[name]()
        qtbot.waitUntil(partial(_is_another, window.places, in_front), timeout=10_000)
        qtbot.waitUntil(partial(walk.sees, name), timeout=10_000)
    actions["show_people"]()
    desk.knowing.show_person("person-ama")
    qtbot.waitUntil(lambda: desk.knowing.view.page.page() is not None, timeout=10_000)
    walk.look("a person")
    actions["find_duplicates"]()
    qtbot.waitUntil(lambda: bool(desk.knowing.view.page.cards), timeout=10_000)
    desk.knowing.view.page.cards[0].compare.click()
    walk.look("merging")
    _close_dialogs()
    assert sorted(walk.found) == []
    steps = ("snapshots", "export", "page headline", "page people", "narrow", "a person", "merging")
    assert [step for step in steps if not walk.seen[step]] == []


def test_no_message_reads_a_text_as_markup(desk: OpenDesk, qtbot: QtBot) -> None:
    walk = Walk()
    desk.window.toast.say(f"“{MARKUP}” is in the trash.", "Undo", lambda: None)
    desk.window.notices.put("x", f"“{MARKUP}” could not be saved.", [("Q&&A", lambda: None)])
    refused = OpeningRefused(LibraryError(f"There is no library in “{MARKUP}”."))
    qtbot.addWidget(refused)
    refused.show()
    walk.look("messages")
    assert walk.found == set()
    assert walk.seen["messages"] >= 3


def test_the_walk_finds_its_faults(qtbot: QtBot) -> None:
    """The test of the tests above."""
    label, button = QLabel(MARKUP), QLabel("plain")
    button.setToolTip(MARKUP)
    button.addAction(QAction(MARKUP, button))
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    assert [fault.split(":")[1].strip() for each in (label, button) for fault in faults_of(each)[0]] == ["label", "tip", "key"]
    button.setToolTip(as_tip(MARKUP))
    assert [fault.split(":")[1].strip() for fault in faults_of(button)[0]] == ["key"]
