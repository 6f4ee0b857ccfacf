"""The Markdown editor with real keys: text in and out, undo left alone, paste, people, paragraphs, speed."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QKeySequence, QShortcut, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.theme import Theme
from desktop.gui.widgets import Completion, LineField, MarkdownEditor
from desktop.gui.widgets.completion import LookUp
from tests.gui.widgets.conftest import Show, compose

PEOPLE = ["Ama Darko", "Amadou Keita", "Idris Falk"]


def people(text: str) -> list[Completion]:
    return [Completion(at, name, "actor") for at, name in enumerate(PEOPLE) if text.casefold() in name.casefold()]


@pytest.fixture
def editor(show: Show) -> MarkdownEditor:
    editor = MarkdownEditor(clean_html=lambda html: f"*cleaned* {len(html) > 0}", complete_person=people)
    show(editor, LineField("Other"), width=800, height=600)
    editor.setFocus()
    return editor


def paste(editor: MarkdownEditor, mime: QMimeData, keys: str = "Ctrl+V") -> None:
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.keySequence(editor, QKeySequence(keys))


def test_each_key_is_told_with_text_and_caret(editor: MarkdownEditor) -> None:
    texts: list[str] = []
    carets: list[int] = []
    editor.text_changed.connect(texts.append)
    editor.caret_moved.connect(carets.append)
    QTest.keyClicks(editor, "a")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "b")
    assert texts == ["a", "a\n", "a\nb"]
    assert carets == [1, 2, 3]


def test_setting_is_silent_and_exact(editor: MarkdownEditor) -> None:
    heard: list[object] = []
    editor.text_changed.connect(heard.append)
    for text in ("one\n\ntwo", "“non\u00a0brisant”\n🎬 발레리나", "", "x\u200dy\n"):
        editor.set_text(text)
        assert editor.text() == text
    assert heard == []


def test_shift_enter_is_an_ordinary_line_break(editor: MarkdownEditor) -> None:
    QTest.keyClicks(editor, "a")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor, "b")
    assert editor.text() == "a\nb"
    assert editor.document().blockCount() == 2


def test_the_caret_stays_in_its_words(editor: MarkdownEditor) -> None:
    editor.set_text("🎬 one\n\ntwo three")
    editor.select(12)
    editor.set_text("🎬🎬 one and a half\n\ntwo three")
    assert editor.text()[editor.caret() :] == "hree"
    editor.set_text("🎬🎬 one and a half\n\ntwo threes")
    assert editor.text()[editor.caret() :] == "hrees"


def test_a_change_shown_is_selected(editor: MarkdownEditor) -> None:
    editor.set_text("one three")
    editor.set_text("one two three", show_change=True)
    start, end = editor.selection()
    assert editor.text()[start:end] == "two "
    editor.set_text("one three", show_change=True)
    assert editor.selection() in ((4, 4), (5, 5))


@pytest.mark.parametrize("keys", ["Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+K", "Ctrl+B", "Ctrl+I", "Ctrl+T"])
def test_the_windows_keys_reach_the_window(qtbot: QtBot, editor: MarkdownEditor, keys: str) -> None:
    shortcut = QShortcut(QKeySequence(keys), editor.window())
    QTest.keyClicks(editor, "some words")
    with qtbot.waitSignal(shortcut.activated, timeout=1000):
        QTest.keySequence(editor, QKeySequence(keys))
    assert editor.text() == "some words"
    assert not editor.document().isUndoAvailable()


def test_tab_leaves(editor: MarkdownEditor) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert not editor.hasFocus()
    assert editor.text() == ""


def test_a_word_in_the_making_is_not_told(editor: MarkdownEditor) -> None:
    heard: list[str] = []
    editor.text_changed.connect(heard.append)
    for preedit in ("ㅂ", "바", "발"):
        compose(editor, preedit)
    assert heard == []
    assert editor.composing
    compose(editor, "ㄹ", commit="발")
    assert heard == [], "the next syllable is in the making already"
    compose(editor, "", commit="레")
    assert heard == ["발레"]
    compose(editor, "ㅎ")
    compose(editor, "")
    assert heard == ["발레"], "given up: nothing changed"


def test_composing_is_told_at_the_latest_when_leaving(editor: MarkdownEditor) -> None:
    heard: list[str] = []
    editor.text_changed.connect(heard.append)
    compose(editor, "ㄹ", commit="발")
    assert heard == []
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert heard == ["발"]


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("toggle_bold", "the **lamp** is lit"),
        ("toggle_italic", "the *lamp* is lit"),
        ("toggle_film_title", "the {{lamp}} is lit"),
        ("toggle_spoiler", "the ||lamp|| is lit"),
        ("toggle_link", "the [lamp]() is lit"),
    ],
)
def test_commands_mark_and_tell(editor: MarkdownEditor, command: str, text: str) -> None:
    editor.set_text("the lamp is lit")
    editor.select(4, 8)
    heard: list[str] = []
    editor.text_changed.connect(heard.append)
    getattr(editor, command)()
    assert editor.text() == text
    assert heard == [text]
    getattr(editor, command)()
    assert editor.text() == "the lamp is lit"


def test_lists_move_in_and_out(editor: MarkdownEditor) -> None:
    editor.set_text("- one\n- two")
    editor.select(8)
    editor.indent_items()
    assert editor.text() == "- one\n    - two"
    editor.outdent_items()
    assert editor.text() == "- one\n- two"


def test_bold_looks_bold_and_its_markers_are_dimmed(editor: MarkdownEditor, theme: Theme) -> None:
    editor.set_text("🎬 a **b** {{c}} *d*")
    ranges = editor.document().firstBlock().layout().formats()
    units = editor.text().encode("utf-16-le")
    formats = {units[2 * r.start : 2 * (r.start + r.length)].decode("utf-16-le"): r.format for r in ranges}
    assert formats["b"].fontWeight() == QFont.Weight.Bold
    assert formats["d"].fontItalic()
    assert formats["c"].fontItalic()
    assert formats["**"].foreground().color() == theme.colour("muted")
    theme.apply("dark", 100)
    ranges = editor.document().firstBlock().layout().formats()
    assert ranges[0].format.foreground().color() == theme.colour("muted")


def test_highlighting_follows_a_fence(editor: MarkdownEditor) -> None:
    editor.set_text("*a*\n*b*")
    second = editor.document().lastBlock()
    assert any(r.format.fontItalic() for r in second.layout().formats())
    editor.set_text("```\n*b*")
    second = editor.document().lastBlock()
    assert not any(r.format.fontItalic() for r in second.layout().formats())


def test_highlighting_is_no_edit(editor: MarkdownEditor, theme: Theme) -> None:
    editor.set_text("a **b**")
    heard: list[str] = []
    editor.text_changed.connect(heard.append)
    theme.apply("dark", 150)
    QApplication.sendPostedEvents()
    assert heard == []
    assert editor.text() == "a **b**"


def test_paste_is_plain(editor: MarkdownEditor) -> None:
    mime = QMimeData()
    mime.setHtml("<b>Bold</b> words")
    mime.setText("Bold\u00a0words\r\nand\u2028more\u2029here")
    paste(editor, mime)
    assert editor.text() == "Bold\u00a0words\nand\nmore\nhere"
    assert editor.toHtml().count("font-weight:700") == 0


def test_paste_cleaned_asks_for_markdown(editor: MarkdownEditor) -> None:
    mime = QMimeData()
    mime.setHtml("<b>Bold</b> words")
    mime.setText("Bold words")
    paste(editor, mime, "Ctrl+Shift+V")
    assert editor.text() == "*cleaned* True"
    only_text = QMimeData()
    only_text.setText("!")
    paste(editor, only_text, "Ctrl+Shift+V")
    assert editor.text() == "*cleaned* True!"


def test_copy_keeps_no_break_spaces_and_no_styles(editor: MarkdownEditor) -> None:
    editor.set_text("a\u00a0b\n**c**")
    editor.selectAll()
    QTest.keySequence(editor, QKeySequence("Ctrl+C"))
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "a\u00a0b\n**c**"
    assert not mime.hasHtml()


def test_pictures_are_offered_not_embedded(qtbot: QtBot, editor: MarkdownEditor) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/stills/one.JPG"), QUrl.fromLocalFile("/stills/words.txt")])
    with qtbot.waitSignal(editor.images_offered, timeout=1000) as offered:
        paste(editor, files)
    assert offered.args == [[Path("/stills/one.JPG")]]
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor("black"))
    raw = QMimeData()
    raw.setImageData(picture)
    with qtbot.waitSignal(editor.images_offered, timeout=1000) as offered:
        paste(editor, raw)
    assert offered.args is not None
    assert isinstance(offered.args[0][0], QImage)
    assert editor.text() == ""


def test_at_sign_opens_people_at_the_caret(qtbot: QtBot, editor: MarkdownEditor) -> None:
    asked: list[str] = []
    editor.person_requested.connect(asked.append)
    editor.person_chosen.connect(lambda row: editor.insert_person(row.label, str(row.value)))
    QTest.keyClicks(editor, "played by @ama")
    assert asked == ["", "a", "am", "ama"]
    assert editor.hasFocus()
    assert [row.label for row in editor.people_list().completions()] == ["Ama Darko", "Amadou Keita"]
    QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "played by @[Amadou Keita](person:1)"
    assert editor.caret() == len(editor.text())
    assert not editor.people_list().is_open()


def test_tab_picks_a_person_and_stays(editor: MarkdownEditor) -> None:
    editor.person_chosen.connect(lambda row: editor.insert_person(row.label, str(row.value)))
    QTest.keyClicks(editor, "@idris f")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == "@[Idris Falk](person:2)"
    assert editor.hasFocus()


@pytest.mark.parametrize("typed", ["mail@ama", "@ama.\n", "@nobody"])
def test_no_list_where_no_name_is_meant(editor: MarkdownEditor, typed: str) -> None:
    for character in typed:
        if character == "\n":
            editor.close_people()
            QTest.keyClick(editor, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(editor, character)
    assert not editor.people_list().is_open()
    assert editor.text() == typed


def test_escape_closes_people_and_keeps_the_text(editor: MarkdownEditor) -> None:
    QTest.keyClicks(editor, "@ama")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.people_list().is_open()
    assert editor.text() == "@ama"


def test_paragraphs_are_walked_and_announced(editor: MarkdownEditor) -> None:
    editor.set_text("one\n\ntwo\nmore\n\nthree")
    editor.select(0)
    said: list[str] = []
    editor.announced.connect(said.append)
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert said == ["Paragraph 2 of 3", "Paragraph 3 of 3"]
    assert editor.text()[editor.caret() :] == "three"
    QTest.keyClick(editor, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert editor.text()[editor.caret() :].startswith("two")


def test_the_measure_is_sixty_to_seventy_two_characters(editor: MarkdownEditor) -> None:
    prose = (
        "Every evening Marta Oyelaran climbs the breakwater and lights a lamp that no ship has needed for "
        "thirty years. The town calls it a habit; her daughter calls it a way of not coming home, and the sea "
        "says nothing at all about the matter, as it has done since before there was a town to hear it. "
    )
    editor.window().resize(1400, 600)
    editor.set_text(prose * 3)
    QApplication.sendPostedEvents()
    editor.grab()
    layout = editor.document().firstBlock().layout()
    lengths = [layout.lineAt(at).textLength() for at in range(layout.lineCount() - 1)]
    assert len(lengths) > 8
    assert 58 <= sum(lengths) / len(lengths) <= 72
    left = editor.viewport().x()
    right = editor.width() - editor.viewport().geometry().right()
    assert abs(left - right) <= 16


@pytest.mark.parametrize("percent", [100, 200])
def test_lines_have_air_and_text_stays_inside(editor: MarkdownEditor, theme: Theme, percent: int) -> None:
    theme.apply("light", percent)
    editor.set_text("lamp " * 200 + "🎬 발레리나 " * 40)
    QApplication.sendPostedEvents()
    editor.grab()
    layout = editor.document().firstBlock().layout()
    tops = [layout.lineAt(at).y() for at in range(layout.lineCount())]
    steps = {round(low - high) for high, low in pairwise(tops)}
    size = theme.pixels("writing")
    assert all(abs(step - 1.62 * size) <= 0.15 * size for step in steps), steps
    widest = max(layout.lineAt(at).naturalTextWidth() for at in range(layout.lineCount()))
    assert widest <= editor.viewport().width()


def test_a_key_in_ten_thousand_words_costs_less_than_a_frame(editor: MarkdownEditor) -> None:
    paragraph = "The *lamp* is lit by **nobody**, says {{The Lamplighter}}, and the sea agrees. " * 7
    editor.set_text("\n\n".join([paragraph] * 110))
    assert len(editor.text().split()) > 10_000
    for where in (QTextCursor.MoveOperation.Start, QTextCursor.MoveOperation.End):
        editor.moveCursor(where)
        editor.viewport().repaint()
        times = []
        for letter in "and then a lamp ":
            start = time.thread_time()
            QTest.keyClicks(editor, letter)
            editor.viewport().repaint()
            times.append(time.thread_time() - start)
        assert sorted(times)[len(times) // 2] < 0.016


def test_the_view_is_as_wide_with_a_scroll_bar_as_without(editor: MarkdownEditor) -> None:
    """At another width Qt would lay a long text out twice."""
    short = editor.viewport().width()
    editor.set_text("line\n" * 200)
    assert editor.verticalScrollBar().maximum() > 0
    assert editor.viewport().width() == short
    seen = editor.verticalScrollBar().grab().toImage()
    editor.set_text("line")
    assert editor.verticalScrollBar().grab().toImage() != seen, "there is nothing to scroll, and the bar is still drawn"


def test_a_text_does_not_wait_for_the_library_that_completes_a_name(qtbot: QtBot, show: Show) -> None:
    asked: list[str] = []
    waiting: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def find(text: str) -> list[str]:
        asked.append(text)
        return [name for name in ("Ama Darko", "Amadou Keita") if name.casefold().startswith(text)]

    people = LookUp(find, lambda _text, names: [Completion(name, name) for name in names])
    editor = MarkdownEditor(complete_person=people)
    editor.ask_through(lambda question, done: waiting.append((question, done)))
    editor.person_chosen.connect(lambda row: editor.insert_person(row.label, "1"))
    show(editor)
    editor.setFocus()
    QTest.keyClicks(editor, "by @ama")
    assert asked == []
    assert not editor.people_list().is_open()
    question, done = waiting.pop()
    done(question())
    assert [row.label for row in editor.people_list().completions()] == ["Ama Darko", "Amadou Keita"]
    QTest.keyClicks(editor, "do")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "by @[Amadou Keita](person:1)", "Enter takes who is meant by what is typed now"
    for question, done in waiting:
        done(question())
    assert not editor.people_list().is_open()
    QTest.keyClicks(editor, " and @am")
    editor.close_people()
    question, done = waiting.pop()
    done(question())
    assert not editor.people_list().is_open()
