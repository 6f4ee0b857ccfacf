"""The watch log in order equals what sorting all of its rows by hand gives, whatever is wished for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.dates import PartialDate
from desktop.core.log_order import ALL, TRASH, UNDATED, Column, Grouping, Wish
from desktop.core.text import fold
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage.library import Library
from desktop.storage.log_list import LogOrder, log_order
from desktop.storage.viewings import ViewingRow, viewing_lines, viewing_rows
from tests.storage.builders import an_article, an_id, keep

GONE = "2026-01-01T00:00:00Z"
DATES = (None, *(PartialDate(2023, 10, day) for day in (1, 2, 6)), PartialDate(2023, 10), PartialDate(2023), PartialDate(1998, 1))
VENUES = ("", "home", "Kino", "KINO", "Élysée", "elysee", "Zoo ‘30’")


def fill(library: Library, seed: int) -> None:
    """Log viewings at random: of few films on few days, so that nearly everything happens twice."""
    chance = random.Random(seed)
    titles = ("The Beast", "Beast", "Ænima", "élan")
    works = [Work(an_id("1"), title=chance.choice(titles), year=chance.choice((None, 1999))) for _ in range(4)]
    articles = [an_article("Ballerina"), an_article("Burning")]
    reviews = [article.review for article in articles]
    keep(library, *works)
    keep(library, *articles[0].records())
    keep(library, *(replace(each, trashed_at=GONE) if each is reviews[1] else each for each in articles[1].records()))
    seen = []
    for _ in range(chance.randint(0, 24)):
        work = chance.choice([each.id for each in works] + [article.work.id for article in articles])
        seen.append(
            Viewing(
                an_id("5"),
                work,
                chance.choice(DATES),
                time=chance.choice(("", "19:30")),
                venue=chance.choice(VENUES),
                format=chance.choice(("", "DCP", "dcp")),
                festival=chance.choice(("", "NYFF")),
                section=chance.choice(("", "Main", "main slate")),
                number=chance.choice((None, None, None, 1, 7)),
                review=chance.choice((None, reviews[0].id, reviews[1].id)),
                trashed_at=chance.choice((None, None, None, GONE)),
            )
        )
    if seen:
        keep(library, *seen)


def key_of(row: ViewingRow, column: int) -> Any:
    match column:
        case Column.DATE:
            return (row.seen_on, row.start, row.nth, row.id)
        case Column.FILM:
            return (row.sort_title, row.year or 0)
        case Column.WHERE:
            return fold(row.venue)
        case Column.FORMAT:
            return fold(row.format)
        case Column.FESTIVAL:
            return (fold(row.festival), fold(row.section))
        case Column.SEEN:
            return row.nth
        case _:
            return row.status.value if row.status else " " if row.is_written_up else ""


def beginning(seen_on: str, grouping: Grouping) -> str:
    if grouping is Grouping.NONE:
        return ""
    if grouping is Grouping.YEAR:
        return seen_on[:4]
    if grouping is Grouping.MONTH or len(seen_on) < len("2023-10-06"):
        return seen_on[:7]
    day = date.fromisoformat(seen_on)
    return (day - timedelta(days=day.weekday())).isoformat()


def by_hand(rows: Sequence[ViewingRow], wish: Wish) -> list[tuple[str, tuple[str, ...]]]:
    wanted = list(rows)
    if wish.unwritten and wish.year != TRASH:
        last = {row.work_id: row.id for row in reversed(rows)}
        wanted = [row for row in rows if not row.written and row.id == last[row.work_id]]
    if wish.year == UNDATED:
        wanted = [row for row in wanted if not row.seen_on]
    elif wish.year not in (ALL, TRASH):
        wanted = [row for row in wanted if row.seen_on.startswith(wish.year)]
    ordered = sorted(wanted, key=lambda row: key_of(row, Column.DATE), reverse=True)
    if wish.column == Column.DATE:
        ordered = ordered if wish.descending else ordered[::-1]
    else:
        ordered = sorted(ordered, key=lambda row: key_of(row, wish.column), reverse=wish.descending)
    groups = groupby(ordered, key=lambda row: beginning(row.seen_on, wish.groups))
    return [(begins, tuple(row.id for row in group)) for begins, group in groups]


WISHES = st.builds(
    Wish,
    st.sampled_from((ALL, UNDATED, TRASH, "2023", "199", "1998", "2001")),
    st.booleans(),
    st.sampled_from(list(Column)),
    st.booleans(),
    st.sampled_from(list(Grouping)),
)


@given(seed=st.integers(0, 10_000), wishes=st.lists(WISHES, min_size=6, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
def test_the_order_equals_sorting_all_rows_by_hand(library: Library, seed: int, wishes: list[Wish]) -> None:
    fill(library, seed)
    rows = {trashed: library.ask(partial(viewing_rows, trashed=trashed)) for trashed in (True, False)}
    for wish in wishes:
        trashed = wish.year == TRASH
        found = library.ask(partial(log_order, wish=wish))
        groups = [(group.begins, group.ids) for group in found.groups]
        assert groups == by_hand(rows[trashed], wish), wish
        ids = [viewing_id for group in found.groups for viewing_id in group.ids]
        lines = library.ask(partial(viewing_lines, ids=ids[::3], trashed=trashed))
        known = {row.id: row for row in rows[trashed]}
        assert list(lines) == [known[viewing_id] for viewing_id in ids[::3]], "a row is the same whatever else is read"
    found = library.ask(partial(log_order, wish=Wish()))
    years = {row.seen_on[:4] for row in rows[False]}
    assert found.years == tuple(sorted(years - {""}, reverse=True))
    assert found.undated == ("" in years)


def test_an_empty_log_has_no_groups_and_what_is_gone_has_no_row(library: Library) -> None:
    assert library.ask(lambda database: log_order(database, Wish())) == LogOrder()
    assert library.ask(lambda database: viewing_lines(database, [an_id("5")], trashed=False)) == (None,)
