"""Word by word: nothing is lost, what stayed is found, and the work grows with the change."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.word_runs import Kind, Run, shortened, word_runs

_TEXTS = st.lists(st.sampled_from(["dancer", "the", "Kim Ji-hun", ".", "\n\n", " ", "영화", "don’t", "**", "\u0301", "?"])).map(
    "".join
)


def told(runs: tuple[Run, ...]) -> str:
    """Return runs as one line: ``-gone-`` and ``+come+``."""
    signs = {Kind.SAME: "", Kind.REMOVED: "-", Kind.ADDED: "+"}
    return "".join(f"{signs[run.kind]}{run.text}{signs[run.kind]}" for run in runs)


def side(runs: tuple[Run, ...], kind: Kind) -> str:
    """Return what stayed together with what is of ``kind``."""
    return "".join(run.text for run in runs if run.kind in (Kind.SAME, kind))


@given(before=_TEXTS, after=_TEXTS)
def test_both_texts_can_be_read_from_the_runs(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert side(runs, Kind.REMOVED) == before
    assert side(runs, Kind.ADDED) == after
    assert all(run.text for run in runs)
    assert all(one.kind is not other.kind for one, other in pairwise(runs))
    assert (before == after) == all(run.kind is Kind.SAME for run in runs)


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("", "", ""),
        ("", "New.", "+New.+"),
        ("Old.", "", "-Old.-"),
        (
            "The dancer takes her revenge. It works.",
            "The old dancer took her revenge. It works.",
            "The +old +dancer -takes-+took+ her revenge. It works.",
        ),
        ("It works, and how.", "It works and how.", "It works-,- and how."),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "One.\n\n-Two.\n\n-Three."),
        ("He left at dawn without a word.", "Nothing here is what it seems!", None),
        ("Ji-hun’s film", "Ji-hoon’s film", "-Ji-hun’s-+Ji-hoon’s+ film"),
        ("좋은 영화", "나쁜 영화", "-좋은-+나쁜+ 영화"),
    ],
)
def test_what_stayed_is_found(before: str, after: str, wanted: str | None) -> None:
    found = told(word_runs(before, after))
    assert found == (f"-{before}-+{after}+" if wanted is None else wanted)


def test_a_change_in_ten_thousand_words_is_found_quickly() -> None:
    words = [f"word{number * 7919 % 4000}{'.' if number % 17 == 16 else ''}" for number in range(10_000)]
    paragraphs = ["\n\n".join(" ".join(words[at : at + 100]) for at in range(0, 10_000, 100)), " ".join(words)]
    for text in paragraphs:
        changed = text.split(" ")
        for place in range(50, len(changed), 160):
            changed[place] = "elsewhere"
        taken = []
        for _ in range(5):
            begun = time.thread_time()
            word_runs(text, " ".join(changed))
            taken.append(time.thread_time() - begun)
        assert sum(run.kind is Kind.ADDED for run in word_runs(text, " ".join(changed))) > 50
        assert min(taken) < 0.1, f"{min(taken) * 1000:.0f} ms"


def test_what_stayed_is_cut_beside_the_changes_only() -> None:
    long = " ".join(f"w{number}" for number in range(100))
    runs = (Run(Kind.SAME, f"{long} "), Run(Kind.ADDED, "new "), Run(Kind.SAME, f"{long} "), Run(Kind.SAME, long))
    first, added, middle, last = shortened(runs, 3)
    assert (first.text, added.text, last.text) == ("… w97 w98 w99 ", "new ", "w0 w1 w2 …")
    assert middle.text == "w0 w1 w2 … w97 w98 w99 "
    short = (Run(Kind.SAME, "a few words "), Run(Kind.REMOVED, long))
    assert shortened(short, 3) == short


def test_a_new_paragraph_begins_where_a_line_ends() -> None:
    before, after = "She asks, politely, and does.", "She asks and does.\n\nNobody looks back."
    assert told(word_runs(before, after)) == "She asks-, politely,- and does.+\n\nNobody looks back.+"
    assert told(word_runs(after, before)) == "She asks+, politely,+ and does.-\n\nNobody looks back.-"
