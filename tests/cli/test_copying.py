"""``matinee copy`` and ``matinee unpack``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import SLUG, Matinee


@pytest.mark.parametrize("name", ["copy", "copy.zip"])
def test_a_library_is_copied_with_a_summary_before_and_after(matinee: Matinee, library: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / "stick" / name
    done = matinee("copy", "--library", library, "--to", place)
    assert (done.status, done.err) == (0, "")
    first, second = done.out.splitlines()
    assert first.startswith("In the library: 1 review, ")
    assert first.endswith("; every picture is there.")
    assert second == f"In {place}: {first.removeprefix('In the library: ')}"
    if name.endswith(".zip"):
        opened = matinee("list", "--library", place)
        assert (opened.status, "unpack it first" in opened.err) == (1, True)
        assert matinee("unpack", place, "--to", tmp_path / "made").status == 0
        place = tmp_path / "made"
    assert SLUG in matinee("list", "--library", place).out
    assert matinee("verify", "--library", place).status == 0
    assert matinee("copy", "--library", library, "--to", place).status == 1, "never over anything"


def test_a_picture_that_is_gone_is_told(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    next((library / "images").iterdir()).unlink()
    done = matinee("copy", "--library", library, "--to", tmp_path / "copy", "--json")
    assert done.status == 0
    assert len(done.plain["after"]["missing"]) == 1
    assert done.plain["before"]["missing"] == done.plain["after"]["missing"]
