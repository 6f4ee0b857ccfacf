"""Words as they are written: those of two directions side by side."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextLayout
from pytestqt.qtbot import QtBot

from desktop.gui.as_written import isolated


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
