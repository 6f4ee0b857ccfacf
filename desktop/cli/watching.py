"""What was seen, and looking back: ``viewings``, ``stats``."""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

from desktop.cli.answer import Answer, UsageError
from desktop.cli.keeping import film_year
from desktop.cli.verb import Arguments, Need, Plainly, library_of
from desktop.core.countries import country_name
from desktop.core.dates import PartialDate, understand_date
from desktop.core.errors import FormatError
from desktop.core.looking_back import Figure, LookingBack, mean_words
from desktop.core.rating import scale_of
from desktop.core.records import to_plain
from desktop.core.saving import now_utc
from desktop.core.text import tidy_line
from desktop.core.viewing import Viewing
from desktop.services.diary import plan_diary, save_diary
from desktop.services.looking_back import figures_of
from desktop.services.watch_log import Film, ViewingRow, WatchLog

_DEEDS = ("log", "import", "export")
_HELP = "log a viewing of TITLE; bring in the diary FILE (Letterboxd’s ZIP or a CSV); write the log as CSV to FILE"


class Viewings(Plainly):
    """List viewings, log one, or exchange them with other diaries."""

    name, help = "viewings", "list what was seen, the last first; log a viewing; diaries of Letterboxd in and out"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what to list or to log."""
        parser.add_argument("deed", nargs="?", choices=_DEEDS, metavar="log|import|export", help=_HELP)
        parser.add_argument("title", nargs="?", metavar="TITLE|FILE", help="the film that was seen; the diary to read or write")
        parser.add_argument("--year", type=film_year, metavar="YEAR", help="of the film; listing, of the viewings")
        parser.add_argument("--date", metavar="DATE", help="when it was seen: 2023-10-06, 6 oct, yesterday (today)")
        for option, what in (("venue", "where"), ("format", "such as DCP or Stream"), ("festival", "at which festival")):
            parser.add_argument(f"--{option}", default="", metavar="WORDS", help=what)

    def check(self, given: Arguments) -> None:
        """Want a title where one is logged, and nothing of a viewing otherwise."""
        if given.deed and not tidy_line(given.title or ""):
            raise UsageError("say viewings log TITLE, viewings import FILE or viewings export FILE")
        if given.deed != "log" and (given.date is not None or given.venue or given.format or given.festival):
            raise UsageError("--date, --venue, --format and --festival go with viewings log TITLE")

    def run(self, given: Arguments) -> Answer:
        """List, log, bring in or take out."""
        if given.deed is not None:
            return {"log": _logged, "import": _brought_in, "export": _taken_out}[given.deed](given)
        with library_of(given) as archive:
            rows = WatchLog(archive.library).rows()
        wanted = [row for row in rows if given.year is None or row.seen_on.startswith(f"{given.year:04d}")]
        nothing = f"No viewing of {given.year} is logged." if given.year else "No viewing is logged yet."
        return Answer("\n".join(map(_line, wanted)), [_plain(row) for row in wanted], notes=() if wanted else (nothing,))


def _logged(given: Arguments) -> Answer:
    today = now_utc().astimezone().date()
    day = _whole(today) if given.date is None else understand_date(given.date, today)
    if day is None:
        raise FormatError(f"No date could be read from “{given.date}”; write it like 2023-10-06, 6 oct or yesterday.")
    words = {name: tidy_line(getattr(given, name)) for name in ("venue", "format", "festival")}
    seen = Viewing("", "", day, venue=words["venue"], format=words["format"], festival=words["festival"])
    with library_of(given, Need.WRITE) as archive:
        log = WatchLog(archive.library)
        viewing, future = log.log(Film(given.title, given.year, archive.work_named(given.title, given.year)), seen)
        future.result()
        row = next(row for row in log.rows() if row.id == viewing.id)
    ahead = (f"{day} is still to come; the log is of what was seen.",) if day.lies_after(today) else ()
    return Answer(_line(row), _plain(row), notes=ahead)


def _brought_in(given: Arguments) -> Answer:
    with library_of(given, Need.WRITE) as archive:
        plan = plan_diary(archive.library, Path(given.title))
        if plan.viewings:
            WatchLog(archive.library).take(plan).result()
    viewings, works = _counted(len(plan.viewings), "viewing"), _counted(len(plan.works), "film")
    are, were = "is" if len(plan.works) == 1 else "are", "was" if plan.there == 1 else "were"
    told = f"{viewings} brought in, {works} {are} new, {_counted(plan.there, 'row')} {were} there already."
    counted = {"viewings": len(plan.viewings), "films": len(plan.works), "there": plan.there, "notes": list(plan.notes)}
    return Answer("\n".join((told, *plan.notes)), counted)


def _taken_out(given: Arguments) -> Answer:
    with library_of(given) as archive:
        count, names = save_diary(archive.library, Path(given.title).absolute())
    return Answer(f"{_counted(count, 'viewing')}: {', '.join(names)}", {"viewings": count, "files": list(names)})


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _whole(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _line(row: ViewingRow) -> str:
    place = ", ".join(filter(None, (row.venue, row.format, row.festival)))
    written = row.status.value if row.status else "reviewed" if row.is_written_up else "—"
    return f"{row.seen_on or '—'}\t{row.label or 'Untitled'}\t{row.nth}\t{place}\t{written}"


def _plain(row: ViewingRow) -> dict[str, Any]:
    return {field.name: to_plain(getattr(row, field.name)) for field in dataclasses.fields(row)}


_MOST_DIRECTORS = 20


class Stats(Plainly):
    """Count what was written, rated and seen."""

    name, help = "stats", "count reviews, words, ratings and films by year, country and director"

    def run(self, given: Arguments) -> Answer:
        """Count."""
        with library_of(given) as archive:
            figures = figures_of(archive.library)
        return Answer("\n".join(_told(figures)), to_plain(figures))


def _told(figures: LookingBack) -> list[str]:
    counted = (
        (figures.reviews, "review", "reviews"),
        (figures.films, "film", "films"),
        (figures.words, "word", "words"),
        (figures.viewings, "viewing", "viewings"),
    )
    told = [", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in counted)]
    for ratings in figures.ratings:
        scale = scale_of(ratings.scale)
        told += _group(f"Ratings, drafts too, {scale.name}", tuple(each for each in ratings.spread if each.number))
        means = (f"  {mean.name}\t{mean_words(scale.id, mean.number)}" for mean in ratings.by_year)
        told += ["", f"Mean rating of what is published, by year, {scale.name}", *means] if ratings.by_year else []
    countries = tuple(Figure(country_name(each.name), each.number) for each in figures.films_by_country)
    unwritten = tuple(Figure(each.name or "no date", each.number) for each in figures.unwritten_by_year)
    return [
        *told,
        *_group("Words published, by month", figures.words_by_month),
        *_group("Films by year of release", figures.films_by_year),
        *_group("Films by country", countries),
        *_group("Films by director", figures.films_by_director, _MOST_DIRECTORS),
        *_group("Seen and never written up, by year", unwritten),
    ]


def _group(title: str, figures: tuple[Figure, ...], most: int | None = None) -> list[str]:
    lines = [f"  {figure.name}\t{figure.number:,.0f}" for figure in figures[:most]]
    if len(lines) < len(figures):
        lines.append(f"  and {len(figures) - len(lines):,} more; --json tells them all")
    return ["", title, *lines] if figures else []
