"""Adding people by name: the keys it takes, who is found, who is made."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.core.work import Job
from desktop.gui.people.credits_model import Column
from tests.gui.people.conftest import Keys, Page

ENTER = Qt.Key.Key_Return


def test_the_people_of_a_film_take_one_key_each_that_is_no_text(page: Page, keys: Keys) -> None:
    keys.text("d: lene voss")
    keys.press(ENTER)
    for typed in ("ida b", "jun h", "Park Su-ah", "Noor van der Meer", "Shin Tae"):
        keys.text(typed)
        keys.press(ENTER)
    keys.press(Qt.Key.Key_Down)
    keys.text("****")
    assert page.names() == [
        "Lene Voss",
        "Ida Brückner",
        "Jun Ha-neul",
        "Park Su-ah",
        "Noor van der Meer",
        "Shin Tae",
    ]
    assert [credit.job for credit in page.credits] == [Job.DIRECTOR, *[Job.CAST] * 5]
    assert [credit.top_billed for credit in page.credits] == [False, True, True, True, False, False]
    assert page.cells(Column.BIO) == ["none", "reused, 3 words", "reused, 3 words", "none", "none", "none"]
    assert keys.count + len("****") == 11
