"""``matinee rebuild``."""

from __future__ import annotations

from pathlib import Path

from desktop.exporters.catalogue import format_of
from desktop.services.jobs import Job
from desktop.services.readable import FORMAT_ID, ReadableCopies
from desktop.storage.library import Library
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
