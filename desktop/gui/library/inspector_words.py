"""What the pane beside the list says of what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop.core.languages import language_name
from desktop.core.printing import headline_of, name_of
from desktop.core.rating import glyphs
from desktop.core.review import Review
from desktop.core.work import Job
from desktop.core.zoned_time import ZonedTime
from desktop.core.zoned_words import due_words, here, in_short
from desktop.gui.as_written import isolated
from desktop.gui.editor.picking import say_country
from desktop.gui.watch_log.words import day_words, seen_name
from desktop.gui.words import status_name
from desktop.services.choosing import Glance, Shares

Facts = tuple[tuple[str, str], ...]
_MOST = 3
_BESIDE = "\N{NO-BREAK SPACE}"
"""Between a word and its number, so that no line begins with the number."""


@dataclass(frozen=True, slots=True)
class Told:
    """A title, a quiet line, facts with their names, people by id with words; ``one`` or ``many`` says what they are about."""

    title: str = ""
    line: str = ""
    facts: Facts = ()
    people: tuple[tuple[str, str], ...] = ()
    one: bool = False
    many: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate("Inspector", text)


def told_of_nothing() -> Told:
    """Return what is said where nothing is chosen."""
    return Told(line=_tr("Choose a review to see what it is about."))


def told_of_one(glance: Glance, now: datetime) -> Told:
    """Return what is said of one review at a moment with its time zone."""
    article, review, work = glance.article, glance.article.review, glance.article.work
    directors = [name_of(article, credit) for credit in work.credits if credit.job is Job.DIRECTOR]
    countries = [say_country(code) for code in work.countries]
    line = (str(work.year or ""), ", ".join(directors), ", ".join(countries))
    status = (status_name(review.status), _words(glance.words))
    facts = (
        (_tr("Status"), ", ".join(status)),
        (_tr("Due"), _due(review, now)),
        (_tr("Embargo"), _embargo(review.embargo, now) if review.embargo else ""),
        (seen_name(own=glance.own), _seen(glance)),
        (_tr("Rating"), glyphs(review.rating) if review.rating else ""),
        (_tr("Outlet"), article.outlet.name),
        (_tr("Language"), language_name(review.language)),
        (_tr("Tags"), ", ".join(review.tags)),
    )
    return Told(
        work.title or headline_of(article) or _tr("Untitled"),
        " · ".join(map(isolated, filter(None, line))),
        tuple((name, value) for name, value in facts if value),
        tuple((each.id, _tr("{name} · {n} more").format(name=isolated(each.name), n=each.more)) for each in glance.people),
        one=True,
    )


def told_of_many(shares: Shares) -> Told:
    """Return what is said of several reviews."""
    years = ""
    if shares.years is not None:
        first, last = shares.years
        years = str(first) if first == last else _tr("{first} to {last}").format(first=first, last=last)
    rated = "" if shares.rated in (0, shares.count) else _tr("{n} of them").format(n=f"{shares.rated:,}")
    rated = _tr("all of them") if shares.rated == shares.count else rated or _tr("none")
    languages = [(language_name(tag), count) for tag, count in shares.languages]
    facts = (
        (_tr("Status"), _counted([(status_name(status), count) for status, count in shares.statuses], shares.count)),
        (_tr("Outlet"), _counted(shares.outlets, shares.count)),
        (_tr("Rated"), rated),
        (_tr("Language"), _counted(languages, shares.count)),
        (_tr("Tags"), _counted(shares.tags, shares.count)),
    )
    return Told(
        _tr("{count} reviews").format(count=f"{shares.count:,}"),
        " · ".join(filter(None, (years, _words(shares.words)))),
        tuple((name, value) for name, value in facts if value),
        many=True,
    )


def _due(review: Review, now: datetime) -> str:
    return due_words(review.deadline, now, waited_for=review.status.awaited) if review.deadline else ""


def _embargo(embargo: ZonedTime, now: datetime) -> str:
    lifted = _tr("lifted") if embargo.moment() <= now else ""
    return " · ".join(filter(None, (in_short(embargo, now), here(embargo, now), lifted)))


def _seen(glance: Glance) -> str:
    row = glance.seen
    return ", ".join(filter(None, (day_words(row.seen_on), row.venue, row.festival))) if row is not None else ""


def _words(count: int) -> str:
    return _tr("1 word") if count == 1 else _tr("{count} words").format(count=f"{count:,}")


def _counted(values: Sequence[tuple[str, int]], of: int) -> str:
    """Return what several share: one value of all by itself, others with how many have them."""
    if len(values) == 1 and values[0][1] == of:
        return values[0][0]
    most = _MOST if len(values) > _MOST + 1 else len(values)
    told = [f"{name}{_BESIDE}{count:,}" for name, count in values[:most]]
    more = len(values) - len(told)
    return ", ".join((*told, *([_tr("{n} others").format(n=more).replace(" ", _BESIDE)] if more else ())))
