"""``matinee rebuild``."""

from __future__ import annotations

from pathlib import Path

from desktop.exporters.catalogue import format_of
from desktop.services.jobs import Job
from desktop.services.readable import FORMAT_ID, SWITCH, ReadableCopies
from desktop.storage.library import Library
from desktop.storage.opening import SHARED_FILE
from tests.cli.conftest import SLUG, Matinee


def test_a_lost_library_is_rebuilt_with_a_summary_before_and_after(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    with Library.open(library) as opened:
        copies = ReadableCopies(opened, format_of(FORMAT_ID).export)
        copies.survey(Job())
        copies.write(Job(), 60.0)
    (library / "library.db").unlink()
    done = matinee("rebuild", library, "--to", tmp_path / "made")
    assert (done.status, done.err) == (0, "")
    first, second = done.out.splitlines()
    assert first.startswith("In the copies: 1 review, ")
    assert second == f"In {tmp_path / 'made'}: {first.removeprefix('In the copies: ')[:-1]}; every picture is there."
    assert SLUG in matinee("list", "--library", tmp_path / "made").out
    assert matinee("verify", "--library", tmp_path / "made").status == 0
    again = matinee("rebuild", "--library", library, "--json", "--to", tmp_path / "other")
    assert again.plain["before"] == again.plain["after"]
    assert matinee("rebuild", tmp_path / "none", "--to", tmp_path / "third").status == 1
    assert matinee("rebuild").status == 2


def test_without_a_copy_of_a_review_it_says_what_else_came_back_or_that_there_is_nothing(
    matinee: Matinee, tmp_path: Path
) -> None:
    root = tmp_path / "fresh"
    assert matinee("new", "Second Cli", "--library", root).status == 0
    for lost in (root / "library.db", *(root / "readable").glob("*.md")):
        lost.unlink()
    done = matinee("rebuild", root, "--to", tmp_path / "made")
    assert done.status == 0
    assert done.err.startswith("There is no copy of a review to be read, so no review came back; what “library.json” tells did: ")
    (root / "readable" / SHARED_FILE).write_text("{}", encoding="utf-8")
    done = matinee("rebuild", root, "--to", tmp_path / "other")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("There is nothing in the readable copies to make a library of. “library.json” cannot be read")
    assert not (tmp_path / "other").exists()


def test_what_the_command_line_makes_has_its_copies_at_once(matinee: Matinee, tmp_path: Path) -> None:
    root = tmp_path / "fresh"
    slug = matinee("new", "Second Cli", "--library", root).out.strip()
    made = matinee("export", slug, "--library", root, "--format", "json", "--to", tmp_path / "out").out.strip()
    other = tmp_path / "other"
    assert matinee("import", made, "--library", other).status == 0
    for lost in (root, other):
        (lost / "library.db").unlink()
        assert matinee("rebuild", lost, "--to", lost / "made").status == 0
        assert slug in matinee("list", "--library", lost / "made").out


def test_no_copies_are_made_where_they_are_switched_off_and_a_refused_one_is_said(matinee: Matinee, tmp_path: Path) -> None:
    root = tmp_path / "fresh"
    with Library.open(root) as library:
        library.remember(SWITCH, "off").result()
    assert matinee("new", "First", "--library", root).status == 0
    assert list((root / "readable").iterdir()) == []
    with Library.open(root) as library:
        library.remember(SWITCH, "on").result()
    (root / "readable" / SHARED_FILE).mkdir()
    done = matinee("new", "Second", "--library", root)
    assert (done.status, done.out.strip()) == (0, "second-review")
    assert done.err.startswith("The readable copies could not be brought up to date")
