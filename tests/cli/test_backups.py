"""Backups from the command line: made, listed, checked, and made into libraries of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.storage.library import Library
from tests.cli.conftest import SLUG, Matinee

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.fixture
def backup(matinee: Matinee, library: Path) -> Path:
    """A backup of the example's library."""
    return Path(matinee("backup", "--library", library).out.strip())


def test_backups_are_listed_with_what_is_in_them(matinee: Matinee, library: Path, backup: Path) -> None:
    listed = matinee("backup", "list", "--library", library)
    assert (listed.status, listed.err, listed.out.count("\n")) == (0, "", 1)
    assert listed.out.startswith(f"{backup.name}\t20")
    assert "\t1 review, " in listed.out
    [plain] = matinee("backup", "list", "--library", library, "--json").plain
    assert (plain["path"], plain["sound"], plain["reviews"], plain["occasion"]) == (str(backup), True, 1, "library")
    assert plain["size"] == backup.stat().st_size
    backup.write_bytes(b"worn")
    worn = matinee("backup", "list", "--library", library)
    assert (worn.status, worn.err.count("\n")) == (0, 1)
    assert worn.out.endswith("\tdamaged\n")


def test_a_backup_becomes_a_library_with_its_sums_before_and_after(
    matinee: Matinee, library: Path, backup: Path, tmp_path: Path
) -> None:
    matinee("new", "Written later", "--library", library)
    to = tmp_path / "again"
    done = matinee("backup", "restore", backup.name, "--to", to, "--library", library)
    assert (done.status, done.err) == (0, "")
    before, after = done.out.splitlines()
    assert before.removeprefix("In the backup: ").rstrip(".") in after
    assert after.endswith("every picture is there.")
    assert matinee("list", "--library", to).out.startswith(SLUG)
    assert matinee("list", "--library", to).out.count("\n") == 1
    assert matinee("list", "--library", library).out.count("\n") == 2
    assert matinee("verify", "--library", to).status == 0
    again = matinee("backup", "restore", backup, "--to", to, "--library", library)
    assert (again.status, again.out) == (1, "")
    assert "already" in again.err
    plain = matinee("backup", "restore", backup, "--to", tmp_path / "third", "--library", library, "--json").plain
    assert (plain["before"], plain["missing"], plain["written"]) == (plain["after"], [], str(tmp_path / "third"))


def test_pictures_that_are_gone_are_told(matinee: Matinee, library: Path, backup: Path, tmp_path: Path) -> None:
    next((library / "images").iterdir()).unlink()
    done = matinee("backup", "restore", backup.name, "--to", tmp_path / "again", "--library", library)
    assert (done.status, done.err.count("\n")) == (0, 1)
    assert "1 picture is not as before" in done.out
    assert "is missing" in done.err


def test_a_library_that_is_damaged_or_gone_is_restored_all_the_same(
    matinee: Matinee, library: Path, backup: Path, tmp_path: Path
) -> None:
    (library / "library.db").write_bytes(b"worn" * 5000)
    refused = matinee("list", "--library", library)
    assert refused.status == 1
    assert f"Your last good backup is from today {refused.err.rpartition('today ')[2][:5]}: “{backup.name}”." in refused.err
    assert matinee("backup", "list", "--library", library).out.count("\n") == 1
    assert matinee("backup", "restore", backup.name, "--to", tmp_path / "one", "--library", library).status == 0
    (library / "library.db").unlink()
    assert matinee("backup", "restore", backup.name, "--to", tmp_path / "two", "--library", library).status == 0
    with Library.open(tmp_path / "two") as again:
        assert again.verify() == []
    assert not (library / "library.db").exists()


def test_a_backup_is_verified_like_the_library(matinee: Matinee, library: Path, backup: Path, tmp_path: Path) -> None:
    sound = matinee("verify", backup.name, "--library", library)
    assert (sound.status, sound.err) == (0, "")
    assert sound.out.endswith(": everything is sound.\n")
    elsewhere = tmp_path / "elsewhere.db"
    elsewhere.write_bytes(backup.read_bytes())
    assert matinee("verify", elsewhere, "--json").plain["wrong"] == []
    next((library / "images").iterdir()).unlink()
    assert matinee("verify", backup.name, "--library", library, "--json").status == 1
    assert matinee("verify", elsewhere).status == 0, "pictures are looked for only where the backup lies in a library"
    elsewhere.write_bytes(backup.read_bytes()[:9000])
    worn = matinee("verify", elsewhere)
    assert (worn.status, worn.out, worn.err.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    "line",
    [
        ("backup", "restore"),
        ("backup", "restore", "library-20260101-000000.db"),
        ("backup", "restore", "--to", "x"),
        ("backup", "list", "library-20260101-000000.db"),
        ("backup", "--to", "x"),
    ],
)
def test_words_that_do_not_fit_together(matinee: Matinee, library: Path, line: tuple[str, ...]) -> None:
    done = matinee("--library", library, *line)
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_a_backup_that_there_is_none_of(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    for line in (("verify", "none.db"), ("backup", "restore", "none.db", "--to", str(tmp_path / "x"))):
        done = matinee(*line, "--library", library)
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
        assert "“none.db”" in done.err
    assert matinee("backup", "list", "--library", library, "--json").plain == []
    assert matinee("backup", "list", "--library", tmp_path / "none").status == 1


def test_the_readme_tells_every_form() -> None:
    readme = README.read_text(encoding="utf-8")
    for form in (
        "`matinee backup`",
        "`matinee backup list`",
        "`matinee backup restore BACKUP --to DIR`",
        "`matinee verify [BACKUP]`",
    ):
        assert form in readme, form
