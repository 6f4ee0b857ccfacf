"""Nothing hostile runs, loads or leads astray on any way to a browser; without the sanitiser it does.

``make hostile`` lays 5,000 inputs before every surface and writes its figures to ``build/hostile.json``; ``make test`` a slice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.fields import FIELDS, FieldKind, value_of
from tests.hostile.browser import Findings, Oracle, browser_program, running_oracle
from tests.hostile.inputs import COUNT, SEED, Input, hostile_inputs
from tests.hostile.poison import full_article, poisoned_article
from tests.hostile.surfaces import SURFACES, Surface
from tests.hostile.unguarded import without_sanitiser
from tests.rendering.reading import dangers_in

BATCH = 100
FIGURES = Path(__file__).resolve().parents[2] / "build" / "hostile.json"
LEAST_FIRED = min(51, COUNT // 8)
needs_browser = pytest.mark.skipif(browser_program() is None, reason="no Chromium on this system")
pytestmark = pytest.mark.timeout(3600 if COUNT > 1000 else 120)


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    with running_oracle() as found:
        yield found


@pytest.fixture(scope="module")
def figures() -> Iterator[dict[str, dict[str, int]]]:
    """Figures by surface, written at the end of a campaign."""
    kept: dict[str, dict[str, int]] = {}
    yield kept
    if COUNT > 1000:
        FIGURES.parent.mkdir(exist_ok=True)
        FIGURES.write_text(json.dumps({"seed": SEED, "surfaces": kept}, indent=2) + "\n", encoding="utf-8")


def _judged(oracle: Oracle, surface: Surface, inputs: list[Input], counts: dict[str, int]) -> Findings:
    """Lay a surface's pages before the browser, a hundred at a time; stop at the first batch with a finding.

    A site's pages ask for pictures of the web; all that they asked for in the end is no finding.
    """
    findings = Findings({}, frozenset(), ())
    for first in range(0, len(inputs), BATCH):
        pages = surface.pages(inputs[first : first + BATCH])
        findings = oracle.judge(pages, site=surface.site, again=not surface.whole)
        counts["inputs"] = counts.get("inputs", 0) + len(inputs[first : first + BATCH])
        counts["pages"] = counts.get("pages", 0) + len(pages)
        counts["fired"] = counts.get("fired", 0) + len(findings.fired)
        counts["held"] = counts.get("held", 0) + len(findings.held)
        if findings.fired or findings.held or (findings.left and not surface.site):
            return findings
    return findings


@needs_browser
@pytest.mark.parametrize("name", SURFACES)
def test_nothing_runs(name: str, oracle: Oracle, figures: dict[str, dict[str, int]]) -> None:
    surface = SURFACES[name]
    counts = figures.setdefault(name, {})
    findings = _judged(oracle, surface, hostile_inputs(), counts)
    assert not findings.fired, "these inputs ran"
    assert not findings.held, "these pages hold what they may not"
    assert surface.site or not findings.left, "these addresses were asked for"
    assert counts["inputs"] == COUNT, "every input was laid before it"


@needs_browser
@pytest.mark.parametrize("name", ["text", "page"])
def test_the_same_runs_without_the_sanitiser(name: str, oracle: Oracle, figures: dict[str, dict[str, int]]) -> None:
    """The test of the test above: each input on a page of its own, for one may swallow the next."""
    fired: set[int] = set()
    counts = figures.setdefault(f"{name}, without the sanitiser", {})
    inputs = hostile_inputs()
    with without_sanitiser():
        for first in range(0, len(inputs), BATCH):
            pages = [page for one in inputs[first : first + BATCH] for page in SURFACES[name].pages([one])]
            fired |= oracle.judge(pages).fired
    counts |= {"inputs": len(inputs), "pages": len(inputs), "fired": len(fired)}
    assert len(fired) >= LEAST_FIRED


def test_the_control_leaves_nothing_behind() -> None:
    one = next(each for each in hostile_inputs() if "<script" in each.text)
    with without_sanitiser():
        assert dangers_in(SURFACES["page"].make(one).partition("<article")[2])
    assert not dangers_in(SURFACES["page"].make(one).partition("<article")[2])


def test_inputs_are_the_same_each_time_and_of_every_kind() -> None:
    inputs = hostile_inputs(2000)
    assert inputs == hostile_inputs(2000)
    assert len({each.text for each in inputs}) > 1900
    together = "".join(each.text for each in inputs).casefold()
    tags = ("<script", "onerror", "<svg", "<math", "srcdoc", "style=", "<iframe", "<form", "<base", "<meta")
    signs = ("javascript:", "data:", "vbscript:", "//evil", "{{", "||", "](", "]: ", "@[", "[^", "\0", "\u2028", "&#x", "%3a")
    assert [kind for kind in (*tags, *signs) if kind not in together] == []


def test_every_field_of_the_table_is_poisoned() -> None:
    """A field that is added to the table must be filled in the full article, and is then poisoned like the others."""
    plain = full_article()
    unpoisoned = {FieldKind.NUMBER, FieldKind.CHOICE, FieldKind.RATING, FieldKind.TIME}  # times hold digits and names of zones
    texts = [field for field in FIELDS if field.kind not in unpoisoned]
    texts = [field for field in texts if field.name != "word_target"]
    empty = [field.key for field in texts if not value_of(plain, field)]
    assert empty == []
    untouched = {field.key for field in texts}
    for one in hostile_inputs(60):
        bad = poisoned_article(one)
        untouched -= {field.key for field in texts if value_of(bad, field) != value_of(plain, field)}
    assert untouched == set()


def test_a_page_of_one_file_holds_its_pictures() -> None:
    assert SURFACES["page of one file"].make(hostile_inputs()[0]).count('<img src="data:image/png;base64,') >= 3
