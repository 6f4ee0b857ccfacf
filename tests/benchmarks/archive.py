"""The archive beside its floor: filling a library, its size, and the first page of every kind of search and list.

The floor is plain SQLite with FTS5 over the same texts, asked in turn with the library in one process; what is counted is the
time of the asking thread on the processor, for both find what they need in memory and a busy machine would blur the ratio. Each
question says by which order it was answered: words that stand in most of the archive are shown last added first, and so the floor
is asked for them. What is promised beside the floor is promised of each kind of search, by the median of its questions; lists
without words are shown beside the floor's bare rows, and nothing is promised of tenths of a millisecond.

``MATINEE_BENCH_REVIEWS`` names other sizes than 1,000, 10,000 and 100,000, ``MATINEE_BENCH_LIBRARIES`` a folder with a
``library-N``, ``floor-N.db`` and the floor's answer ``floor-N.json`` of each size that is there already.
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
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from desktop.core.finding import By, Order, parse_query
from desktop.storage.facets import Facet
from desktop.storage.library import Library
from tests.benchmarks.corpus import fill
from tests.benchmarks.figures import CannotMeasureError, Figure

TOOLS = Path(os.environ.get("MATINEE_BENCH", Path(__file__).resolve().parents[3] / "shared" / "bench"))
SIZES = (1_000, 10_000, 100_000)
PAGE = 50
ROUNDS = 7
MOST_MS = 50.0
_FILLED = 3.0
_SEARCHED = 1.5
_FLOORS = "the floor’s"

_MOST_OF_GROUPS = 100.0
_WITHOUT_WORDS = ("filters", "list")
FILTERS = (
    *("missing:alt", "lang:es", "lang:en", "year:>=1950", "year:2019..2023 rating:>=4", "status:draft words:>300"),
    *("is:unrated", "-year:2010s -is:rated"),
)
"""Filters that the floor has no columns for."""

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
    ready = os.environ.get("MATINEE_BENCH_LIBRARIES")
    if not ready and not (TOOLS / "make_corpus.py").is_file():
        raise CannotMeasureError(f"the corpus and the floor are made by the tools in {TOOLS.name}/ beside the project")
    sizes = [int(size) for size in os.environ.get("MATINEE_BENCH_REVIEWS", "").split()] or list(SIZES)
    corpus = folder / "corpus.jsonl"
    if not ready:
        tool("make_corpus.py", "reviews", str(max(sizes)), str(corpus))
    for size in sizes:
        if not ready:
            yield from _filled(folder, corpus, size)
        yield from _of_size(Path(ready or folder), size)


def _filled(folder: Path, corpus: Path, size: int) -> Iterator[Figure]:
    """Make the floor's file and the library of one size; tell how long a review took each, and how long their index to join."""
    answer = tool("archive_floor.py", str(corpus), str(folder / f"floor-{size}.db"), "--limit", str(size), "--rounds", "1")
    (folder / f"floor-{size}.json").write_text(answer, encoding="utf-8")
    floor = json.loads(answer)
    with Library.open(folder / f"library-{size}") as library:
        begun = time.perf_counter()
        fill(library, corpus, size)
        each = (time.perf_counter() - begun) / size * 1e3
        yield Figure(f"{size:,} reviews: filling, a review", each, "ms", floor["per_review_ms"], "the floor", _FILLED)
        begun = time.perf_counter()
        library.upkeep.join_search()
        joined = time.perf_counter() - begun
    yield Figure(f"{size:,} reviews: joining the index, beside other work", joined, "s", floor["optimize_s"], "the floor at once")


def _of_size(folder: Path, size: int) -> Iterator[Figure]:
    floor_file, root = folder / f"floor-{size}.db", folder / f"library-{size}"
    floor = json.loads((folder / f"floor-{size}.json").read_text(encoding="utf-8"))
    named = f"{size:,} reviews"
    with Library.open(root, read_only=True) as library:
        bytes_here = (root / "library.db").stat().st_size / 2**20
        yield Figure(f"{named}: library file", bytes_here, "MiB", floor["db_MB"] * 1e6 / 2**20, "the floor")
        with closing(sqlite3.connect(floor_file)) as connection:
            by_kind: dict[str, list[Figure]] = {}
            for question in _questions(connection, floor["queries"]):
                ours, alone = _asked(named, question, library, connection)
                by_kind.setdefault(question.kind, []).append(ours)
                yield from (ours, alone)
        yield from (_of_kind(named, kind, figures) for kind, figures in by_kind.items() if kind not in _WITHOUT_WORDS)
        for typed in FILTERS:
            for by in (By.MODIFIED, By.TITLE):
                query, order = parse_query(typed), Order(by, descending=by is not By.TITLE)
                page = library.find(query, order, PAGE)
                name = f"{named}: filter “{typed}” by {by.value}, {len(page.found)} shown"
                yield _figure(name, _times(partial(library.find, query, order, PAGE)), MOST_MS)
        for typed in (*FILTERS, *(query["q"] for query in floor["queries"] if query["kind"] in {"mid", "common", "name"})):
            query = parse_query(f"{typed} ")
            yield _figure(
                f"{named}: count of “{typed}”, {library.count(query):,}", _times(partial(library.count, query)), MOST_MS
            )
        for facet in Facet:
            yield _figure(f"{named}: counts of {facet.value}", _times(partial(library.facet, facet)), _MOST_OF_GROUPS)


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


def _asked(named: str, question: Question, library: Library, connection: sqlite3.Connection) -> tuple[Figure, Figure]:
    """Return a question's time beside the floor's in the same order, and whether it is short enough by itself."""
    query = parse_query(question.text)
    order = Order(question.by, descending=question.by is not By.TITLE)
    page = library.find(query, order, PAGE)
    sql = question.sql(page.order.by)
    ours, floors = [], []
    for _ in range(ROUNDS):
        ours += _times(lambda: library.find(query, order, PAGE), 1)
        floors += _times(lambda: connection.execute(sql, question.values).fetchall(), 1)
    said = question.text.strip() or "everything"
    used = page.order.by.value + (", for it is common" if question.by is By.BEST and page.order.by is By.ADDED else "")
    name = f"{named}: {question.kind} “{said}” by {used}, {len(page.found)} shown"
    beside = Figure(name, statistics.median(ours), "ms", statistics.median(floors), _FLOORS, low=min(ours), high=max(ours))
    return beside, _figure(f"{name}: by itself", ours, MOST_MS)


def _of_kind(named: str, kind: str, figures: list[Figure]) -> Figure:
    """Return the figure of a kind of search: the median of its questions by their ratio to the floor."""
    middle = sorted(figures, key=lambda figure: figure.ratio or 0.0)[len(figures) // 2]
    name = f"{named}: searches of the kind {kind}, {len(figures)} asked"
    return Figure(name, middle.value, "ms", middle.floor, _FLOORS, _SEARCHED)


def _times(act: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    taken = []
    for _ in range(rounds):
        begun = time.thread_time()
        act()
        taken.append((time.thread_time() - begun) * 1e3)
    return taken


def _figure(name: str, taken: list[float], at_most: float) -> Figure:
    return Figure(name, statistics.median(taken), "ms", at_most=at_most, low=min(taken), high=max(taken))


def tool(name: str, *arguments: str) -> str:
    """Run one of the corpus tools and return what it printed; raises CannotMeasureError where it fails."""
    done = subprocess.run([sys.executable, str(TOOLS / name), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotMeasureError(f"{name} ended with {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout
