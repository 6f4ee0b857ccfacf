"""``matinee people``: whom it lists, how it shows one person, and what it says of duplicates."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.person import Alias, Bio, Person
from desktop.storage.library import Library
from tests.cli.conftest import Matinee
from tests.storage.builders import an_article, keep


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with a review of a film by Kim Ji-hun, and somebody who may be the same."""
    article = an_article("Ballerina", "Kim Ji-hun", body="It rains. Kim Jihoon smiles.")
    (kim,) = article.people
    kim = Person(kim.id, kim.name, "김지훈", aliases=(Alias("Kim Ji-hoon"),), bios=(Bio("en", "An actor."),))
    with Library.open(tmp_path / "people") as library:
        keep(library, *article.with_record(kim).records(), Person("4" * 32, "Gim Jihun"))
    return tmp_path / "people"


def test_everybody_is_listed_and_found_by_any_spelling(matinee: Matinee, root: Path) -> None:
    lines = matinee("people", "--library", root).out.splitlines()
    assert lines == ["Gim Jihun\t\t0 reviews\tno bio", "Kim Ji-hun\t김지훈\t1 review\tbio"]
    for query in (["kim", "ji-hoon"], ["김지훈"], ["KIM JIHUN"]):
        (found,) = matinee("people", *query, "--library", root, "--json").plain
        assert (found["name"], found["reviews"], found["has_bio"]) == ("Kim Ji-hun", 1, True)


def test_one_person_is_shown_whole(matinee: Matinee, root: Path) -> None:
    done = matinee("people", "Kim Ji-hun", "--show", "--library", root)
    assert done.out.startswith("# Kim Ji-hun\n\n김지훈 · Kim Ji-hoon\n\n## Bio (en)\n\nAn actor.\n\n## Written")
    assert "- Kim Jihoon smiles." in done.out
    plain = matinee("people", "Kim Ji-hun", "--show", "--library", root, "--json").plain
    assert plain["person"]["native_name"] == "김지훈"
    assert plain["reviews"][0]["sentences"] == ["Kim Jihoon smiles."]


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("nobody", "--show"), 1, "There is nobody “nobody” in this library"),
        (("im", "--show"), 1, "There is nobody “im” in this library"),
        (("--show",), 2, "needs the name or the id of one person"),
        (("kim", "--duplicates"), 2, "looks through everybody and takes no name"),
    ],
)
def test_what_cannot_be_shown_is_said(matinee: Matinee, root: Path, words: tuple[str, ...], status: int, sentence: str) -> None:
    done = matinee("people", *words, "--library", root)
    assert done.status == status
    assert sentence in done.err


def test_possible_duplicates_are_listed_with_the_reason(matinee: Matinee, root: Path) -> None:
    (line,) = matinee("people", "--duplicates", "--library", root).out.splitlines()
    assert line.split("\t")[2] == "the same name in another spelling"
    (pair,) = matinee("people", "--duplicates", "--library", root, "--json").plain
    assert {pair["one"]["name"], pair["other"]["name"]} == {"Kim Ji-hun", "Gim Jihun"}
