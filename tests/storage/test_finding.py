"""Pages, orders, groups and suggestions of what is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import peewee
import pytest

from desktop.core.dates import PartialDate
from desktop.core.finding import By, Order, Query, parse_query
from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.rating import NO_RATING, Rating
from desktop.core.review import Status
from desktop.core.viewing import Viewing
from desktop.core.zoned_time import ZonedTime
from desktop.storage import finding, search, whole_names
from desktop.storage.database import driver_of
from desktop.storage.facets import Facet
from desktop.storage.filtering import COVERED, filter_of
from desktop.storage.library import Library
from tests.storage.builders import an_article, found_in, keep, kept

_RATINGS = (None, NO_RATING, Rating("stars5half", "4"), Rating("points10", "9.5"), Rating("letters", "B"))
_TRASHED = "2026-01-01T00:00:00Z"


def _in_hours(hours: float) -> ZonedTime:
    """The time so many hours from now, half an hour on, on the clock of Seoul."""
    seoul = datetime.now(UTC) + timedelta(hours=hours + 9.5)
    return ZonedTime(f"{seoul:%Y-%m-%dT%H:%M}", "Asia/Seoul")


def test_an_index_that_drifted_by_one_word_is_noticed(library: Library) -> None:
    article = kept(library)
    assert not library.upkeep.mend_search()
    assert library._writer is not None
    drift = "INSERT INTO search (search, rowid, words) SELECT 'delete', id, 'dancer' FROM search_text"
    library._writer.submit(lambda database: database.execute_sql(drift)).result(timeout=20)
    assert library.upkeep.mend_search()
    assert found_in(library, "dancer") == [article.review.id]


def test_an_index_in_pieces_is_joined_a_little_at_a_time_and_can_be_broken_off(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_PAGES", 1)
    films = {kept(library, f"Film {number}", body=f"dancer {' '.join(map(hex, range(4_000)))}").review.id for number in range(6)}

    def broken_off(_done: int, _of: int) -> None:
        raise InterruptedError

    assert library.ask(search.is_scattered)
    with pytest.raises(InterruptedError):
        library.upkeep.join_search(broken_off)
    assert library.ask(search.is_scattered)
    assert library.upkeep.join_search()
    assert not library.ask(search.is_scattered)
    assert not library.upkeep.join_search(broken_off)
    assert set(found_in(library, "dancer")) == films
    assert library.verify() == []


def test_a_question_that_was_broken_off_at_its_end_holds_up_no_other(library: Library) -> None:
    kept(library, "Film", body="Then Ji-hun walks in.")
    connection = driver_of(library._readers.database())
    connection.execute("BEGIN")
    held = connection.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
    assert held.fetchone() == (1,)
    connection.interrupt()
    assert len(library.find(parse_query("walks ")).found) == 1
    assert len(library.find(parse_query("walks ")).found) == 1


def test_windows_of_every_order_join_without_a_seam(library: Library) -> None:
    for number in range(9):
        article = an_article(f"Film {number % 4}", body="word " * (number % 3))
        review = replace(article.review, rating=_RATINGS[number % 5], published_on=["", "2024-01-02"][number % 2])
        review = replace(review, deadline=[None, _in_hours(1), _in_hours(30)][number % 3])
        keep(library, *replace(article, review=review).records())
    for by in set(By) - {By.BEST}:
        for descending in (True, False):
            order = Order(by, descending)
            whole = [found.row.id for found in library.find(Query(), order, 50).found]
            pages = [found.row.id for start in range(0, 9, 2) for found in library.find(Query(), order, 2, start).found]
            assert len(set(whole)) == 9
            assert pages == whole, order


def test_a_word_of_most_of_the_archive_shows_the_last_added_first_and_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "RANKED_AT_MOST", 4)
    added = [kept(library, f"Film {number}", body="dancer" if number < 5 else "sword").review.id for number in range(7)]
    page = library.find(parse_query("dancer "))
    assert (page.order, [found.row.id for found in page.found]) == (Order(By.ADDED), added[4::-1])
    assert library.find(parse_query("sword ")).order == Order(By.BEST)
    assert library.find(parse_query("status:draft")).order == Order(By.MODIFIED)


def test_a_common_word_is_found_in_every_order_as_a_rare_one_is(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        article = kept(library, f"Film {number % 5}", body="her dancer" if number % 4 else "her harbour")
        if number == 6:
            keep(library, replace(article.review, trashed_at=_TRASHED), base=1)
    orders = [Order(by, descending) for by in (By.TITLE, By.MODIFIED, By.YEAR, By.WORDS) for descending in (True, False)]

    def pages() -> list[list[str]]:
        query = parse_query("her dancer ")
        return [[found.row.id for found in library.find(query, order, 5, start).found] for order in orders for start in (0, 5)]

    apart = pages()
    monkeypatch.setattr(finding, "RANKED_AT_MOST", 3)
    monkeypatch.setattr(finding, "_PROBE", 3)
    assert pages() == apart
    assert [len(page) for page in apart] == [5, 3] * len(orders)


def test_a_phrase_is_as_common_as_its_rarest_word_lets_it_be(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "RANKED_AT_MOST", 3)
    monkeypatch.setattr(finding, "_PROBE", 4)
    for number in range(8):
        kept(library, f"Film {number}", body="her red shoes" if number < 6 else "her shoes, red as the harbour")
    common, rare = ('"red shoes" ', '"red shoes" her '), ('"the harbour" ', '"shoes red" ')
    for typed in (*common, *rare):
        assert library.find(parse_query(typed)).order.by is (By.ADDED if typed in common else By.BEST), typed


def test_common_words_that_are_only_begun_are_shown_and_placed_in_one_order(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "RANKED_AT_MOST", 3)
    monkeypatch.setattr(finding, "_PROBE", 4)
    added = [
        kept(library, f"Film {number}", body="dancer " * (number + 1) if number < 6 else "sword").review.id for number in range(8)
    ]
    for typed, order in (("danc", Order(By.ADDED)), ("swor", Order(By.BEST)), ("status:draft danc", Order(By.ADDED))):
        query = parse_query(typed)
        whole = library.find(query)
        assert whole.order == order, typed
        pages = [each.row.id for start in range(0, 8, 2) for each in library.find(query, limit=2, offset=start).found]
        assert pages == [each.row.id for each in whole.found] == library.ids(query, Order(By.BEST), 50), typed
    assert [each.row.id for each in library.find(parse_query("danc")).found] == added[5::-1]


def test_groups_count_what_their_queries_find(library: Library) -> None:
    for number in range(6):
        director = ("Agnès Varda", "Lee Chung-hyun", "Lee")[number % 3]
        article = an_article(f"Film {number}", director, outlet=Outlet("2" * 32, "Post"))
        tags = ("noir", "film noir")[: number % 3]
        trashed = _TRASHED if number == 5 else None
        review = replace(article.review, tags=tags, rating=_RATINGS[number % 5], trashed_at=trashed)
        review = replace(review, deadline=_in_hours(number - 3), embargo=_in_hours(number - 3))
        known = [record for record in replace(article, review=review).records() if number == 0 or not isinstance(record, Outlet)]
        keep(library, *known)
    for facet in Facet:
        groups = library.facet(facet)
        assert sum(group.count for group in groups), facet
        for group in groups:
            assert library.count(group.query) == group.count, group
            assert parse_query(str(group.query)) == group.query
    assert [(group.label, group.count) for group in library.facet(Facet.TAGS)] == [("noir", 3), ("film noir", 1)]


def test_a_name_in_quotes_is_who_is_called_so_and_part_of_a_name_where_nobody_is(library: Library) -> None:
    alone, chung = kept(library, "One", "Lee", body="").review.id, kept(library, "Two", "Lee Chung-hyun", body="").review.id
    ang = kept(library, "Three", "Ang Lee", "Chung-Hyun", body="").review.id
    for typed, found in (
        ('director:"Lee"', {alone}),
        ('director:"lée" one', {alone}),
        ('-director:"Lee"', {chung, ang}),
        ('-director:"Lee" three', {ang}),
        ("director:lee", {alone, chung, ang}),
        ('director:"Lee Chung-hyun"', {chung}),
        ('director:"lee chung hyun"', {chung}),
        ('director:"Chung-hyun"', {chung}),
        ('person:"Chung-hyun"', {ang}),
        ('director:"Ang"', {ang}),
    ):
        query = parse_query(typed)
        assert set(found_in(library, typed)) == found, typed
        assert library.count(query) == len(found), typed
        for by in (By.TITLE, By.BEST):
            ids = library.ids(query, Order(by), 9)
            assert set(ids) == found, typed
            assert [library.places(query, Order(by), ids)[each] for each in ids] == list(range(len(found))), typed
    accented = kept(library, "Four", "Ång Lee", body="").review.id
    assert (found_in(library, 'director:"Ang Lee"'), found_in(library, 'director:"Ång Lee"')) == ([ang], [accented])
    assert set(found_in(library, 'director:"ang lee"')) == {ang, accented}
    keep(library, replace(library.load(accented).article.review, trashed_at=_TRASHED), base=1)
    keep(library, replace(library.load(alone).article.review, trashed_at=_TRASHED), base=1)
    assert set(found_in(library, 'director:"Lee"')) == set(), "somebody is called so, whose review lies in the trash"
    assert set(found_in(library, '-director:"Lee"')) == {chung, ang}
    assert set(found_in(library, 'is:trashed director:"Lee"')) == {alone}


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("kim ji-hoom", "Kim Ji-hoon"),
        ("ballernia", "Ballerina"),
        ("actor:varfa", "actor:varda"),
        ("xim", "Kim Ji-hoon"),
        ("ballerina", None),
        ("dancer", None),
        ("zzzzzzzzz", None),
        ("varga", "Agnès Varda"),
        ("varga ballerina", "varda ballerina"),
        ("hoon varga other", None),
        ("agne varda", "Agnès Varda"),
        ("agne", None),
    ],
)
def test_what_may_be_meant(library: Library, typed: str, label: str | None) -> None:
    kept(library, "Ballerina", "Kim Ji-hoon", "Agnès Varda")
    for number in range(3):
        kept(library, f"Other {number}", body="dancers dancer")
    keep(library, Person("9" * 32, "Varca Nobody"))
    meant = library.suggestion(parse_query(typed))
    assert (meant.label if meant else None) == label
    if meant:
        assert library.count(meant.query) == meant.count == 1


def test_tags_and_outlets_may_be_meant_too(library: Library) -> None:
    article = an_article("Ballerina", outlet=Outlet("2" * 32, "Evening Post"))
    keep(library, *replace(article, review=replace(article.review, tags=("noir", "Film Français"))).records())
    for typed, meant in (
        ("tag:noirr", 'tag:"noir"'),
        ("ballerina tag:nior", 'ballerina tag:"noir"'),
        ('tag:"film francias"', 'tag:"Film Français"'),
        ('outlet:"evning post"', 'outlet:"Evening Post"'),
    ):
        found = library.suggestion(parse_query(typed))
        assert found is not None, typed
        assert (str(found.query).strip(), found.count) == (meant, 1)
    for typed in ("tag:noir", "tag:no", "tag:zzzz", "-tag:noirr"):
        assert library.suggestion(parse_query(typed)) is None, typed


def test_what_may_be_meant_is_found_where_it_is_looked_for(library: Library) -> None:
    kept(library, "Ballerina", "Kim Ji-hoon")
    typed, drafts = parse_query("ballernia"), parse_query("status:draft")
    found = library.suggestion(typed, drafts)
    assert found is not None
    assert (str(found.query), found.count) == ("ballerina", 1)
    assert library.suggestion(typed, parse_query("status:published")) is None


FILTERS = (
    "status:draft",
    "-status:published rating:>=4",
    "year:2020",
    "missing:rating",
    "lang:en",
    "-lang:es",
    "kind:film words:>1",
    "due:week",
    "-due:overdue",
    "due:>2000",
    "is:embargoed",
)


@pytest.mark.parametrize("by", sorted(set(By) - {By.BEST}))
def test_filters_find_the_same_in_every_order_and_are_answered_without_the_lines(library: Library, by: By) -> None:
    for number in range(12):
        article = an_article(f"Film {number % 5}", body="word " * (number % 4))
        review = replace(article.review, rating=_RATINGS[number % 5], language=("en", "es", "en-GB")[number % 3])
        review = replace(review, deadline=_in_hours(number - 5) if number % 2 else None, embargo=_in_hours(number - 4))
        trashed = _TRASHED if number == 7 else None
        work = replace(article.work, year=2019 + number % 3)
        keep(library, *replace(article, review=replace(review, trashed_at=trashed), work=work).records())
    for typed in FILTERS:
        query, order = parse_query(typed), Order(by)
        ids = [each.row.id for each in library.find(query, order).found]
        assert sorted(ids) == sorted(row.id for row in library.every(query)), typed
        assert ids == library.ids(query, order, 50), typed
        assert ids[:2] == [each.row.id for each in library.find(query, order, 2).found], typed
        assert library.count(query) == len(ids) > 0, typed
        assert library.ask(partial(_walked, query)).endswith("USING COVERING INDEX listed_filters"), typed


def _walked(query: Query, database: peewee.Database) -> str:
    """Return how SQLite looks through the lines that may fit."""
    condition = filter_of(database, query)
    assert condition.covered
    plan = f"EXPLAIN QUERY PLAN SELECT l.id FROM {COVERED} WHERE {condition.sql}"
    return " ".join(str(row[3]) for row in database.execute_sql(plan, condition.values).fetchall())


def test_a_film_counts_as_seen_on_the_days_of_its_viewings_outside_the_trash(library: Library) -> None:
    article = kept(library)
    viewing = Viewing("5" * 32, article.work.id, date=PartialDate(2024, 2, 3))
    keep(library, viewing)
    for typed in ("seen:2024", "seen:2024-02", "seen:>=2024-02-03", "seen:<=2024-02-03", "seen:2023..2024", "-seen:2023"):
        assert found_in(library, typed) == [article.review.id], typed
    for typed in ("seen:<2024-02-03", "seen:>2024-02-03", "seen:2023", "-seen:2024"):
        assert found_in(library, typed) == [], typed
    keep(library, replace(viewing, trashed_at=_TRASHED), base=1)
    assert (found_in(library, "seen:2024"), found_in(library, "-seen:2024")) == ([], [article.review.id])


def test_what_is_due_first_stands_first_and_what_never_is_last(library: Library) -> None:
    deadlines = {"never": None, "late": _in_hours(400), "soon": _in_hours(1), "over": _in_hours(-30)}
    for title, deadline in deadlines.items():
        article = an_article(title)
        keep(library, *replace(article, review=replace(article.review, deadline=deadline)).records())
    page = library.find(Query(), Order(By.DUE, descending=False)).found
    assert [(each.row.title, each.row.deadline) for each in page] == [
        (title, deadlines[title]) for title in ("over", "soon", "late", "never")
    ]


def test_a_deadline_is_waited_for_until_the_text_is_filed(library: Library) -> None:
    article = kept(library)
    for base, status in enumerate((Status.READY, Status.FILED, Status.PUBLISHED, Status.IDEA), start=1):
        keep(library, replace(article.review, status=status, deadline=_in_hours(-1)), base=base)
        waited_for = [article.review.id] if status in {Status.READY, Status.IDEA} else []
        assert found_in(library, "due:overdue") == found_in(library, "due:week") == waited_for, status
        assert found_in(library, "due:>=1999") == [article.review.id], "a date asks for the deadline alone"


def test_an_embargo_is_one_until_it_lifts(library: Library) -> None:
    article = kept(library)
    for base, (hours, held) in enumerate(((-1, False), (1, True), (-0.6, False), (9000, True)), start=1):
        keep(library, replace(article.review, embargo=_in_hours(hours)), base=base)
        assert bool(found_in(library, "is:embargoed")) is held, hours
        (row,) = library.reviews()
        assert row.embargo == _in_hours(hours)


@pytest.mark.parametrize("jobs", whole_names._JOBS.values())
def test_whoever_is_called_so_is_found_without_a_walk_through_a_table(library: Library, jobs: str) -> None:
    question = f"EXPLAIN QUERY PLAN {whole_names._LINES.format(jobs=jobs)}"
    plan = library.ask(lambda database: database.execute_sql(question, ("lee", " lee", "Lee")).fetchall())
    steps = [str(step[3]) for step in plan]
    assert any("review_work" in step for step in steps), "the plan was read"
    assert [step for step in steps if step.startswith("SCAN")] == []
