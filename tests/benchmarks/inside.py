"""Inside the program: a key through the rendering child, a page, opening, saving and exporting, each beside its floor."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import apsw
from markdown import Markdown

from desktop.core.article import Article
from desktop.core.page import Page
from desktop.core.review import PartKind
from desktop.core.saving import Batch, Change
from desktop.exporters.export import Options
from desktop.rendering.page import render_page
from desktop.services.archive import open_archive
from desktop.services.publishing import export_files
from desktop.services.rendering import start_rendering
from desktop.storage.library import Library
from desktop.storage.rows import body_of
from tests.benchmarks.desks import make_desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.outside import written

_ROUNDS = 40
_SIZES = (600, 10_000, 50_000)


def measure(folder: Path) -> Iterator[Figure]:
    """Yield medians of what happens between a key and the disk, the page and the file."""
    for words in _SIZES:
        root = make_desk(folder / str(words), written(folder, words), 500)
        with open_archive(root).library as library:
            review_id = library.reviews()[0].id
            article = library.load(review_id).article
            yield from _rendering(article, words)
            yield _opening(library, review_id, words)
            yield _saving(library, article, folder, words)
            yield _exporting(article, root, words)


def _typed(article: Article, number: int) -> Article:
    """Return the article with one more letter in the first paragraph of its first text."""
    review = article.review
    first = next(part for part in review.parts if part.kind is PartKind.TEXT)
    end = first.body.find("\n\n")
    longer = replace(first, body=f"{first.body[:end]}{'x' * number}{first.body[end:]}")
    return article.with_record(replace(review, parts=tuple(longer if part is first else part for part in review.parts)))


def _rendering(article: Article, words: int) -> Iterator[Figure]:
    texts = [part.body for part in article.review.parts if part.kind is PartKind.TEXT]
    started = time.perf_counter()
    render_page(article)
    whole = _ms(started)
    started = time.perf_counter()
    for text in texts:
        Markdown(extensions=["footnotes", "tables", "def_list", "abbr", "fenced_code", "sane_lists"]).convert(text)
    yield Figure(f"a whole page, {words:,} words", whole, "ms", _ms(started), "Python-Markdown alone")
    child, pages = start_rendering(), SimpleQueue[Page]()
    try:
        child.render(article, pages.put)
        pages.get(timeout=60)

        def key(number: int) -> None:
            child.render(_typed(article, number), pages.put)
            pages.get(timeout=60)

        yield _timed(f"a key through the rendering child, {words:,} words", key)
    finally:
        child.close()


def _opening(library: Library, review_id: str, words: int) -> Figure:
    return _timed(f"a review read from the library, {words:,} words", lambda _number: library.load(review_id))


def _saving(library: Library, article: Article, folder: Path, words: int) -> Figure:
    loaded = library.load(article.review.id)
    revision = loaded.revisions[article.review.id]

    def save(number: int) -> None:
        nonlocal revision
        change = Change(_typed(article, number).review, revision)
        revision = library.save(Batch((change,))).result().revisions[article.review.id]

    bare = apsw.Connection(str(folder / f"bare-{words}.db"))
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE review (id INTEGER PRIMARY KEY, body TEXT)")
    bare.execute("INSERT INTO review VALUES (1, '')")

    def commit(number: int) -> None:
        bare.execute("UPDATE review SET body = ? WHERE id = 1", (body_of(_typed(article, number).review),))

    floor = _timed("", commit)
    bare.close()
    return replace(_timed(f"a save, {words:,} words", save), floor=floor.value, floor_name="one commit of plain SQLite")


def _exporting(article: Article, root: Path, words: int) -> Figure:
    target = root / "page.html"

    def floor(_number: int) -> None:
        with target.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    options = Options(library=root)
    content = render_page(article).html().encode()
    made = _timed(f"an export as HTML page, {words:,} words", lambda _number: export_files(article, "html", options), rounds=5)
    return replace(made, floor=_timed("", floor).value, floor_name="writing its bytes to the disk")


def _timed(name: str, act: Callable[[int], object], rounds: int = _ROUNDS) -> Figure:
    taken = []
    for number in range(1, rounds + 1):
        started = time.perf_counter()
        act(number)
        taken.append(_ms(started))
    return Figure(name, statistics.median(taken), "ms", low=min(taken), high=max(taken))


def _ms(started: float) -> float:
    return (time.perf_counter() - started) * 1000
