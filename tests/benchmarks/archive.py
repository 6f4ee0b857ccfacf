"""The archive beside its floor: filling a library, its size, and the first page of every kind of search and list.

The floor is plain SQLite with FTS5 over the same texts, asked in turn with the library in one process, so that a busy machine
slows both. ``MATINEE_BENCH_REVIEWS`` names other sizes than 1,000, 10,000 and 100,000.
"""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from desktop.core.finding import By, Order, parse_query
from desktop.storage.facets import Facet
from desktop.storage.library import Library
from tests.benchmarks.corpus import fill
from tests.benchmarks.figures import CannotMeasureError, Figure

TOOLS = Path(__file__).resolve().parents[3] / "shared" / "bench"
SIZES = (1_000, 10_000, 100_000)
PAGE = 50
ROUNDS = 7
MOST_MS = 50.0

_SNIPPET = """SELECT r.id, r.title, r.year, r.rating, snippet(fts, -1, '<b>', '</b>', '…', 24)
    FROM fts JOIN review r ON r.id=fts.rowid
    WHERE fts MATCH ? {} ORDER BY {} LIMIT 50"""
_LINES = "SELECT id, title, director, year, rating, status, tags, updated FROM review "


@dataclass(frozen=True, slots=True)
class Question:
    """One question for both: its kind, the query's text and order here, and the floor's SQL and values, by rank or newest."""

    kind: str
    text: str
    sql: Callable[[By], str]
    values: tuple[Any, ...] = ()
    by: By = By.BEST


def measure(folder: Path) -> Iterator[Figure]:
    """Measure every size, smallest first; raises CannotMeasureError where the corpus tools are not there."""
    if not (TOOLS / "make_corpus.py").is_file():
        raise CannotMeasureError(f"the corpus and the floor are made by the tools in {TOOLS.name}/ beside the project")
    sizes = [int(size) for size in os.environ.get("MATINEE_BENCH_REVIEWS", "").split()] or list(SIZES)
    corpus = folder / "corpus.jsonl"
    tool("make_corpus.py", "reviews", str(max(sizes)), str(corpus))
    for size in sizes:
        yield from _of_size(folder, corpus, size)


def _of_size(folder: Path, corpus: Path, size: int) -> Iterator[Figure]:
    floor_file, root = folder / f"floor-{size}.db", folder / f"library-{size}"
    floor = json.loads(tool("archive_floor.py", str(corpus), str(floor_file), "--limit", str(size), "--rounds", "1"))
    with Library.open(root) as library:
        begun = time.perf_counter()
        fill(library, corpus, size)
        each = (time.perf_counter() - begun) / size * 1e3
        named = f"{size:,} reviews"
        yield Figure(f"{named}: filling, a review", each, "ms", floor["per_review_ms"], "the floor", 3.0)
    with Library.open(root) as library:
        bytes_here = (root / "library.db").stat().st_size / 2**20
        yield Figure(f"{named}: library file", bytes_here, "MiB", floor["db_MB"] * 1e6 / 2**20, "the floor")
        connection = sqlite3.connect(floor_file)
        try:
            for question in _questions(connection, floor["queries"]):
                yield from _asked(named, question, library, connection)
        finally:
            connection.close()
        for facet in Facet:
            yield _figure(f"{named}: counts of {facet.value}", _times(partial(library.facet, facet)), 100.0)


def _questions(connection: sqlite3.Connection, queries: list[dict[str, Any]]) -> Iterator[Question]:
    """Yield the floor's own queries, and filters and sorted lists beside them."""

    def ranked(by: By) -> str:
        return _SNIPPET.format("", "fts.rowid DESC" if by is By.ADDED else "fts.rank")

    for query in queries:
        typed = query["q"].removesuffix("*") if query["q"].endswith("*") else f"{query['q']} "
        yield Question(query["kind"], typed, ranked, (query["q"],))
    word = next(query["q"] for query in queries if query["kind"] == "mid")
    common = next(query["q"] for query in queries if query["kind"] == "common")
    (director,) = connection.execute("SELECT director FROM review WHERE id = 1").fetchone()
    yield Question("person", f'director:"{director}"', ranked, (f'people : "{director}"',))

    def filtered(by: By) -> str:
        return _SNIPPET.format("AND r.status = 'draft' AND r.year >= 1990", "fts.rowid DESC" if by is By.ADDED else "fts.rank")

    for each in (word, common):
        yield Question("combined", f"status:draft year:>=1990 {each} ", filtered, (each,))
    band = _LINES + "WHERE year BETWEEN 1990 AND 1999 AND rating >= 8 ORDER BY title COLLATE NOCASE LIMIT 50"
    yield Question("filters", "year:1990s rating:>=8/10", lambda _by: band, by=By.TITLE)
    tagged = _LINES + "WHERE status='draft' AND id IN (SELECT review FROM tag WHERE tag='noir') ORDER BY updated DESC LIMIT 50"
    yield Question("filters", 'status:draft tag:"noir"', lambda _by: tagged, by=By.MODIFIED)
    for column, by in (("updated DESC, id", By.MODIFIED), ("rating DESC", By.RATING), ("title COLLATE NOCASE", By.TITLE)):
        yield Question("list", "", partial(_listed, column), by=by)


def _listed(column: str, _by: By) -> str:
    return f"{_LINES} ORDER BY {column} LIMIT 50"


def _asked(named: str, question: Question, library: Library, connection: sqlite3.Connection) -> Iterator[Figure]:
    query = parse_query(question.text)
    order = Order(question.by, descending=question.by is not By.TITLE)
    page = library.find(query, order, PAGE)
    sql = question.sql(page.order.by)
    ours, floors = [], []
    for _ in range(ROUNDS):
        ours += _times(lambda: library.find(query, order, PAGE), 1)
        floors += _times(lambda: connection.execute(sql, question.values).fetchall(), 1)
    said = question.text.strip() or "everything"
    floor = statistics.median(floors)
    name = f"{named}: {question.kind} “{said}” by {page.order.by.value}, {len(page.found)} shown"
    yield Figure(name, statistics.median(ours), "ms", floor, f"the floor’s {floor:.1f} ms", 1.5, min(ours), max(ours))


def _times(act: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1e3)
    return taken


def _figure(name: str, taken: list[float], at_most: float) -> Figure:
    return Figure(name, statistics.median(taken), "ms", at_most=at_most, low=min(taken), high=max(taken))


def tool(name: str, *arguments: str) -> str:
    """Run one of the corpus tools and return what it printed; raises CannotMeasureError where it fails."""
    done = subprocess.run([sys.executable, str(TOOLS / name), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasureError(f"{name} ended with {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout
