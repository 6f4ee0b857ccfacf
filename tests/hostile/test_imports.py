"""A damaged file is taken whole or not at all, in little time, and taking it twice changes nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from desktop.core.article import Article
from desktop.exporters.catalogue import format_of
from desktop.exporters.export import Options
from desktop.services.importing import Arrival, bring_in
from desktop.storage.library import Library
from tests.example import example_article
from tests.hostile.damage import damaged
from tests.hostile.inputs import COUNT

LIMIT = 5.0
"""Seconds that the worst file may take, to be read and to be written."""
EXPORTS = {"json": "a.json", "markdown-front-matter": "a.md"}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def _everything(library: Library) -> dict[str, Article]:
    return {row.id: library.load(row.id).article for row in library.reviews()}


@pytest.mark.timeout(1800 if COUNT > 1000 else 120)
@pytest.mark.parametrize("format_id", EXPORTS)
def test_a_damaged_file_is_taken_whole_or_not_at_all(format_id: str, library: Library, tmp_path: Path) -> None:
    whole = format_of(format_id).export(example_article(), Options()).main.data
    path = tmp_path / EXPORTS[format_id]
    taken = refused = 0
    for number in range(COUNT):
        path.write_bytes(damaged(whole, Random(number)))
        before = _everything(library)
        started = time.perf_counter()
        report = bring_in(library, [path])
        assert time.perf_counter() - started < LIMIT, number
        after = _everything(library)
        if report.refused:
            refused += 1
            assert after == before, number
            assert len(report.refused) == 1
            assert "\n" not in report.refused[0]
            continue
        taken += 1
        (brought,) = report.brought
        assert after == before | {brought.review_id: library.load(brought.review_id).article}, number
        again = bring_in(library, [path])
        assert [each.arrival for each in again.brought] == [Arrival.THERE], number
        assert _everything(library) == after, number
    assert all("has no file" in problem for problem in library.verify()), "but for its pictures, which never were there"
    assert taken > 0
    assert refused > taken
