"""Pictures named in a text follow the list beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.picture_marks import named_pictures, with_pictures

BODY = "One.\n\n![](image:aa)\n![sea](image:bb)\n\nTwo."
IDS = ("aa", "bb", "cc", "dd", "ee")


def test_a_new_picture_is_named_at_the_caret_on_a_line_of_its_own() -> None:
    body, caret = with_pictures("One. Two.", ["aa"], [], 5)
    assert body == "One. \n\n![](image:aa)\n\nTwo."
    assert body[caret:] == "Two."


def test_a_new_picture_joins_the_one_just_above() -> None:
    first, caret = with_pictures("", ["aa"], [], 0)
    assert with_pictures(first, ["aa", "bb"], ["aa"], caret)[0] == "![](image:aa)\n![](image:bb)\n\n"


def test_a_picture_that_is_not_wanted_loses_its_line_only() -> None:
    assert with_pictures(BODY, ["bb"], ["aa", "bb"], 0)[0] == "One.\n\n![sea](image:bb)\n\nTwo."


def test_pictures_in_another_order_change_places() -> None:
    assert named_pictures(with_pictures(BODY, ["bb", "aa"], ["aa", "bb"], 0)[0]) == ["bb", "aa"]


@given(st.permutations(IDS), st.permutations(IDS), st.integers(0, 5), st.integers(0, 5), st.integers(0, 200))
def test_the_text_names_exactly_what_is_wanted(first: list[str], second: list[str], few: int, more: int, caret: int) -> None:
    known, wanted = first[:few], second[:more]
    body, caret = with_pictures("One.\n\nTwo ![](image:no) words.", known, [], caret)
    body, _ = with_pictures(body, wanted, known, caret)
    assert sorted(named_pictures(body)) == sorted(wanted)
    assert [each for each in named_pictures(body) if each in known] == [each for each in wanted if each in known]
    kept = "".join(line for line in body.split("\n") if not line.startswith("![](image:") or "no" in line)
    assert "".join(kept.split()) == "One.Two![](image:no)words."
