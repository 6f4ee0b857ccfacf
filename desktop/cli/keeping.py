"""Beginning reviews and looking after the library: ``new``, ``backup``, ``verify``."""

from __future__ import annotations

import argparse
import dataclasses

from desktop.cli.answer import Answer
from desktop.cli.verb import Arguments, Need, Plainly, library_of
from desktop.core.printing import slug_of

_FIRST_YEAR, _LAST_YEAR = 1888, 2100
"""The years that a film can have, as in the window."""


class New(Plainly):
    """Begin a review."""

    name, help = "new", "begin a review and print its slug"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what is known of it."""
        parser.add_argument("title", metavar="TITLE", help="the film's title")
        parser.add_argument("--year", type=_year, metavar="YEAR", help="year of the first public showing")
        parser.add_argument("--outlet", default="", metavar="NAME", help="the outlet it is for (the first of the library)")
        parser.add_argument("--language", default="en", metavar="TAG", help="the review's language, such as en or es-MX (en)")

    def run(self, given: Arguments) -> Answer:
        """Store the new review."""
        with library_of(given, Need.CREATE) as archive:
            article = archive.begin(given.title, given.year, given.outlet, given.language)
        slug = slug_of(article)
        return Answer(slug, {"id": article.review.id, "slug": slug})


def _year(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and len(word) == 4 and _FIRST_YEAR <= int(word) <= _LAST_YEAR):
        raise argparse.ArgumentTypeError(f"“{word}” is no year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return int(word)


class Backup(Plainly):
    """Back the library up."""

    name, help = "backup", "make a backup, check it, and thin old ones"

    def run(self, given: Arguments) -> Answer:
        """Make it."""
        with library_of(given, Need.WRITE) as archive:
            path = archive.back_up()
        return Answer(str(path), {"written": str(path)})


class Verify(Plainly):
    """Check the library."""

    name, help = "verify", "check every record and every picture"

    def run(self, given: Arguments) -> Answer:
        """Check it; anything wrong makes the exit status 1."""
        with library_of(given) as archive:
            counts, wrong = archive.counts(), archive.verify()
        held = ", ".join(
            f"{count} {one if count == 1 else many}"
            for count, one, many in (
                (counts.reviews, "review", "reviews"),
                (counts.people, "person", "people"),
                (counts.images, "picture", "pictures"),
            )
        )
        plain = dataclasses.asdict(counts) | {"wrong": wrong}
        return Answer(f"{held}: {'everything is sound' if not wrong else 'not sound'}.", plain, tuple(wrong))
