"""Beginning reviews and checking the library: ``new``, ``verify``."""

from __future__ import annotations

import argparse
import dataclasses

from desktop.cli.answer import Answer, UsageError
from desktop.cli.backing_up import held
from desktop.cli.verb import Arguments, Need, Plainly, library_of, root_of
from desktop.core.printing import slug_of
from desktop.core.text import tidy_line
from desktop.services.keeping import backup_named, faults_of_backup

_FIRST_YEAR, _LAST_YEAR = 1888, 2100
"""The years that a film can have, as in the window."""


class New(Plainly):
    """Begin a review."""

    name, help = "new", "begin a review and print its slug"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what is known of it."""
        parser.add_argument("title", metavar="TITLE", help="the film's title")
        parser.add_argument("--year", type=film_year, metavar="YEAR", help="year of the first public showing")
        parser.add_argument("--outlet", default="", metavar="NAME", help="the outlet it is for (the first of the library)")
        parser.add_argument("--language", default="en", metavar="TAG", help="the review's language, such as en or es-MX (en)")

    def check(self, given: Arguments) -> None:
        """Want a title."""
        if not tidy_line(given.title):
            raise UsageError("say the film’s title")

    def run(self, given: Arguments) -> Answer:
        """Store the new review."""
        with library_of(given, Need.CREATE) as archive:
            article = archive.begin(given.title, given.year, given.outlet, given.language)
        slug = slug_of(article)
        return Answer(slug, {"id": article.review.id, "slug": slug})


def film_year(word: str) -> int:
    """Return the year of a film that a word is; raises ArgumentTypeError for what is none."""
    if not (word.isascii() and word.isdecimal() and len(word) == 4 and _FIRST_YEAR <= int(word) <= _LAST_YEAR):
        raise argparse.ArgumentTypeError(f"“{word}” is no year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return int(word)


class Verify(Plainly):
    """Check the library, or a backup."""

    name, help = "verify", "check every record and every picture, of the library or of a backup"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what to check."""
        parser.add_argument("backup", nargs="?", metavar="BACKUP", help="a backup’s file name or path (else the library)")

    def run(self, given: Arguments) -> Answer:
        """Check it; anything wrong makes the exit status 1."""
        if given.backup is not None:
            counts, faults = faults_of_backup(backup_named(root_of(given), given.backup))
            wrong = [*faults.database, *faults.pictures]
        else:
            with library_of(given) as archive:
                counts, wrong = archive.counts(), archive.verify()
        plain = dataclasses.asdict(counts) | {"wrong": wrong}
        return Answer(f"{held(counts)}: {'everything is sound' if not wrong else 'not sound'}.", plain, tuple(wrong))
