"""The search line's own undo, as a value: whatever is done to the line is taken back and made again in the same steps."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.finding import Term, parse_query
from desktop.gui.library.query_memory import QueryMemory, Said

TERMS = tuple(piece for piece in parse_query("rating:>=4 year:2019 tag:noir").pieces if isinstance(piece, Term))
SAID = st.builds(Said, st.lists(st.sampled_from(TERMS), max_size=2, unique=True).map(tuple), st.text("ab ", max_size=5))
DONE = st.lists(st.tuples(SAID, st.sampled_from(["type", "type over", "rest"])), max_size=12)


@given(DONE)
def test_undo_goes_back_to_the_empty_line_and_redo_to_the_last_one(done: list[tuple[Said, str]]) -> None:
    memory, said = QueryMemory(), [Said()]
    for now, how in done:
        if how == "type over":
            memory.type_over()
        memory.note(now)
        said.append(now)
        if how == "rest":
            memory.rest()
    assert bool(memory) == any(before != now for before, now in pairwise(said))
    back = list(iter(memory.undo, None))
    assert all(each in said for each in back)
    assert (back or [said[-1]])[-1] == (Said() if memory else said[-1])
    forth = list(iter(memory.redo, None))
    assert len(forth) == len(back)
    assert (forth or [said[-1]])[-1] == said[-1]
    assert forth[:-1] == back[-2::-1]


def test_what_is_typed_in_one_go_is_one_step_and_typing_over_begins_another() -> None:
    memory = QueryMemory()
    for text in ("l", "la", "lam", "lamp"):
        memory.note(Said((), text))
    memory.type_over()
    for text in ("l", "le", "len"):
        memory.note(Said((), text))
    for text in ("le", "l"):
        memory.note(Said((), text))
    assert list(iter(memory.undo, None)) == [Said((), "len"), Said((), "lamp"), Said()]
