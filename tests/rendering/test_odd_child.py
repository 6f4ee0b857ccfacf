"""What the window's side does about a child that misbehaves."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from desktop.core.errors import FormatError
from desktop.rendering.child import RenderingChild, RenderingFailedError
from desktop.rendering.worker import MEMORY_TO_GROW
from tests.example import example_article
from tests.rendering.odd_child import DEADLY
from tests.rendering.test_child import PATIENCE, page_from, with_body


@pytest.fixture
def odd() -> Iterator[RenderingChild]:
    made = RenderingChild("tests.rendering.odd_child")
    yield made
    made.close()


def test_a_part_that_the_child_dies_of_is_paused_and_the_page_comes(odd: RenderingChild) -> None:
    page = page_from(odd, with_body(example_article(), "plot", DEADLY))
    assert page.paused == ("plot",)
    assert f'<p class="paused">{DEADLY}</p>' in page.article()
    assert page_from(odd, example_article()).paused == ()


def test_a_call_that_the_child_dies_of_is_told_at_last(odd: RenderingChild) -> None:
    with pytest.raises(RenderingFailedError, match="ended 3 times"):
        odd.call("die", None).result(PATIENCE)
    assert odd.call("grow", 10).result(PATIENCE) == 10


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit of memory is set where /proc says how much is taken")
def test_the_child_may_not_take_all_memory(odd: RenderingChild) -> None:
    with pytest.raises(RenderingFailedError, match="MemoryError"):
        odd.call("grow", 2 * MEMORY_TO_GROW).result(PATIENCE)
    assert odd.call("grow", MEMORY_TO_GROW // 8).result(PATIENCE) == MEMORY_TO_GROW // 8


def test_a_known_error_crosses_as_itself(odd: RenderingChild) -> None:
    with pytest.raises(FormatError, match="not a picture"):
        odd.call("known", "This is not a picture.").result(PATIENCE)
