"""Pieces of a text as they are read: no sign of Markdown is left, no word is lost, and the marked words stay marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.plain_sentences import without_marks

SIGNS = st.text(st.sampled_from("ab .!…\\*_`[](){}|>#-@1\n^/:"), max_size=40)


@pytest.mark.parametrize(
    ("piece", "read"),
    [
        ("A *patient* and **slow** «film», `coded` _here_.", "A patient and slow «film», coded here."),
        ('See [the \x02harbour\x03](https://example.com/a_b "T") now.', "See the \x02harbour\x03 now."),
        ("> \x02Quoted\x03 words\n> go on", "\x02Quoted\x03 words go on"),
        ("Before.\n## A \x02heading\x03\n- one\n1. two", "Before. A \x02heading\x03 one two"),
        (
            "@[Kim \x02Ji-hun\x03](person:ab-1) in {{The \x02Beast\x03}}[^1] ||hidden||",
            "Kim \x02Ji-hun\x03 in The \x02Beast\x03 hidden",
        ),
        ("![A lamp](image:abc) \x02lamp\x03!", " \x02lamp\x03!"),
        (r"5 \* 3 \[sic\] \![x]", "5 * 3 [sic] ![x]"),
        ("snake_case and 2 [sic] \x02notes\x03", "snake_case and 2 [sic] \x02notes\x03"),
        ("a \x02red *shoes\x03* b", "a \x02red shoes\x03 b"),
        ("…example.com/a/b) \x02after\x03 an address", "…\x02after\x03 an address".replace("…", "… ")),
        ("…lost words](https://x.example) \x02after\x03", "…lost words \x02after\x03"),
        ("\x02before\x03 [the words](https://exam…", "\x02before\x03 the words…"),
        ("\x02before\x03 [the wor…", "\x02before\x03 the wor…"),
        ("…12. \x02words\x03 (2019) here", "…12. \x02words\x03 (2019) here"),
        ("[words](https://\x02only.example\x03)", "[words](https://\x02only.example\x03)"),
    ],
)
def test_a_piece_reads_as_prose_with_the_same_words_marked(piece: str, read: str) -> None:
    text, places = _parted(piece)
    assert tuple(_parted(read)) == _shown(*without_marks(text, places))


@settings(max_examples=1000)
@given(SIGNS, st.integers(0, 40), st.integers(0, 40))
def test_any_piece_keeps_its_letters_in_order_and_its_places_inside(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    read, places = without_marks(text, ((start, end),) if start < end else ())
    left = iter(text)
    assert all(sign in left for sign in read)
    for begin, stop in places:
        assert 0 <= begin < stop <= len(read)
        inside = iter(text[start:end])
        assert all(sign in inside for sign in read[begin:stop])


def _parted(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without the signs around its marked words, and where those are."""
    text, *rest = marked.split("\x02")
    places = []
    for piece in rest:
        word, _, behind = piece.partition("\x03")
        places.append((len(text), len(text) + len(word)))
        text += word + behind
    return text, tuple(places)


def _shown(text: str, places: tuple[tuple[int, int], ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    return text.replace("\n", " "), places
