"""Finding reviews and looking at them: ``list``, ``search``, ``show``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from desktop.cli.answer import Answer
from desktop.cli.verb import Arguments, Plainly, library_of, row_of
from desktop.core.doubt_words import doubt_sentence
from desktop.core.finding import By, Order, Query, parse_query
from desktop.core.finding_doubts import doubts_of
from desktop.core.records import to_plain
from desktop.core.review import Status
from desktop.services.archive import Archive, Found, ReviewRow

_SHOWN = 50
"""Reviews that a search shows where no limit is given."""
_PAGE = 500
"""Rows that are read at once."""
_UNASKED = "Nothing was looked for: write words, or terms such as rating:>=4."


class List(Plainly):
    """List reviews."""

    name, help = "list", "list the reviews that fit a query, or all, the one changed last first"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what to list."""
        parser.add_argument("query", nargs="*", metavar="QUERY", help="words and terms, such as rating:>=4 year:2019..2023")
        parser.add_argument("--status", choices=[status.value for status in Status], help="only those that stand so")
        parser.add_argument("--trash", action="store_true", help="what lies in the trash")
        _add_window(parser, "all")

    def run(self, given: Arguments) -> Answer:
        """List them."""
        text = " ".join(
            [*given.query, *([f"status:{given.status}"] if given.status else []), *(["is:trashed"] if given.trash else [])]
        )
        query = parse_query(text)
        with library_of(given) as archive:
            rows = [found.row for found in _found(archive, query, given)] if query.asks or not text.strip() else []
            notes = _notes(archive, text, query, given.offset, found=bool(rows))
        return Answer("\n".join(_line(row) for row in rows), [_plain(row) for row in rows], notes=notes)


def _line(row: ReviewRow) -> str:
    title = f"{row.title} ({row.year})" if row.title and row.year else row.title or "Untitled"
    return f"{row.slug}\t{row.status.value}\t{title}\t{row.words} {'word' if row.words == 1 else 'words'}"


def _plain(row: ReviewRow) -> dict[str, Any]:
    return {name: to_plain(value) for name, value in row._asdict().items()}


def _notes(archive: Archive, text: str, query: Query, offset: int, *, found: bool) -> tuple[str, ...]:
    """Return what of a query may not be meant so, that nothing is found, and what may have been meant instead."""
    doubts = tuple(map(doubt_sentence, doubts_of(text)))
    if found:
        return doubts
    if text.strip() and not query.asks:
        return doubts or (_UNASKED,)
    if offset and (count := archive.count(query)):
        return (*doubts, f"There are no more than {count:,}, and --offset leaves out {offset:,}.")
    if not text.strip():
        return ("There is no review in this library yet; “matinee new TITLE” begins one.",)
    nothing = f"Nothing matches “{' '.join(text.split())}”."
    meant = archive.suggestion(query)
    if meant is None:
        return (*doubts, nothing)
    reviews = "1 review" if meant.count == 1 else f"{meant.count:,} reviews"
    return (*doubts, nothing, f"Did you mean “{meant.label}” ({reviews})?")


def _add_window(parser: argparse.ArgumentParser, ordinary: str) -> None:
    orders = [by.value for by in By]
    parser.add_argument(
        "--sort", choices=orders, default=By.BEST.value, help="the order (how well they fit, or last changed first)"
    )
    parser.add_argument("--ascending", action="store_true", help="the other way round: A to Z, the oldest or the lowest first")
    parser.add_argument("--limit", type=_count, metavar="N", help=f"how many at most ({ordinary})")
    parser.add_argument("--offset", type=_offset, default=0, metavar="N", help="how many to leave out before (0)")


def _found(archive: Archive, query: Query, given: Arguments, most: int | None = None) -> Iterator[Found]:
    """Yield what fits in the order and window that were asked for, a page at a time; ``most`` where no limit was."""
    order = Order(By(given.sort), not given.ascending)
    start, left = given.offset, given.limit or most
    while left is None or left > 0:
        wanted = _PAGE if left is None else min(_PAGE, left)
        page = archive.find(query, order, wanted, start)
        yield from page.found
        if len(page.found) < wanted:
            return
        start += wanted
        left = None if left is None else left - wanted


class Search(Plainly):
    """Search reviews."""

    name, help = "search", "search titles, people in every spelling, roles, tags and sentences"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the query."""
        parser.add_argument("words", nargs="+", metavar="QUERY", help="what to look for, such as actor:kim -tag:noir missing:alt")
        _add_window(parser, f"{_SHOWN}")

    def run(self, given: Arguments) -> Answer:
        """Search; where nothing is found, say what may have been meant."""
        text = " ".join(given.words)
        query = parse_query(text)
        with library_of(given) as archive:
            found = list(_found(archive, query, given, _SHOWN)) if query.asks else []
            notes = _notes(archive, text, query, given.offset, found=bool(found)) if text.strip() else (_UNASKED,)
            if given.limit is None and len(found) == _SHOWN and (count := archive.count(query)) > given.offset + _SHOWN:
                notes = (
                    *notes,
                    f"{_SHOWN} of {count:,} are shown; --offset {given.offset + _SHOWN} shows the next, --limit more.",
                )
        lines = [f"{each.row.slug}\t{each.row.title}\t{' '.join(each.sentence.split())}" for each in found]
        plain = [_plain(each.row) | {"sentence": each.sentence, "marks": each.marks} for each in found]
        return Answer("\n".join(lines), plain, notes=notes)


def _count(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and 0 < len(word) < 10 and int(word)):
        raise argparse.ArgumentTypeError(f"“{word}” is no number of reviews")
    return int(word)


def _offset(word: str) -> int:
    return 0 if word == "0" else _count(word)


class Show(Plainly):
    """Show one review."""

    name, help = "show", "show one review: as Markdown, or with --json the whole structured review"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare which."""
        parser.add_argument("slug", metavar="SLUG", help="the review's slug or id")

    def run(self, given: Arguments) -> Answer:
        """Show it; with ``--json`` by ``resources/schema/review.schema.json``."""
        with library_of(given) as archive:
            article = archive.load(row_of(archive, given.slug).id).article
        from desktop.services.publishing import article_as_json, article_as_markdown

        if given.json:
            return Answer(plain=article_as_json(article))
        return Answer(article_as_markdown(article).rstrip("\n"))
