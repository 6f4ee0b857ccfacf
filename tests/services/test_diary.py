"""Diaries in and out of the log: never twice, counted right, taken back in one step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.dates import PartialDate
from desktop.core.errors import NotFoundError
from desktop.core.rating import Rating
from desktop.core.saving import Batch, Change
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.services.archive import Archive, open_archive
from desktop.services.diary import DiaryPlan, diary_of, plan_diary, save_diary
from desktop.services.watch_log import Film, WatchLog

HEAD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
ROWS = (
    "2024-03-02,Ballerina,2023,https://boxd.it/1,3.5,,press,2024-03-01\n"
    "2024-03-09,Ballerina,2023,https://boxd.it/2,4,Yes,,2024-03-08\n"
    "2024-03-09,The Beast,2023,https://boxd.it/3,,Yes,,2024-03-08\n"
)


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    path = tmp_path / "diary.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def brought(archive: Archive, log: WatchLog, path: Path) -> DiaryPlan:
    plan = plan_diary(archive.library, path)
    if plan.viewings:
        log.take(plan, "Import").result(timeout=20)
    return plan


def told(log: WatchLog) -> list[tuple[str, str, int]]:
    return [(row.label, row.seen_on, row.nth) for row in log.rows()]


def test_a_diary_becomes_viewings_and_films_and_a_rewatch_is_counted(archive: Archive, log: WatchLog, diary: Path) -> None:
    plan = brought(archive, log, diary)
    assert (len(plan.viewings), len(plan.works), plan.there) == (3, 2, 0)
    assert sorted(told(log)) == [
        ("Ballerina (2023)", "2024-03-01", 1),
        ("Ballerina (2023)", "2024-03-08", 2),
        ("The Beast (2023)", "2024-03-08", 2),
    ]
    first = log.viewing(plan.viewings[0].id)
    assert (first.rating, first.notes) == (Rating("stars5half", "3.5"), "press")


def test_the_same_diary_again_adds_nothing_and_a_longer_one_what_is_new(archive: Archive, log: WatchLog, diary: Path) -> None:
    brought(archive, log, diary)
    assert brought(archive, log, diary) == DiaryPlan(there=3)
    diary.write_text(HEAD + "2024-04-01,Beef,2023,https://boxd.it/9,,,,2024-04-01\n" + ROWS, encoding="utf-8")
    plan = brought(archive, log, diary)
    assert (len(plan.viewings), plan.there, len(log.rows())) == (1, 3, 4)


def test_a_viewing_that_was_thrown_away_does_not_come_back(archive: Archive, log: WatchLog, diary: Path) -> None:
    plan = brought(archive, log, diary)
    log.trash(log.stored([plan.viewings[0].id])).result(timeout=20)
    assert brought(archive, log, diary).viewings == ()
    assert len(log.rows()) == 2


def test_what_was_logged_by_hand_on_that_day_is_the_same_viewing(archive: Archive, log: WatchLog, diary: Path) -> None:
    film = Film("Ballerina", 2023)
    log.log(film, Viewing("", "", PartialDate(2024, 3, 1), venue="home"))[1].result(timeout=20)
    plan = brought(archive, log, diary)
    assert (len(plan.viewings), len(plan.works), plan.there) == (2, 1, 1)
    assert [row.venue for row in log.rows() if row.seen_on == "2024-03-01"] == ["home"]


def test_films_of_the_library_are_known_by_title_and_year_and_two_of_one_name_by_their_identifier(
    archive: Archive, log: WatchLog, diary: Path
) -> None:
    article = archive.begin("ballerina", 2023, "", "en")
    other = Work("a" * 32, title="Ballerina", year=2023)
    plan = plan_diary(archive.library, diary)
    assert {viewing.work for viewing in plan.viewings} >= {article.work.id}
    assert [work.title for work in plan.works] == ["The Beast"]
    archive.store_new([other]).result(timeout=20)
    plan = plan_diary(archive.library, diary)
    assert [viewing.rating for viewing in plan.viewings] == [None], "neither of the two is guessed"
    assert plan.notes[0] == "“Ballerina” names 2 films of the library, so its viewing was left out."


def test_one_undo_takes_a_diary_back_with_the_films_it_made(archive: Archive, log: WatchLog, diary: Path) -> None:
    plan = brought(archive, log, diary)
    assert log.can_undo == "Import"
    log.undo().result(timeout=20)  # type: ignore[union-attr]
    assert log.rows() == []
    with pytest.raises(NotFoundError):
        log.work(plan.works[0].id)
    log.redo().result(timeout=20)  # type: ignore[union-attr]
    assert len(log.rows()) == 3


def test_the_log_leaves_and_comes_back_as_what_is_there_already(archive: Archive, log: WatchLog, diary: Path) -> None:
    brought(archive, log, diary)
    target = diary.with_name("log.csv")
    assert save_diary(archive.library, target) == (3, ("log.csv",))
    assert brought(archive, log, target) == DiaryPlan(there=3)
    assert target.read_text(encoding="utf-8").split("\n")[1] == "Ballerina,2023,,,,2024-03-01,3.5,,,"
    with open_archive(diary.with_name("Other")).library as other:
        plan = plan_diary(other, target)
        WatchLog(other).take(plan).result(timeout=20)
        assert sorted((row.label, row.seen_on, row.nth) for row in WatchLog(other).rows()) == sorted(told(log))


def test_what_is_private_stays_at_home_and_ratings_become_half_stars(archive: Archive, log: WatchLog) -> None:
    article = archive.begin("Ballerina", 2023, "", "en")
    review = replace(article.review, rating=Rating("percent", "78"), tags=("action",))
    archive.library.save(Batch((Change(review, 1),))).result(timeout=20)
    seen = Viewing("", "", PartialDate(2023, 10), companions="Ama", notes="lights up at 40")
    viewing, future = log.log(Film("Ballerina", 2023, article.work.id), seen)
    future.result(timeout=20)
    log.link(viewing.id, review.id).result(timeout=20)
    (entry,) = diary_of(archive.library)
    assert (entry.rating, entry.tags, entry.text) == (Rating("stars5half", "4"), ("action",), "")
    assert "Ama" not in str(entry)
