"""Exporting and importing without a window: twice, over changed files, from one library into another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.review import Review
from desktop.core.saving import Batch, Change
from desktop.core.zoned_time import ZonedTime
from desktop.services.formats import FORMAT_IDS
from desktop.storage.library import Library
from tests.cli.conftest import SLUG, Matinee, fill
from tests.example import drawn_article


def edit(root: Path, verdict: str) -> None:
    """Change the example as the window would."""
    with Library.open(root) as library:
        review, base = library.load_record(Review, "review-lamplighter")
        library.save(Batch((Change(replace(review, verdict=verdict), base),))).result()


@pytest.mark.parametrize("format_id", FORMAT_IDS)
def test_a_review_leaves_again_after_an_edit_but_not_over_others_work(
    matinee: Matinee, library: Path, tmp_path: Path, format_id: str
) -> None:
    line = ["export", SLUG, "--format", format_id, "--to", tmp_path / "out", "--library", library]
    first = matinee(*line)
    assert (first.status, first.err) == (0, "")
    main = Path(first.out.splitlines()[0])
    assert main.parent == tmp_path / "out"
    assert all(Path(name).is_file() for name in first.out.splitlines())
    before = main.read_bytes()
    edit(library, "A verdict that is quite another.")
    again = matinee(*line)
    assert (again.status, again.err) == (0, "")
    assert main.read_bytes() != before
    assert b"quite another" in main.read_bytes()
    main.write_text("mine", encoding="utf-8")
    refused = matinee(*line, "--json")
    assert (refused.status, refused.err.count("\n")) == (1, 1)
    assert refused.plain["refused"] == refused.err.splitlines()
    assert main.read_text(encoding="utf-8") == "mine"
    assert matinee(*line, "--overwrite").status == 0
    assert b"quite another" in main.read_bytes()


def test_all_leave_and_one_that_is_refused_keeps_no_other(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    matinee("new", "Second Light", "--year", "2024", "--library", library)
    (tmp_path / "second-light-2024-review.html").write_text("mine", encoding="utf-8")
    done = matinee("export", "--all", "--to", tmp_path, "--library", library)
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "second-light-2024-review.html" in done.err
    assert str(tmp_path / f"{SLUG}.html") in done.out.splitlines()


def test_one_name_that_is_wrong_stops_before_anything_leaves(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    done = matinee("export", SLUG, "wrong", "--to", tmp_path / "out", "--library", library)
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "out").exists()


def test_a_picture_that_is_gone_is_told(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    gone = next(image for image in drawn_article().images if image.id == "image-still")
    (library / gone.stored).unlink()
    done = matinee("export", SLUG, "--to", tmp_path / "out", "--library", library)
    assert (done.status, done.err.count("\n")) == (0, 1)
    assert "no longer in the library" in done.err
    assert (tmp_path / "out" / f"{SLUG}.html").is_file()


def test_beside_an_open_window_reviews_leave_and_it_is_said_what_is_not_remembered(
    matinee: Matinee, library: Path, tmp_path: Path
) -> None:
    with Library.open(library):
        done = matinee("export", SLUG, "--to", tmp_path / "out", "--library", library)
        assert done.status == 0
        assert "--overwrite" in done.err
        assert done.err.count("\n") == 1
        assert matinee("export", SLUG, "--to", tmp_path / "out", "--library", library).status == 0


def test_private_notes_leave_for_an_archive_alone(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    with Library.open(library) as opened:
        review, base = opened.load_record(Review, "review-lamplighter")
        opened.save(Batch((Change(replace(review, notes="SECRET"), base),))).result()

    def leaves(*words: str) -> bool:
        done = matinee("export", SLUG, *words, "--to", tmp_path / "-".join(words), "--library", library)
        assert done.status == 0
        return "SECRET" in Path(done.out.splitlines()[0]).read_text(encoding="utf-8")

    assert leaves("--format", "json")
    assert not leaves("--format", "json", "--no-private")
    assert not leaves("--format", "markdown-front-matter")
    assert leaves("--format", "markdown-front-matter", "--private")
    assert not leaves("--format", "html")


@pytest.mark.parametrize("words", [("--format", "json"), ("--format", "markdown-front-matter", "--private")])
def test_what_left_one_library_is_the_same_in_another(
    matinee: Matinee, library: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    other = tmp_path / "other"
    matinee("export", SLUG, *words, "--to", tmp_path / "out", "--library", library)
    came = matinee("import", tmp_path / "out", "--library", other)
    assert (came.status, came.err) == (0, "")
    assert came.out.startswith(f"{SLUG}\tnew\t")
    assert (
        matinee("show", SLUG, "--json", "--library", other).plain == matinee("show", SLUG, "--json", "--library", library).plain
    )
    for image in drawn_article().images:
        assert (other / image.stored).read_bytes() == (library / image.stored).read_bytes()
    assert matinee("verify", "--library", other).status == 0
    again = matinee("import", tmp_path / "out", "--library", other, "--json").plain
    assert [each["arrival"] for each in again["brought"]] == ["there"]


def test_a_file_that_cannot_be_read_keeps_no_other_out(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    matinee("export", SLUG, "--format", "json", "--to", tmp_path / "out", "--library", library)
    (tmp_path / "torn.json").write_text('{"format"', encoding="utf-8")
    files = [tmp_path / "torn.json", tmp_path / "none.md", tmp_path / "out" / f"{SLUG}.json"]
    done = matinee("import", *files, "--library", tmp_path / "other", "--json")
    assert done.status == 1
    assert len(done.plain["refused"]) == len(done.err.splitlines()) == 2
    assert [each["slug"] for each in done.plain["brought"]] == [SLUG]


def test_what_differs_is_replaced_only_when_asked(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    matinee("export", SLUG, "--format", "json", "--to", tmp_path / "out", "--library", library)
    other = fill(tmp_path / "other", drawn_article())
    edit(other, "Another.")
    assert matinee("import", tmp_path / "out", "--library", other).status == 1
    assert "Another." in matinee("show", SLUG, "--library", other).out
    assert matinee("import", tmp_path / "out", "--replace", "--library", other).status == 0
    assert "Another." not in matinee("show", SLUG, "--library", other).out


def test_what_is_under_embargo_leaves_for_readers_only_when_told_so(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    with Library.open(library) as opened:
        review, base = opened.load_record(Review, "review-lamplighter")
        held = replace(review, embargo=ZonedTime("2100-03-15T21:00", "Europe/London"))
        opened.save(Batch((Change(held, base),))).result()
    line = ["export", SLUG, "--format", "html", "--to", tmp_path / "out", "--library", library]
    refused = matinee(*line)
    assert (refused.status, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert refused.err.startswith(
        "“The Lamplighter (1987)” is under embargo, so it did not leave. Embargo lifts Mon 15 Mar 2100 21:00"
    )
    assert not (tmp_path / "out").exists()
    assert matinee(*line[:3], "json", *line[4:]).status == 0, "an archive of one's own"
    assert matinee(*line[:3], "json", *line[4:], "--no-private", "--overwrite").status == 1
    done = matinee(*line, "--despite-embargo")
    assert (done.status, done.err) == (0, "")
    assert "2100" not in (tmp_path / "out" / f"{SLUG}.html").read_text(encoding="utf-8")


def test_a_diary_is_shown_where_it_goes(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    (tmp_path / "diary.csv").write_text("Name,Year,Watched Date\nBrine,1968,2024-03-01\n", encoding="utf-8")
    done = matinee("import", tmp_path / "diary.csv", "--library", library)
    assert done.status == 1
    assert "“matinee viewings import”" in done.err
