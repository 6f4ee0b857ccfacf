"""The hostile inputs of one run: our hand-put snippets first, then as many as are wanted from the generators."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.hostile.addresses import hostile_address
from tests.hostile.marks import hostile_markdown
from tests.hostile.markup import hostile_html, hostile_style
from tests.hostile.snippets import hostile_snippets

COUNT = int(os.environ.get("MATINEE_HOSTILE", "40"))
"""Inputs for each surface; ``make hostile`` sets 5,000."""
SEED = 3


@dataclass(frozen=True, slots=True)
class Input:
    """One hostile text; where it runs, it calls ``top.hit(number)``. ``address`` is one for fields that hold an address."""

    number: int
    text: str
    address: str


def hostile_inputs(count: int = COUNT, seed: int = SEED) -> list[Input]:
    """Return ``count`` inputs, the same for the same numbers; a third, at most, are snippets put together by hand."""
    draw = Random(seed)
    whole = hostile_snippets("{run}")
    by_hand = draw.sample(whole, min(len(whole), count // 3))
    return [_input(number, by_hand[number] if number < len(by_hand) else None, draw) for number in range(count)]


def _input(number: int, snippet: str | None, draw: Random) -> Input:
    run = f"top.hit({number})"
    makers: tuple[Callable[[Random, str], str], ...] = (hostile_markdown, hostile_markdown, hostile_html, _field, hostile_address)
    text = snippet.replace("{run}", run) if snippet is not None else draw.choice(makers)(draw, run)
    return Input(number, text, hostile_address(draw, run))


def _field(draw: Random, run: str) -> str:
    """Return what breaks out of an attribute, an element or a data block that a field is printed into."""
    quotes = ('"', "'", ">", '">', "'>", "-->", "]]>", "\\", "\n", "}", '\\"}', "&quot;", "\udfff", "\0")
    breaks = (*quotes, "</title>", "</script>", "</style>")
    handler = f"{draw.choice(('onmouseover', 'onfocus', 'onclick'))}={run} autofocus tabindex=0 x="
    inside = (handler, f" {handler}", f"style={hostile_style(draw, run)}", hostile_html(draw, run), f"<!--<script>{run}")
    return draw.choice(breaks) + draw.choice(inside)
