"""The smallest replacement between two texts, in both countings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.gui.widgets.replacement import (
    Replacement,
    from_word_start,
    smallest_replacement,
    to_characters,
    to_units,
)

texts = st.text(alphabet="ab \n🎬한", max_size=25)


def applied(old: str, change: Replacement) -> str:
    return old[: change.start] + change.text + old[change.end :]


@given(texts, texts)
def test_it_makes_the_new_of_the_old_and_no_smaller_one_does(old: str, new: str) -> None:
    change = smallest_replacement(old, new)
    assert applied(old, change) == new
    assert applied(old, from_word_start(change, new)) == new
    gone, come = old[change.start : change.end], change.text
    if gone and come:
        assert gone[0] != come[0]
        assert gone[-1] != come[-1]
    if old == new:
        assert not gone
        assert not come


@given(texts, st.integers(0, 25))
def test_countings_agree(text: str, at: int) -> None:
    at = min(at, len(text))
    units = to_units(text, at)
    assert units == len(text[:at].encode("utf-16-le")) // 2
    assert to_characters(text, units) == at


@given(texts, texts, st.integers(0, 25))
def test_a_position_moves_with_the_words_around_it(old: str, new: str, at: int) -> None:
    change = smallest_replacement(old, new)
    at = min(at, len(old))
    moved = change.moved(at)
    assert 0 <= moved <= len(new)
    if at <= change.start:
        assert new[:moved] == old[:at]
    elif at >= change.end:
        assert new[moved:] == old[at:]


def test_an_insertion_is_read_from_the_start_of_a_word() -> None:
    new = "one two three"
    assert from_word_start(smallest_replacement("one three", new), new) == Replacement(4, 4, "two ")
