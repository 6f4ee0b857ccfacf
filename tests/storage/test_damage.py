"""A damaged database is never a crash, never a new library, and never written over without a word."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import MatineeError
from desktop.storage.library import Library
from tests.storage.builders import found_in, kept

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A closed library of some pages."""
    with Library.open(tmp_path / "whole") as library:
        for number in range(30):
            kept(library, f"Film {number}", "A. Director", "An Actor", body=f"word{number} " * 200)
    return tmp_path / "whole"


@pytest.mark.parametrize("kind", ["flip", "zero page", "cut"])
def test_any_damage_is_found_or_harms_nothing(whole: Path, tmp_path: Path, kind: str) -> None:
    """Each of 40 damages at a place drawn by lot is told in a sentence, or every title and text is as it was."""
    dice, content = random.Random(kind), (whole / "library.db").read_bytes()
    with Library.open(whole) as library:
        texts = _texts(library)
    for number in range(40):
        damaged, place = bytearray(content), dice.randrange(len(content))
        if kind == "flip":
            damaged[place] ^= 1 << dice.randrange(8)
        elif kind == "cut":
            del damaged[place:]
        else:
            start = place // 4096 * 4096
            damaged[start : start + 4096] = bytes(4096)
        root = tmp_path / f"{kind} {number}"
        shutil.copytree(whole, root)
        (root / "library.db").write_bytes(damaged)
        (root / "library.lock").write_text("cut short")
        _is_told_or_harmless(root, bytes(damaged), texts)


def test_a_log_cut_off_under_an_open_library_is_damage_and_no_unplugged_drive(tmp_path: Path) -> None:
    suspected: list[bool] = []
    with Library.open(tmp_path / "library") as library:
        library.suspect = lambda: suspected.append(True)
        for number in range(30):
            kept(library, f"Film {number}", "A. Director", "An Actor", body=f"word{number} " * 200)
        (tmp_path / "library" / "library.db-wal").write_bytes(b"")
        with pytest.raises(MatineeError, match="The database is damaged"):
            _texts(library)
    assert suspected == [True]


def _is_told_or_harmless(root: Path, damaged: bytes, texts: dict[str, str]) -> None:
    try:
        library = Library.open(root)
    except MatineeError:
        assert (root / "library.db").read_bytes() == damaged
        return
    with library:
        try:
            read = _texts(library)
            found_in(library, "word7")
            library.find_people("actor")
        except MatineeError:
            assert library.verify()
            return
        assert library.verify() or read == texts


def _texts(library: Library) -> dict[str, str]:
    articles = [library.load(row.id).article for row in library.reviews()]
    return {
        article.review.id: " ".join(
            [article.work.title, *(person.name for person in article.people), article.review.parts[0].body]
        )
        for article in articles
    }
