"""Taking reviews out and bringing them in: ``export``, ``import``, ``formats``."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli.answer import Answer, UsageError
from desktop.cli.naming import a_path
from desktop.cli.verb import Arguments, Need, Plainly, library_of, row_of
from desktop.core.finding import Query
from desktop.services.formats import FORMAT_IDS, FORMATS, Images, Options, format_of

_FORGOTTEN = "It does not remember this export, so the next one over edited reviews needs --overwrite."
"""Said when a library could only be read while its reviews left."""

_NOTHING_TO_IMPORT = "There is no JSON or Markdown file there, so nothing was imported."
"""Said of folders without any."""


class Export:
    """Take reviews out."""

    name, help = "export", "write reviews as files"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare which, how and where to."""
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="the reviews' slugs or ids")
        parser.add_argument("--all", action="store_true", help="every review that is not in the trash")
        parser.add_argument("--format", choices=FORMAT_IDS, default="html", help="the format (html)")
        parser.add_argument("--to", type=a_path, default=Path(), metavar="DIR", help="the folder (the current one)")
        parser.add_argument("--inside", action="store_true", help="pictures inside the HTML page instead of beside it")
        parser.add_argument(
            "--private",
            action=argparse.BooleanOptionalAction,
            help="private notes and the source text of an import, too (JSON has them unless --no-private)",
        )
        parser.add_argument("--despite-embargo", action="store_true", help="also what is under embargo, in formats for readers")
        parser.add_argument("--overwrite", action="store_true", help="also over files that were changed outside Matinee")

    def check(self, given: Arguments) -> None:
        """Want either names or all of them, and nothing that the format cannot do."""
        if bool(given.slugs) == given.all:
            raise UsageError("say either SLUG… or --all")
        if given.inside and given.format != "html":
            raise UsageError("--inside goes with --format html")
        if given.private and format_of(given.format).private is None:
            able = " and ".join(each.id for each in FORMATS if each.private is not None)
            raise UsageError(f"--private goes with {able}")

    def run(self, given: Arguments) -> Answer:
        """Write the files; a review that is refused does not keep the others from leaving."""
        from desktop.services.taking_out import take_out

        options = Options(images=Images.INSIDE if given.inside else Images.BESIDE, private=given.private)
        with library_of(given, Need.REMEMBER) as archive:
            rows = archive.every(Query()) if given.all else (row_of(archive, slug) for slug in given.slugs)
            ids = list(dict.fromkeys(row.id for row in rows))
            allowed = {"overwrite": given.overwrite, "despite_embargo": given.despite_embargo}
            result = take_out(archive, ids, given.format, given.to, options, **allowed)
            reason = archive.library.read_only_reason
        written = [str(path) for path in result.written]
        plain = {"written": written, "refused": list(result.refused), "notes": list(result.notes)}
        notes = (*result.notes, f"{reason} {_FORGOTTEN}") if reason else result.notes
        return Answer("\n".join(written), plain, result.refused, notes)


class Import(Plainly):
    """Bring files in."""

    name, help = "import", "bring in reviews from Matinee’s own JSON and Markdown files"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare which."""
        parser.add_argument("files", nargs="+", type=a_path, metavar="FILE", help="files, or folders of them")
        parser.add_argument("--replace", action="store_true", help="let the files replace what is there under the same ids")

    def run(self, given: Arguments) -> Answer:
        """Bring them in; a file that is refused does not keep the others out."""
        from desktop.services.importing import bring_in

        with library_of(given, Need.CREATE) as archive:
            report = bring_in(archive.library, given.files, replace_existing=given.replace)
        lines = [f"{item.slug}\t{item.arrival.value}\t{item.headline}" for item in report.brought]
        brought = [
            {"file": str(item.path), "id": item.review_id, "slug": item.slug, "arrival": item.arrival.value}
            for item in report.brought
        ]
        plain = {"brought": brought, "refused": list(report.refused), "notes": list(report.notes)}
        nothing = () if report.brought or report.refused else (_NOTHING_TO_IMPORT,)
        return Answer("\n".join(lines), plain, report.refused, (*report.notes, *nothing))


class Formats(Plainly):
    """List the formats."""

    name, help = "formats", "list the formats that reviews can be exported to"

    def run(self, given: Arguments) -> Answer:  # noqa: ARG002 - no library is needed
        """List them."""
        lines = [f"{each.id}\t{each.name}\t{each.description}" for each in FORMATS]
        return Answer("\n".join(lines), [{"id": e.id, "name": e.name, "description": e.description} for e in FORMATS])
