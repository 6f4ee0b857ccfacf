"""The verbs of the command line, one class each; ``VERBS`` is what the parser and the README's test iterate over."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from desktop import paths
from desktop.cli.answer import Answer, UsageError
from desktop.core.errors import MatineeError, NotFoundError
from desktop.core.printing import slug_of
from desktop.core.records import to_plain
from desktop.core.review import Status
from desktop.services.archive import Archive, ReviewRow, open_archive

Arguments = argparse.Namespace


class Verb(Protocol):
    """One verb: its name and help, its arguments, and what it does; it raises MatineeError to say no."""

    name: str
    help: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's own arguments."""

    def run(self, given: Arguments) -> Answer:
        """Do it."""


@contextmanager
def library_of(given: Arguments, *, create: bool = False, read_only: bool = True) -> Iterator[Archive]:
    """Open the library that the command line names, for as long as the verb runs."""
    archive = open_archive(given.library or paths.default_library(), create=create, read_only=read_only)
    try:
        if archive.library.read_only and not read_only:
            raise MatineeError(archive.library.read_only_reason)
        yield archive
    finally:
        archive.library.close()


def row_of(archive: Archive, name: str) -> ReviewRow:
    """Return the review that a slug or an id names; raises NotFoundError for none and for several."""
    rows = archive.named(name)
    if len(rows) == 1:
        return rows[0]
    if not rows:
        raise NotFoundError(f"There is no review “{name}” in this library; “matinee list” shows what there is.")
    ids = ", ".join(row.id for row in rows)
    raise NotFoundError(f"“{name}” names {len(rows)} reviews; use one of their ids: {ids}.")


class Open:
    """Open the window."""

    name, help = "open", "open the window, on a review if one is named"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what to open."""
        parser.add_argument("slug", nargs="?", metavar="SLUG", help="the review to bring to the front")
        parser.add_argument("--sample", action="store_true", help="add the sample review to an empty library and open it")
        parser.add_argument(
            "--offscreen",
            type=Path,
            metavar="DIR",
            help="without a display: write the open review and a picture of the window there",
        )

    def run(self, given: Arguments) -> Answer:
        """Hand over to the window; only here is the toolkit loaded."""
        from desktop import app

        library = given.library or paths.default_library()
        if given.offscreen is not None:
            written = app.run_offscreen(library, given.offscreen, sample=given.sample, slug=given.slug)
            lines = "\n".join(f"Wrote {path}" for path in written)
            return Answer(lines, {"written": [str(path) for path in written]})
        status = app.run(library, sample=given.sample, slug=given.slug)
        return Answer() if status == 0 else Answer(refused=("The window ended with a fault.",))


class New:
    """Begin a review."""

    name, help = "new", "begin a review and print its slug"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what is known of it."""
        parser.add_argument("title", metavar="TITLE", help="the film's title")
        parser.add_argument("--year", type=int, metavar="YEAR", help="year of the first public showing")
        parser.add_argument("--outlet", default="", metavar="NAME", help="the outlet it is for")
        parser.add_argument("--language", default="en", metavar="TAG", help="the review's language, such as en or es-MX")

    def run(self, given: Arguments) -> Answer:
        """Store the new review."""
        with library_of(given, create=True, read_only=False) as archive:
            article = archive.begin(given.title, given.year, given.outlet, given.language)
            slug = slug_of(article)
            return Answer(slug, {"id": article.review.id, "slug": slug})


class List:
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
    title = f"{row.title} ({row.year})" if row.year else row.title or "Untitled"
    return f"{row.slug}\t{row.status.value}\t{title}\t{row.words} words"


def _plain(row: ReviewRow) -> dict[str, Any]:
    return {field.name: to_plain(getattr(row, field.name)) for field in dataclasses.fields(row)}


class Search:
    """Search reviews."""

    name, help = "search", "search titles, people in every spelling, tags and sentences"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the query."""
        parser.add_argument("words", nargs="+", metavar="WORD", help="what to look for")
        parser.add_argument("--limit", type=int, default=50, metavar="N", help="how many at most")

    def run(self, given: Arguments) -> Answer:
        """Search."""
        with library_of(given) as archive:
            hits = archive.search(" ".join(given.words), given.limit)
            slugs = {row.id: row.slug for row in archive.reviews()} if hits else {}
        lines = [f"{slugs.get(hit.review_id, hit.review_id)}\t{hit.title}\t{' '.join(hit.snippet.split())}" for hit in hits]
        plain = [dataclasses.asdict(hit) | {"slug": slugs.get(hit.review_id)} for hit in hits]
        return Answer("\n".join(lines), plain)


class Show:
    """Show one review."""

    name, help = "show", "show one review: as Markdown, or with --json the whole structured review"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare which."""
        parser.add_argument("slug", metavar="SLUG", help="the review's slug or id")

    def run(self, given: Arguments) -> Answer:
        """Show it."""
        from desktop.services.publishing import article_as_json, article_as_markdown

        with library_of(given) as archive:
            article = archive.load(row_of(archive, given.slug).id).article
        if getattr(given, "json", False):
            return Answer(plain=article_as_json(article))
        return Answer(article_as_markdown(article).rstrip("\n"))


class Export:
    """Take reviews out."""

    name, help = "export", "write reviews as files"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare which, how and where to."""
        from desktop.services.formats import FORMAT_IDS

        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="the reviews' slugs or ids")
        parser.add_argument("--all", action="store_true", help="every review that is not in the trash")
        parser.add_argument("--format", choices=FORMAT_IDS, default="html", help="the format (html)")
        parser.add_argument("--to", type=Path, default=Path(), metavar="DIR", help="the folder (the current one)")
        parser.add_argument("--inside", action="store_true", help="pictures inside the HTML page instead of beside it")
        parser.add_argument("--overwrite", action="store_true", help="also over files that were changed outside Matinee")

    def run(self, given: Arguments) -> Answer:
        """Write the files; a review that is refused does not keep the others from leaving."""
        from desktop.services.taking_out import take_out

        if bool(given.slugs) == given.all:
            raise UsageError("export needs either SLUG… or --all")
        with library_of(given) as archive:
            rows = archive.reviews() if given.all else [row_of(archive, slug) for slug in given.slugs]
            result = take_out(
                archive, [row.id for row in rows], given.format, given.to, inside=given.inside, overwrite=given.overwrite
            )
        return Answer("\n".join(map(str, result.written)), {"written": [str(path) for path in result.written]}, result.refused)


class Import:
    """Bring files in."""

    name, help = "import", "bring in reviews from Matinee’s own JSON and Markdown files"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare which."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files, or folders of them")
        parser.add_argument("--replace", action="store_true", help="let the files replace what is there under the same ids")

    def run(self, given: Arguments) -> Answer:
        """Bring them in; a file that is refused does not keep the others out."""
        from desktop.services.importing import bring_in

        with library_of(given, create=True, read_only=False) as archive:
            report = bring_in(archive.library, given.files, replace_existing=given.replace)
        lines = [f"{item.slug}\t{item.arrival.value}\t{item.headline}" for item in report.brought]
        plain = {
            "brought": [
                {"file": str(item.path), "id": item.review_id, "slug": item.slug, "arrival": item.arrival.value}
                for item in report.brought
            ],
            "notes": list(report.notes),
        }
        return Answer("\n".join((*lines, *report.notes)), plain, report.refused)


class Backup:
    """Back the library up."""

    name, help = "backup", "make a backup, check it, and thin old ones"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Nothing to declare."""

    def run(self, given: Arguments) -> Answer:
        """Make it."""
        with library_of(given, read_only=False) as archive:
            path = archive.back_up()
        return Answer(str(path), {"written": str(path)})


class Verify:
    """Check the library."""

    name, help = "verify", "check every record and every picture"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Nothing to declare."""

    def run(self, given: Arguments) -> Answer:
        """Check it; anything wrong makes the exit status 1."""
        with library_of(given) as archive:
            counts, wrong = archive.counts(), archive.verify()
        held = f"{counts.reviews} reviews, {counts.people} people, {counts.images} pictures"
        plain = dataclasses.asdict(counts) | {"wrong": wrong}
        return Answer(f"{held}: {'everything is sound' if not wrong else 'not sound'}.", plain, tuple(wrong))


class Formats:
    """List the formats."""

    name, help = "formats", "list the formats that reviews can be exported to"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Nothing to declare."""

    def run(self, given: Arguments) -> Answer:  # noqa: ARG002 - no library is needed
        """List them."""
        from desktop.services.formats import FORMATS

        lines = [f"{each.id}\t{each.name}\t{each.description}" for each in FORMATS]
        return Answer("\n".join(lines), [{"id": e.id, "name": e.name, "description": e.description} for e in FORMATS])


VERBS: tuple[Verb, ...] = (Open(), New(), List(), Search(), Show(), Export(), Import(), Backup(), Verify(), Formats())
"""Every verb, in the order of the help."""
