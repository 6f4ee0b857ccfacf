"""The commands of the Markdown editor, as functions: what they do, and that twice is not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.gui.widgets.markdown_commands import (
    BOLD,
    FILM_TITLE,
    ITALIC,
    SPOILER,
    Edit,
    Wrap,
    indent_items,
    paragraphs,
    toggle_link,
    toggle_wrap,
)

WRAPS = [BOLD, ITALIC, FILM_TITLE, SPOILER]


def marked(text: str) -> tuple[str, int, int]:
    """Read ``a [b] c`` as a text with ``b`` selected, ``a ^ b`` as one with the caret."""
    if "^" in text:
        at = text.index("^")
        return text.replace("^", ""), at, at
    start = text.index("‹")
    end = text.index("›") - 1
    return text.replace("‹", "").replace("›", ""), start, end


def shown(text: str, edit: Edit) -> str:
    change = edit.change
    new = text[: change.start] + change.text + text[change.end :]
    if edit.start == edit.end:
        return new[: edit.start] + "^" + new[edit.start :]
    return new[: edit.start] + "‹" + new[edit.start : edit.end] + "›" + new[edit.end :]


@pytest.mark.parametrize(
    ("wrap", "before", "after"),
    [
        (BOLD, "a ‹lamp› lit", "a **‹lamp›** lit"),
        (BOLD, "a **‹lamp›** lit", "a ‹lamp› lit"),
        (BOLD, "a ‹**lamp**› lit", "a ‹lamp› lit"),
        (BOLD, "a ‹ lamp › lit", "a  **‹lamp›**  lit"),
        (BOLD, "a la^mp lit", "a **la^mp** lit"),
        (BOLD, "a **la^mp** lit", "a la^mp lit"),
        (BOLD, "a  ^  b", "a  **^**  b"),
        (BOLD, "a **^** b", "a ^ b"),
        (BOLD, "*‹lamp›*", "***‹lamp›***"),
        (BOLD, "***‹lamp›***", "*‹lamp›*"),
        (ITALIC, "***‹lamp›***", "**‹lamp›**"),
        (ITALIC, "**‹lamp›**", "***‹lamp›***"),
        (ITALIC, "*‹lamp›*", "‹lamp›"),
        (FILM_TITLE, "see ‹The Lamplighter› now", "see {{‹The Lamplighter›}} now"),
        (FILM_TITLE, "see {{‹The Lamplighter›}} now", "see ‹The Lamplighter› now"),
        (SPOILER, "‹she dies›", "||‹she dies›||"),
        (SPOILER, "||‹she dies›||", "‹she dies›"),
        (BOLD, "‹one\n\ntwo›", "‹**one**\n\n**two**›"),
        (BOLD, "‹**one**\n\n**two**›", "‹one\n\ntwo›"),
        (BOLD, "‹**one**\ntwo›", "‹**one**\n**two**›"),
        (BOLD, "🎬 ‹lamp›", "🎬 **‹lamp›**"),
    ],
)
def test_toggling(wrap: Wrap, before: str, after: str) -> None:
    text, start, end = marked(before)
    assert shown(text, toggle_wrap(text, start, end, wrap)) == after


@given(
    st.text(alphabet="ab é한🎬\n", max_size=30),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(WRAPS),
)
def test_twice_is_not_at_all(text: str, one: int, other: int, wrap: Wrap) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    first = toggle_wrap(text, start, end, wrap)
    after = text[: first.change.start] + first.change.text + text[first.change.end :]
    second = toggle_wrap(after, first.start, first.end, wrap)
    back = after[: second.change.start] + second.change.text + after[second.change.end :]
    stepped_out = back == after and second.start == second.end == first.end + len(wrap.after)
    assert back == text or (stepped_out and start == end)
    assert 0 <= first.start <= first.end <= len(after)


@pytest.mark.parametrize("wrap", WRAPS)
def test_what_is_typed_between_two_presses_is_wrapped_and_typing_goes_on_behind_it(wrap: Wrap) -> None:
    first = toggle_wrap("It is ", 6, 6, wrap)
    typed = "It is " + wrap.before + "two words" + wrap.after
    caret = first.start + len("two words")
    second = toggle_wrap(typed, caret, caret, wrap)
    assert second.change.start == second.change.end
    assert (second.change.text, second.start, second.end) == ("", len(typed), len(typed))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("see ‹the essay› now", "see [the essay](^) now"),
        ("see ^", "see [^]()"),
        ("‹https://example.org/a›", "[^](https://example.org/a)"),
        ("see [the es^say](https://example.org/a_(b)) now", "see ‹the essay› now"),
        ("@[Ama Da^rko](person:4)", "@[Ama Da[^]()rko](person:4)"),
    ],
)
def test_links(before: str, after: str) -> None:
    text, start, end = marked(before)
    assert shown(text, toggle_link(text, start, end)) == after


def test_items_move_in_and_out() -> None:
    text = "words\n- one\n- two\n\n3. three"
    moved = indent_items(text, 8, 16, deeper=True)
    assert moved is not None
    assert moved.change.text == "    - one\n    - two"
    back = indent_items("- one\n    - two", 8, 8, deeper=False)
    assert back is not None
    assert back.change.text == "- two"
    assert indent_items("no list here", 3, 3, deeper=True) is None
    assert indent_items("- one", 2, 2, deeper=False) is None


def test_paragraphs_begin_after_blank_lines() -> None:
    assert paragraphs("one\nstill one\n\ntwo\n  \n\nthree") == [0, 15, 23]
    assert paragraphs("\n\none\n") == [2]
    assert paragraphs("") == []
