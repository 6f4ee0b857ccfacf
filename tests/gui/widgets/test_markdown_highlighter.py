"""Highlighting a long change in slices: what is in sight first, each line once, right whatever is edited meanwhile."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from desktop.gui.theme import Theme
from desktop.gui.widgets import MarkdownEditor
from desktop.gui.widgets.markdown_highlighter import AT_ONCE, MarkdownHighlighter
from tests.gui.widgets.conftest import Show, compose

Look = tuple[int, list[tuple[int, int, int, bool, str]]]


@pytest.fixture
def editor(show: Show) -> MarkdownEditor:
    editor = MarkdownEditor()
    show(editor, width=800, height=600)
    editor.setFocus()
    return editor


def highlighter(editor: MarkdownEditor) -> MarkdownHighlighter:
    found = editor.findChild(MarkdownHighlighter)
    assert isinstance(found, MarkdownHighlighter)
    return found


def lines(editor: MarkdownEditor) -> list[QTextBlock]:
    document = editor.document()
    return [document.findBlockByNumber(at) for at in range(document.blockCount())]


def bright(blocks: list[QTextBlock]) -> int:
    return sum(bool(block.layout().formats()) for block in blocks)


def in_sight(editor: MarkdownEditor) -> list[QTextBlock]:
    area = editor.viewport().rect()
    first = editor.cursorForPosition(area.topLeft()).blockNumber()
    last = editor.cursorForPosition(area.bottomRight()).blockNumber()
    return lines(editor)[first : last + 1]


def looks(editor: MarkdownEditor) -> list[Look]:
    """Return how each line looks, and how it begins and ends."""
    return [
        (
            block.userState(),
            [
                (
                    each.start,
                    each.length,
                    each.format.fontWeight(),
                    each.format.fontItalic(),
                    each.format.foreground().color().name(),
                )
                for each in block.layout().formats()
            ],
        )
        for block in lines(editor)
    ]


def settle(editor: MarkdownEditor, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not highlighter(editor).waiting, timeout=20_000)


def sight_is_drawn(editor: MarkdownEditor) -> None:
    """Let happen what happens before the next painting, and no slice."""
    QCoreApplication.sendPostedEvents(highlighter(editor))


@pytest.mark.parametrize("count", [1000, 3000])
def test_a_change_of_thousands_of_lines_is_highlighted_in_slices(editor: MarkdownEditor, qtbot: QtBot, count: int) -> None:
    editor.insert_text("\n".join(["- *a*"] * count))
    assert bright(lines(editor)) <= AT_ONCE
    settle(editor, qtbot)
    assert bright(lines(editor)) == count


def test_a_change_of_the_theme_is_highlighted_in_slices(editor: MarkdownEditor, qtbot: QtBot, theme: Theme) -> None:
    editor.set_text("\n".join(["- *a*"] * 1000))
    settle(editor, qtbot)
    theme.apply("dark", 100)

    def dim() -> int:
        colours = [each.format.foreground().color() for block in lines(editor) for each in block.layout().formats()[:1]]
        return colours.count(theme.colour("muted"))

    assert dim() <= 2 * AT_ONCE
    settle(editor, qtbot)
    assert dim() == 1000


def test_what_is_in_sight_is_never_painted_plain(editor: MarkdownEditor) -> None:
    editor.insert_text("\n".join(["- *a*"] * 4000))
    sight_is_drawn(editor)
    seen = in_sight(editor)
    assert seen[-1].blockNumber() > 3900
    assert bright(seen) == len(seen)
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum() // 2)
    sight_is_drawn(editor)
    seen = in_sight(editor)
    assert 1000 < seen[0].blockNumber() < 3000
    assert bright(seen) == len(seen)
    assert highlighter(editor).waiting
    assert bright(lines(editor)) < 400


def test_what_is_in_sight_knows_the_fences_above_that_wait(editor: MarkdownEditor, qtbot: QtBot) -> None:
    filler = ["*🎬*"] * 600
    editor.insert_text("\n".join([*filler, "```", *filler]))
    sight_is_drawn(editor)
    assert highlighter(editor).waiting
    assert not any(each.format.fontItalic() for block in in_sight(editor) for each in block.layout().formats())
    settle(editor, qtbot)
    assert [any(each.format.fontItalic() for each in b.layout().formats()) for b in lines(editor)] == [True] * 600 + [False] * 601


def test_a_key_is_highlighted_at_once_while_lines_wait(editor: MarkdownEditor) -> None:
    editor.insert_text("\n".join(["plain"] * 4000) + "\n*last")
    QTest.keyClicks(editor, "*")
    assert highlighter(editor).waiting
    assert any(each.format.fontItalic() for each in editor.document().lastBlock().layout().formats())


def test_a_fence_turns_all_lines_below_and_only_some_at_once(editor: MarkdownEditor, qtbot: QtBot) -> None:
    editor.set_text("\n".join(["*a*"] * 1000))
    settle(editor, qtbot)
    editor.select(0)
    editor.insert_text("```\n")

    def italic() -> int:
        return sum(any(each.format.fontItalic() for each in block.layout().formats()) for block in lines(editor))

    assert italic() >= 1000 - AT_ONCE
    sight_is_drawn(editor)
    assert not any(each.format.fontItalic() for block in in_sight(editor) for each in block.layout().formats())
    settle(editor, qtbot)
    assert italic() == 0


@pytest.mark.parametrize("seed", range(6))
def test_edits_while_lines_wait_end_in_the_same_looks(editor: MarkdownEditor, show: Show, qtbot: QtBot, seed: int) -> None:
    pick = random.Random(seed)
    some = ["- *a*", "```", "🎬 **b**", "", "# c", "plain", "~~~", "> `d` {{e}}"]

    def made(count: int) -> str:
        return "\n".join(pick.choices(some, weights=[9, 1, 9, 9, 9, 9, 1, 9], k=count))

    for _ in range(10):
        act = pick.randrange(6)
        at = pick.randint(0, len(editor.text()))
        if act == 0:
            editor.set_text(made(pick.choice([3, 300])))
        elif act == 1:
            editor.select(at, min(len(editor.text()), at + pick.choice([1, 40, 1000])))
            editor.insert_text(made(pick.choice([1, 2, 200])))
        elif act == 2:
            editor.select(at)
            editor.insert_text(pick.choice(["\n```\n", "*", "\n", "🎬"]))
        elif act == 3:
            cursor = QTextCursor(editor.document())  # two places as one edit, as when words are dragged
            cursor.beginEditBlock()
            for _place in range(2):
                cursor.setPosition(pick.randrange(editor.document().characterCount()))
                cursor.insertText(pick.choice(["*x*", "\n~~~\n"]))
            cursor.endEditBlock()
        elif act == 4:
            editor.verticalScrollBar().setValue(pick.randint(0, editor.verticalScrollBar().maximum()))
            sight_is_drawn(editor)
        else:
            QCoreApplication.processEvents()
    settle(editor, qtbot)
    fresh = MarkdownEditor()
    show(fresh, width=800, height=600)
    fresh.set_text(editor.text())
    settle(fresh, qtbot)
    assert looks(editor) == looks(fresh)


class Counting(MarkdownHighlighter):
    """Notes which lines it highlights."""

    def _highlight_line(self, block: QTextBlock, *, in_code: bool) -> tuple[bool, bool]:
        self.done = [*getattr(self, "done", []), block.text()]
        return super()._highlight_line(block, in_code=in_code)


def test_no_line_is_highlighted_twice(show: Show, qtbot: QtBot) -> None:
    text = QTextEdit()
    counting = Counting(text)
    show(text)
    text.insertPlainText("\n".join(f"*{number}*" for number in range(2000)))
    text.ensureCursorVisible()
    qtbot.waitUntil(lambda: not counting.waiting, timeout=20_000)
    assert sorted(counting.done) == sorted(f"*{number}*" for number in range(2000))


def test_what_is_in_sight_stays_where_it_is(editor: MarkdownEditor, qtbot: QtBot) -> None:
    editor.insert_text("\n".join(["# " + "wide words " * 40] * 300))
    sight_is_drawn(editor)
    height = editor.document().size().height()
    seen = editor.cursorForPosition(QPoint(0, 0)).block().blockNumber()
    before = editor.cursorRect().top()
    settle(editor, qtbot)
    assert editor.document().size().height() != height, "nothing grew: the test shows nothing"
    assert abs(editor.cursorRect().top() - before) <= 2
    assert editor.cursorForPosition(QPoint(0, 0)).block().blockNumber() == seen


def test_a_text_that_goes_while_lines_wait_leaves_nothing_behind(qtbot: QtBot, theme: Theme) -> None:
    editor = MarkdownEditor()
    editor.insert_text("\n".join(["*a*"] * 4000))
    assert highlighter(editor).waiting
    with qtbot.waitSignal(editor.destroyed):
        editor.deleteLater()
    QCoreApplication.processEvents()


def test_a_word_in_the_making_moves_the_looks_beside_it(editor: MarkdownEditor) -> None:
    editor.set_text("a **b**")
    editor.select(2)
    compose(editor, "발레")
    ranges = editor.document().firstBlock().layout().formats()
    bold = next(each for each in ranges if each.format.fontWeight() == 700)
    assert (bold.start, bold.length) == (6, 1)
    compose(editor, "", commit="발레")
    bold = next(each for each in editor.document().firstBlock().layout().formats() if each.format.fontWeight() == 700)
    assert (bold.start, bold.length) == (6, 1)
