"""Every bar of every picture says as much as is found behind it, whatever a library holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.dates import PartialDate
from desktop.core.finding import parse_query
from desktop.core.log_order import UNDATED, Wish
from desktop.core.looking_back import LookingBack, mean_words
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.rating import NO_RATING, SCALES, Rating, position
from desktop.core.review import Part, Review, Status
from desktop.core.viewing import Viewing
from desktop.core.work import Credit, Job, Work
from desktop.gui.looking_back.charts import Bar, Chart, charts_of
from desktop.services.archive import Archive
from desktop.services.looking_back import figures_of
from desktop.services.watch_log import WatchLog
from desktop.storage.library import Library
from tests.storage.builders import an_id, keep

TRASHED = "2026-01-01T00:00:00Z"
NAMES = ("McG", "Lee", "Lee Chang-dong", "Spike Lee", "Céline Sciamma", "Celine Sciamma", "Jane Campion", "Jane Campion")


def a_library(chance: random.Random, library: Library) -> None:
    """Fill a library with reviews in every state, of every scale, dated or not, some of one film, and with viewings."""
    outlets = [Outlet(an_id("2"), name) for name in ("Evening Post", "Weekly")]
    people = [Person(an_id("3"), name) for name in NAMES]
    works = [_work(chance, people) for _ in range(12)]
    keep(library, *outlets, *people, *works)
    keep(library, *(_review(chance, chance.choice(works[:8]), chance.choice(outlets)) for _ in range(30)))
    keep(library, *(_viewing(chance, chance.choice(works)) for _ in range(25)))


def _work(chance: random.Random, people: list[Person]) -> Work:
    directors = chance.sample(people, chance.randint(0, 3))
    credits = tuple(Credit(f"c{place}", each.id, Job.DIRECTOR) for place, each in enumerate(directors))
    year = chance.choice([None, 1895, 1931, 1958, *range(2015, 2026)])
    countries = tuple(chance.sample(["KR", "FR", "US", "XK"], chance.randint(0, 2)))
    return Work(an_id("1"), title=f"Film {chance.random()}", year=year, credits=credits, countries=countries)


def _review(chance: random.Random, work: Work, outlet: Outlet) -> Review:
    scale = chance.choice(SCALES[:-1])
    rating = chance.choice([None, NO_RATING, *[Rating(scale.id, chance.choice(scale.values))] * 8])
    return Review(
        an_id("0"),
        work.id,
        outlet.id,
        "2026-01-02T03:04:05Z",
        parts=(Part("p1", body="word " * chance.randint(1, 90)),),
        status=chance.choice([Status.PUBLISHED, *Status]),
        rating=rating,
        published_on=_day(chance),
        trashed_at=chance.choice([None, None, None, TRASHED]),
    )


def _day(chance: random.Random) -> str:
    whole = f"{chance.choice([1949, 1951, *range(2021, 2026)])}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    return whole[: chance.choice([0, 4, 7, 10, 10, 10])]


def _viewing(chance: random.Random, work: Work) -> Viewing:
    day = _day(chance)
    seen = PartialDate(*map(int, day.split("-"))) if day else None
    return Viewing(an_id("5"), work.id, seen, trashed_at=chance.choice([None, None, None, TRASHED]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one library after another."""
    return tmp_path_factory.mktemp("libraries")


@settings(max_examples=12)
@given(seed=st.integers(0, 2**32))
def test_a_bar_says_as_much_as_is_found_behind_it(seed: int, folder: Path, qapp: object) -> None:
    with Library.open(folder / f"{seed}-{an_id()}") as library:
        a_library(random.Random(seed), library)
        archive, log, figures = Archive(library), WatchLog(library), figures_of(library)
        seen = 0
        for chart in every_chart(figures):
            for bar in chart.bars:
                assert bar.shown == (found(archive, chart, bar) if bar.seen is None else last_seen(log, bar)), (chart.title, bar)
                assert bar.said.endswith(told(archive, chart, bar)), (chart.title, bar)
                seen += bool(bar.value)
        assert seen > 20


def every_chart(figures: LookingBack) -> Iterator[Chart]:
    """Yield the charts as they are at first and turned."""
    first = charts_of(figures)
    yield from first
    yield from charts_of(figures, {chart.title: 1 for chart in first})


def found(archive: Archive, chart: Chart, bar: Bar) -> str:
    """Return what the bar has to say of the reviews that its query finds."""
    query = parse_query(bar.query)
    assert not query.words, "every term is understood"
    rows = list(archive.every(query))
    if chart.title.startswith("Mean"):
        (scale,) = {row.rating.scale for row in rows if row.rating} or {""}
        places = [position(row.rating) or 0 for row in rows if row.rating]
        assert len(places) == len(rows)
        return mean_words(scale, sum(places) / len(places)) if rows else ""
    if chart.title.startswith("Words"):
        assert {row.status for row in rows} <= {Status.PUBLISHED}
        return f"{sum(row.words for row in rows):,}"
    return str(len(rows) if chart.title.startswith("Ratings") else len({row.work_id for row in rows}))


def told(archive: Archive, chart: Chart, bar: Bar) -> str:
    """Return how the sentence of a bar ends: with the number of what it opens, or of films where there are as many."""
    if bar.seen is not None:
        return f"{bar.shown} film{'s' * (bar.shown != '1')} seen and never written up"
    reviews = archive.count(parse_query(bar.query))
    if chart.title.startswith("Films") and bar.shown == str(reviews):
        return f" {reviews} film{'s' * (reviews != 1)}"
    if not reviews:
        return (
            "nothing rated"
            if chart.title.startswith("Mean")
            else f" 0 {'words' if chart.title.startswith('Words') else 'reviews'}"
        )
    return f" {reviews} review{'s' * (reviews != 1)}"


def last_seen(log: WatchLog, bar: Bar) -> str:
    """Return how many lines the watch log has of what was never written up."""
    order = log.order(Wish(bar.seen or UNDATED, unwritten=True))
    return str(sum(len(group.ids) for group in order.groups))
