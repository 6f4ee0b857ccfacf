"""The figures of the archive: equal to what counting by hand gives, without the trash, and without reading a record."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.dates import PartialDate
from desktop.core.looking_back import Figure, LookingBack, mean_words, without_gaps
from desktop.core.rating import Rating
from desktop.core.review import Status
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage import looking_back
from desktop.storage.library import Library
from desktop.storage.looking_back import look_back
from tests.storage.builders import an_article, an_id, keep

TRASHED = "2026-01-01T00:00:00Z"


def written(library: Library, title: str, director: str, stars: str = "", **values: object) -> str:
    article = an_article(title, director, body="one two three four")
    countries = values.pop("countries", ())
    year = values.pop("year", 2023)
    work = replace(article.work, countries=countries, year=year)  # type: ignore[arg-type]
    rating = Rating("stars5half", stars) if stars else None
    review = replace(article.review, rating=rating, **{"status": Status.PUBLISHED, **values})  # type: ignore[arg-type]
    keep(library, review, work, article.outlet, *article.people)
    return work.id


def seen(library: Library, work: str, day: str, trashed: str | None = None) -> None:
    date = PartialDate(*map(int, day.split("-"))) if day else None
    keep(library, Viewing(an_id("5"), work, date, trashed_at=trashed))


def of(*counted: tuple[str, float] | tuple[str, float, int]) -> tuple[Figure, ...]:
    """Return figures by name and number, and in how many reviews they are."""
    return tuple(Figure(name, number, reviews=sum(reviews)) for name, number, *reviews in counted)


def test_an_empty_library_has_nothing_to_look_back_on(library: Library) -> None:
    assert library.ask(look_back) == LookingBack()
    assert library.ask(look_back).is_empty


def test_everything_is_counted_and_the_trash_is_not(library: Library) -> None:
    ballerina = written(library, "Ballerina", "Lee", "3.5", published_on="2023-10-06", countries=("KR",))
    written(library, "Burning", "Lee Chang-dong", "5", published_on="2023-10", countries=("KR", "JP"), year=2018)
    written(library, "Beef", "Lee", published_on="2024", countries=("US",), year=None)
    written(library, "Not yet", "Lee", published_on="2024-10-06", countries=(), year=None, status=Status.READY)
    written(library, "Gone", "Lee", "1", published_on="2023-10-06", countries=("KR",), trashed_at=TRASHED)
    again = replace(an_article().review, work=ballerina, rating=Rating("letters", "B+"))
    keep(library, again, replace(an_article().outlet, id=again.outlet))
    found = library.ask(look_back)
    assert (found.reviews, found.films, found.viewings) == (5, 4, 0)
    assert found.words > 0
    stars, letters = found.ratings
    assert (stars.scale, stars.reviews, letters.scale, letters.reviews) == ("stars5half", 2, "letters", 1)
    assert [figure for figure in stars.spread if figure.number] == [*of(("3.5", 1, 1), ("5", 1, 1))]
    assert len(stars.spread) == 10
    means = [(mean.name, round(mean.number, 6), mean.reviews) for mean in stars.by_year]
    assert means == [("2023", round((6 / 9 + 1) / 2, 6), 2)]
    assert letters.by_year == ()
    assert found.films_by_year == of(("2018", 1, 1), ("2023", 1, 2))
    assert found.films_by_country == of(("KR", 2, 3), ("JP", 1, 1), ("US", 1, 1))
    assert [figure.number for figure in found.films_by_director] == [3, 1]
    assert [figure.name for figure in found.words_by_month] == ["2023-10", "2024"]


def test_a_film_seen_and_never_written_up_counts_in_the_year_it_was_seen_last(library: Library) -> None:
    reviewed = written(library, "Ballerina", "Lee")
    works = [Work(an_id("1"), title=f"Film {number}") for number in range(4)]
    keep(library, *works)
    seen(library, reviewed, "2023-10-06")
    seen(library, works[0].id, "2022-01-02")
    seen(library, works[0].id, "2024")
    seen(library, works[1].id, "2024-05-05")
    seen(library, works[2].id, "")
    seen(library, works[3].id, "2024", TRASHED)
    found = library.ask(look_back)
    assert found.unwritten_by_year == of(("", 1), ("2024", 2))
    assert found.viewings == 5


def test_a_work_changes_its_countries(library: Library) -> None:
    work = written(library, "Ballerina", "Lee", countries=("KR", "US"))
    stored, revision = library.load_record(Work, work)
    keep(library, replace(stored, countries=("US",)), base=revision)
    assert library.ask(look_back).films_by_country == of(("US", 1, 1))


def test_every_director_and_every_country_is_told(library: Library) -> None:
    for number in range(25):
        written(library, f"Film {number}", f"Director {number}", countries=(f"{chr(65 + number)}X",))
    found = library.ask(look_back)
    assert (len(found.films_by_director), len(found.films_by_country)) == (25, 25)


def plan_of(library: Library, query: str) -> list[str]:
    asked = ("[]",) * query.count("?")
    plan = library.ask(lambda database: database.execute_sql(f"EXPLAIN QUERY PLAN {query}", asked).fetchall())
    return [str(step[-1]) for step in plan]


def test_no_query_reads_a_record(library: Library) -> None:
    written(library, "Ballerina", "Lee", "3.5", published_on="2023-10-06", countries=("KR",))
    queries = [value for name, value in vars(looking_back).items() if name.startswith("_") and str(value).startswith("SELECT")]
    assert len(queries) >= 9
    for query in queries:
        steps = plan_of(library, query)
        bare = [step for step in steps if ("review" in step or " work " in step) and "COVERING INDEX" not in step]
        assert not bare, (query, steps)


def test_a_mean_is_told_in_the_values_of_its_scale() -> None:
    assert mean_words("stars5half", (6 / 9 + 1) / 2) == "4.2"
    assert mean_words("letters", 0.75) == "B+"
    assert mean_words("percent", 0.875) == "88"


def test_years_and_months_without_reviews_stand_between_the_others() -> None:
    assert without_gaps(of(("2019", 2), ("2022", 1)), 10) == of(("2019", 2), ("2020", 0), ("2021", 0), ("2022", 1))
    assert without_gaps(of(("2022-11", 5), ("2023-01", 7)), 10) == of(("2022-11", 5), ("2022-12", 0), ("2023-01", 7))
    assert without_gaps(of(("1950", 2), ("2023", 1)), 3) == of(("2021", 0), ("2022", 0), ("2023", 1))
    assert without_gaps((), 3) == ()
