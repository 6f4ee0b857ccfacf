"""What was seen and looking back, without a window."""

from __future__ import annotations

from pathlib import Path

from desktop.core.saving import now_utc
from tests.cli.conftest import Matinee


def test_a_viewing_is_logged_and_listed(matinee: Matinee, library: Path) -> None:
    how = ("--year", "2023", "--date", "2023-10-01", "--venue", "Filmhaus")
    done = matinee("viewings", "log", "The Beast", *how, "--library", library)
    assert (done.status, done.out, done.err) == (0, "2023-10-01\tThe Beast (2023)\t1\tFilmhaus\t—\n", "")
    again = matinee("viewings", "log", "the beast", "--library", library, "--json")
    assert (again.plain["nth"], again.plain["seen_on"]) == (2, now_utc().astimezone().date().isoformat())
    rows = matinee("viewings", "--library", library, "--json").plain
    assert [row["title"] for row in rows] == ["The Beast", "The Beast"]
    assert len({row["work_id"] for row in rows}) == 1
    assert matinee("viewings", "--year", "2023", "--library", library).out.count("\n") == 1


def test_the_same_title_with_another_year_is_another_film(matinee: Matinee, library: Path) -> None:
    for year in ("1975", "2023"):
        matinee("viewings", "log", "The Beast", "--year", year, "--library", library)
    assert {row["nth"] for row in matinee("viewings", "--library", library, "--json").plain} == {1}
    done = matinee("viewings", "log", "The Beast", "--library", library)
    assert (done.status, done.err) == (1, "“The Beast” names 2 films (1975, 2023); say which with its year.\n")


def test_what_is_not_understood_is_told(matinee: Matinee, library: Path) -> None:
    done = matinee("viewings", "log", "Beef", "--date", "someday", "--library", library)
    assert (done.status, done.out) == (1, "")
    assert "No date could be read from “someday”" in done.err
    assert matinee("viewings", "log", "--library", library).status == 2
    future = matinee("viewings", "log", "Beef", "--year", "99999", "--library", library)
    assert (future.status, future.err.splitlines()[-1]) == (
        2,
        "matinee viewings: error: argument --year: “99999” is no year from 1888 to 2100",
    )
    assert matinee("viewings", "--venue", "home", "--library", library).status == 2
    assert matinee("viewings", "--library", library, "--json").plain == []


def test_a_day_that_is_still_to_come_is_told(matinee: Matinee, library: Path) -> None:
    log = ("viewings", "log", "The Beast", "--library", library, "--date")
    ahead = matinee(*log, "2990-02-03")
    assert (ahead.status, ahead.err) == (0, "2990-02-03 is still to come; the log is of what was seen.\n")
    assert ahead.out.startswith("2990-02-03\tThe Beast")
    assert [matinee(*log, day).err for day in ("today", "yesterday", "2023")] == [""] * 3
    refused = matinee(*log, "")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("No date could be read from “”")


def test_stats_count_what_there_is(matinee: Matinee, library: Path) -> None:
    matinee("viewings", "log", "The Beast", "--year", "2023", "--date", "2023", "--library", library)
    plain = matinee("stats", "--library", library, "--json").plain
    assert (plain["reviews"], plain["films"], plain["viewings"]) == (1, 1, 1)
    assert plain["films_by_year"] == [{"name": "1987", "number": 1, "reviews": 1}]
    told = matinee("stats", "--library", library).out
    assert told.startswith("1 review, 1 film, ")
    assert "Films by year of release\n  1987\t1\n" in told
    assert "Seen and never written up, by year\n  2023\t1\n" in told


def test_a_diary_comes_in_once_and_leaves(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    diary, target = tmp_path / "diary.csv", tmp_path / "log.csv"
    diary.write_text("Name,Year,Watched Date\nBrine,1968,2024-03-01\n", encoding="utf-8")
    done = matinee("viewings", "import", diary, "--library", library)
    assert (done.status, done.out) == (0, "1 viewing brought in, 1 film is new, 0 rows were there already.\n")
    assert matinee("viewings", "import", diary, "--library", library, "--json").plain["there"] == 1
    assert matinee("viewings", "export", target, "--library", library, "--json").plain == {"viewings": 1, "files": ["log.csv"]}
    assert "Brine,1968,,,,2024-03-01,,,," in target.read_text(encoding="utf-8")
    assert matinee("viewings", "import", tmp_path / "no.csv", "--library", library).status == 1
