"""Finding reviews and looking at them: ``list``, ``search``, ``show``."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from desktop.cli.answer import Answer
from desktop.cli.verb import Arguments, Plainly, library_of, row_of
from desktop.core.records import to_plain
from desktop.core.review import Status
from desktop.services.archive import ReviewRow


class List(Plainly):
    """List reviews."""

    name, help = "list", "list the reviews, the one changed last first"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what to list."""
        parser.add_argument("--status", choices=[status.value for status in Status], help="only those that stand so")
        parser.add_argument("--trash", action="store_true", help="what lies in the trash")

    def run(self, given: Arguments) -> Answer:
        """List them."""
        with library_of(given) as archive:
            rows = [row for row in archive.reviews(trashed=given.trash) if given.status in (None, row.status.value)]
        return Answer("\n".join(_line(row) for row in rows), [_plain(row) for row in rows])


def _line(row: ReviewRow) -> str:
    title = f"{row.title} ({row.year})" if row.title and row.year else row.title or "Untitled"
    return f"{row.slug}\t{row.status.value}\t{title}\t{row.words} {'word' if row.words == 1 else 'words'}"


def _plain(row: ReviewRow) -> dict[str, Any]:
    return {field.name: to_plain(getattr(row, field.name)) for field in dataclasses.fields(row)}


class Search(Plainly):
    """Search reviews."""

    name, help = "search", "search titles, people in every spelling, tags and sentences"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the query."""
        parser.add_argument("words", nargs="+", metavar="WORD", help="what to look for")
        parser.add_argument("--limit", type=_count, default=50, metavar="N", help="how many at most (50)")

    def run(self, given: Arguments) -> Answer:
        """Search."""
        with library_of(given) as archive:
            hits = archive.search(" ".join(given.words), given.limit)
            slugs = {row.id: row.slug for row in archive.reviews()} if hits else {}
        lines = [f"{slugs.get(hit.review_id, hit.review_id)}\t{hit.title}\t{' '.join(hit.snippet.split())}" for hit in hits]
        plain = [dataclasses.asdict(hit) | {"slug": slugs.get(hit.review_id)} for hit in hits]
        return Answer("\n".join(lines), plain)


def _count(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and 0 < len(word) < 10 and int(word)):
        raise argparse.ArgumentTypeError(f"“{word}” is no number of reviews")
    return int(word)


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
