"""The difference between two pages, and when there is none that can be sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.page import PageFile
from desktop.gui.preview.patching import can_patch, patch_between
from tests.gui.preview.pages import block, page

A, B, C = block("a", "1"), block("b", "2"), block("c", "3")


def test_equal_pages_need_no_patch() -> None:
    assert patch_between(page(A, B), page(A, B)) == {}


def test_only_changed_blocks_are_sent() -> None:
    assert patch_between(page(A, B), page(A, block("b", "new"))) == {"changed": {"b": '<p id="b">new</p>'}}


def test_moves_and_removals_send_the_order_alone() -> None:
    assert patch_between(page(A, B, C), page(C, A)) == {"order": ["c", "a"]}


def test_a_new_block_is_sent_with_its_place() -> None:
    assert patch_between(page(A, C), page(A, B, C)) == {"changed": {"b": B.html}, "order": ["a", "b", "c"]}


@pytest.mark.parametrize(
    ("old", "new", "splice"),
    [
        ("abc", "axc", (1, 1, "x")),
        ("abc", "ac", (1, 1, "")),
        ("ac", "abc", (1, 0, "b")),
        ("aa", "aaa", (2, 0, "a")),
        ("", "ab", (0, 0, "ab")),
        ("ab", "", (0, 2, "")),
    ],
)
def test_the_head_is_spliced(old: str, new: str, splice: tuple[int, int, str]) -> None:
    before, after = replace(page(), head=tuple(old)), replace(page(), head=tuple(new))
    at, remove, insert = splice
    assert patch_between(before, after) == {"head": {"at": at, "remove": remove, "insert": tuple(insert)}}


def test_language_and_attributes_are_sent_when_they_change() -> None:
    new = replace(page(A), language="he", direction="rtl", article_attributes=' class="b"')
    assert patch_between(page(A), new) == {"root": {"language": "he", "direction": "rtl"}, "attributes": ' class="b"'}


def test_what_cannot_be_patched() -> None:
    assert can_patch(page(A), page(A, B))
    assert not can_patch(page(A), page(A, A))
    assert not can_patch(page(A, A), page(A))
    assert not can_patch(page(A), page(A, block("", "no id")))
    one, other = PageFile("a.png", "1.png"), PageFile("a.png", "2.png")
    assert can_patch(page(A, files=(one,)), page(A))
    assert can_patch(page(A), page(A, files=(other,)))
    assert not can_patch(page(A, files=(one,)), page(A, files=(other,)))
