"""Words as they are written: those of two directions side by side."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QFont, QTextLayout
from pytestqt.qtbot import QtBot

from desktop.gui.as_written import Label, OneLine, isolated, shortened


def test_a_name_from_right_to_left_leaves_the_number_behind_it(qtbot: QtBot) -> None:
    def begins_at(words: str, part: str) -> float:
        layout = QTextLayout(words, QFont())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        return float(line.cursorToX(words.index(part))[0])  # type: ignore[index]

    said = f"{isolated('رونيت')} · 16 more"
    assert begins_at(said, "16") < begins_at(said, "more")
    assert begins_at(said, "·") < begins_at(said, "16")
    plain = "رونيت · 16 more"
    assert begins_at(plain, "·") > begins_at(plain, "16")


def test_other_words_are_left_as_they_are() -> None:
    assert isolated("Agnès Varda · 김지훈") == "Agnès Varda · 김지훈"


def test_a_word_longer_than_a_line_goes_on_in_the_next_and_stays_one_word(qtbot: QtBot) -> None:
    word = "a\u0301" * 40 + "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GRAPES}"
    label = Label(f"short {word}")
    qtbot.addWidget(label)
    alone = label.minimumSizeHint().width()
    label.setWordWrap(True)
    assert label.minimumSizeHint().width() < alone / 4
    assert label.text() == f"short {word}"
    assert label.text_shown().count("\N{ZERO WIDTH SPACE}") == 41
    assert "\N{ZERO WIDTH JOINER}\N{GRAPES}" in label.text_shown()
    label.setWordWrap(False)
    assert label.text_shown() == label.text()
    label.clear()
    assert label.text() == label.text_shown() == ""


def test_a_line_that_has_no_room_ends_in_an_ellipsis_and_asks_for_all_of_it_still(qtbot: QtBot) -> None:
    label = OneLine("Agnès Varda " * 20)
    qtbot.addWidget(label)
    wanted = label.sizeHint()
    label.resize(100, 20)
    label.show()
    assert label.text_shown().endswith("…")
    assert label.toolTip() == label.text() == "Agnès Varda " * 20
    assert label.sizeHint() == wanted
    label.resize(wanted)
    assert label.text_shown() == label.text()
    assert label.toolTip() == ""


def test_a_screen_reader_is_told_the_words_whatever_stands_there(qtbot: QtBot) -> None:
    def told(label: Label) -> str:
        return QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)

    line, path, named = OneLine("Agnès Varda " * 20), Label(), OneLine("Agnès Varda " * 20)
    named.setAccessibleName("Message")
    for label in (line, path, named):
        qtbot.addWidget(label)
        label.resize(100, 20)
        label.show()
    path.setWordWrap(True)
    path.setText("In /media/ann/Documents/Criticism/Archive.")
    assert [told(label) for label in (line, path, named)] == [line.text(), path.text(), "Message"]
    assert line.text_shown() != line.text()
    assert path.text_shown() != path.text()
    for label in (line, path, named):
        label.setText("Short")
    assert [told(label) for label in (line, path, named)] == ["Short", "Short", "Message"]


def test_a_long_name_in_a_sentence_is_shortened() -> None:
    assert shortened("Agnès Varda") == "Agnès Varda"
    assert shortened("x" * 61) == f"{'x' * 59}…"
