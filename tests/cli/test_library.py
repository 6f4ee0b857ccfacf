"""Finding, showing, beginning and looking after, without a window."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from desktop.core.person import Person
from desktop.core.saving import Batch, Change
from desktop.paths import resource
from desktop.storage.library import Library
from tests.cli.conftest import SLUG, Matinee, fill
from tests.example import drawn_article
from tests.storage.builders import an_article, an_id, keep

SCHEMA = json.loads(resource("schema", "review.schema.json").read_text(encoding="utf-8"))


def test_new_makes_the_library_and_lists_what_it_made(matinee: Matinee, tmp_path: Path) -> None:
    root = tmp_path / "fresh"
    made = matinee("new", "2:22", "--year", "2017", "--language", "es-MX", "--library", root)
    assert (made.status, made.err) == (0, "")
    [row] = matinee("list", "--library", root, "--json").plain
    assert (row["slug"], row["title"], row["year"], row["language"]) == (made.out.strip(), "2:22", 2017, "es-MX")
    assert matinee("list", "--library", root).out == f"{made.out.strip()}\tdraft\t2:22 (2017)\t0 words\n"
    assert matinee("list", "--status", "published", "--library", root).out == ""


@pytest.mark.parametrize("wrong", [("--outlet", "The Daily Nothing"), ("--language", "!!")])
def test_new_says_no_in_a_sentence(matinee: Matinee, library: Path, wrong: tuple[str, str]) -> None:
    done = matinee("new", "Film", *wrong, "--library", library)
    assert (done.status, done.out) == (1, "")
    assert wrong[1] in done.err
    assert done.err.count("\n") == 1


def test_search_finds_people_and_sentences(matinee: Matinee, library: Path) -> None:
    for query in (["ama", "darko"], ["breakwater"]):
        done = matinee("search", *query, "--library", library)
        assert done.out.startswith(f"{SLUG}\t")
        [hit] = matinee("search", *query, "--library", library, "--json").plain
        assert hit["slug"] == SLUG
    for nothing in ("zeppelins", '"', "%", "NOT zeppelins", "--", "\u202e"):
        done = matinee("--library", library, "--json", "search", "--", nothing)
        assert (done.status, done.plain) == (0, []), nothing


def test_list_and_search_take_terms_orders_and_windows(matinee: Matinee, library: Path) -> None:
    assert matinee("new", "Ash", "--year", "1999", "--library", library).status == 0
    for line, slugs in (
        (["list", "--sort", "year"], ["ash-1999-review", SLUG]),
        (["list", "--sort", "year", "--ascending"], [SLUG, "ash-1999-review"]),
        (["list", "--sort", "title", "--ascending", "--limit", "1", "--offset", "1"], [SLUG]),
        (["list", "year:1980s"], [SLUG]),
        (["list", "--status", "draft", "missing:rating"], ["ash-1999-review"]),
        (["search", "person:ama", "year:<1990"], [SLUG]),
        (["search", "--", "-person:ama"], ["ash-1999-review"]),
        (["search", "-person:ama"], ["ash-1999-review"]),
        (["list", "-zeppelins", "-missing:rating", "--sort", "year"], [SLUG]),
        (["list", "--ascending", "-headland", "--limit", "1"], ["ash-1999-review"]),
    ):
        done = matinee(*line[:1], "--library", library, *line[1:])
        assert [row.split("\t")[0] for row in done.out.splitlines()] == slugs, line
    missed = matinee("search", "lamplihgter", "--library", library)
    assert (missed.status, missed.out) == (0, "")
    assert missed.err == "Nothing matches “lamplihgter”.\nDid you mean “The Lamplighter” (1 review)?\n"


def test_a_search_that_shows_a_part_of_what_it_found_says_so(matinee: Matinee, library: Path) -> None:
    with Library.open(library) as archive:
        keep(archive, *(record for n in range(60) for record in an_article(f"Lantern {n}", body="Zither.").records()))
    shown = matinee("search", "zither", "--library", library)
    assert (shown.status, len(shown.out.splitlines())) == (0, 50)
    assert shown.err == "50 of 60 are shown; --offset 50 shows the next, --limit more.\n"
    for window, rows in ((["--offset", "50"], 10), (["--limit", "50"], 50), (["--limit", "100"], 60)):
        rest = matinee("search", "zither", *window, "--library", library)
        assert (len(rest.out.splitlines()), rest.err) == (rows, "")


@pytest.mark.parametrize("verb", ["list", "search"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rating:foo", "‘rating:foo’ is read as words: ratings are stars, 0 to 5; on another scale 8/10, 80% or B+.\n"),
        ("year:abc", "‘year:abc’ is read as words: a year is written as in "),
        ("status:", "‘status:’ says nothing yet: a status is idea, draft, ready, filed, published or spiked.\n"),
        ("🎬", "‘🎬’ finds nothing: words are found by their letters and numbers.\n"),
        ("%", "‘%’ finds nothing: words are found by their letters and numbers.\n"),
        ("--", "Nothing was looked for: write words, or terms such as rating:>=4.\n"),
    ],
)
def test_what_is_not_understood_is_named_and_finds_nothing(
    matinee: Matinee, library: Path, verb: str, query: str, said: str
) -> None:
    done = matinee(verb, "--library", library, "--", query)
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith(said)
    read = matinee(verb, "--library", library, "--", f"lamplighter {query}")
    assert ("is read as words" in read.err) == ("is read as words" in said)


def test_a_title_is_no_slug_but_leads_to_it(matinee: Matinee, library: Path) -> None:
    for verb in ("show", "export", "history"):
        done = matinee(verb, "lamplight", "--library", library)
        assert (done.status, done.err) == (1, f"There is no review “lamplight” in this library; did you mean {SLUG}?\n")
    assert matinee("show", "…", "--library", library).err.endswith("“matinee list” shows what there is.\n")


def test_nothing_is_said_to_be_nothing(matinee: Matinee, tmp_path: Path) -> None:
    matinee("new", "Ash", "--library", tmp_path)
    (tmp_path / "exports").mkdir()
    for line, said in (
        (["import", tmp_path / "exports"], "There is no JSON or Markdown file there, so nothing was imported.\n"),
        (["list", "--trash"], "Nothing matches “is:trashed”.\n"),
        (["people"], "There is nobody in this library yet.\n"),
        (["people", "-kim", "ba"], "There is nobody “-kim ba” in this library.\n"),
        (["people", "--duplicates"], "Nobody here looks like a duplicate of somebody else.\n"),
        (["viewings"], "No viewing is logged yet.\n"),
        (["viewings", "--year", "1999"], "No viewing of 1999 is logged.\n"),
    ):
        done = matinee(*line, "--library", tmp_path)
        assert (done.status, done.out, done.err) == (0, "", said)


def test_a_library_that_lost_its_database_names_the_way_back(matinee: Matinee, library: Path) -> None:
    (library / "readable").mkdir(exist_ok=True)
    (library / "readable" / "a-review.md").write_text("Words.", encoding="utf-8")
    (library / "library.db").unlink()
    done = matinee("list", "--library", library)
    assert (done.status, done.out) == (1, "")
    assert "“library.db” is missing" in done.err
    assert "“matinee rebuild”" in done.err


def test_show_prints_the_whole_review(matinee: Matinee, library: Path) -> None:
    whole = matinee("show", SLUG, "--json", "--library", library).plain
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    assert whole["article"]["review"]["id"] == "review-lamplighter"
    text = matinee("show", "review-lamplighter", "--library", library).out
    assert text.startswith("# ")
    assert "Nobody looks back." in text
    assert not text.endswith("\n\n")


def test_a_name_that_nothing_or_several_have(matinee: Matinee, library: Path) -> None:
    done = matinee("show", "nothing", "--library", library)
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "“nothing”" in done.err
    twin = replace(drawn_article().review, id="f" * 32)
    with Library.open(library) as opened:
        opened.save(Batch((Change(twin, 0),))).result()
    done = matinee("show", SLUG, "--library", library)
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert twin.id in done.err
    assert "review-lamplighter" in done.err
    assert matinee("show", twin.id, "--library", library).status == 0


def test_the_trash_is_listed_apart(matinee: Matinee, library: Path) -> None:
    with Library.open(library) as opened:
        review, base = opened.load_record(type(drawn_article().review), "review-lamplighter")
        opened.save(Batch((Change(replace(review, trashed_at="2026-01-01T00:00:00Z"), base),))).result()
    assert matinee("list", "--library", library).out == ""
    assert SLUG in matinee("list", "--trash", "--library", library).out


def test_what_lies_in_the_trash_is_told_by_its_kind(matinee: Matinee, library: Path) -> None:
    with Library.open(library) as opened:
        keep(opened, Person(an_id("3"), "Nobody", trashed_at="2026-01-01T00:00:00Z"))
    assert "; in the trash: 1 person: everything is sound." in matinee("verify", "--library", library).out


def test_backup_and_verify(matinee: Matinee, library: Path) -> None:
    made = Path(matinee("backup", "--library", library, "--json").plain["written"])
    assert made.is_file()
    assert made.parent == library / "backups"
    sound = matinee("verify", "--library", library)
    assert (sound.status, sound.err) == (0, "")
    assert "1 review, " in sound.out
    assert "3 pictures" in sound.out
    [picture, *_] = sorted(path for path in (library / "images").rglob("*") if path.is_file())
    picture.write_bytes(b"worn")
    done = matinee("verify", "--library", library, "--json")
    assert done.status == 1
    assert done.err.splitlines() == done.plain["wrong"] != []


def test_beside_an_open_window_reading_goes_on_and_writing_is_refused(matinee: Matinee, library: Path, tmp_path: Path) -> None:
    with Library.open(library):
        for line in (["list"], ["search", "ama"], ["show", SLUG], ["verify"]):
            done = matinee(*line, "--library", library)
            assert (done.status, done.err) == (0, ""), line
            assert done.out
        for line in (["new", "Film"], ["backup"], ["import", str(tmp_path)]):
            done = matinee(*line, "--library", library)
            assert (done.status, done.out, done.err.count("\n")) == (1, "", 1), line
            assert "This library is open on ‘" in done.err
    assert matinee("new", "Film", "--library", library).status == 0


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_is_no_library_is_left_alone(matinee: Matinee, tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "library.db"
    place.write_bytes(content)
    for line in (["list"], ["new", "Film"], ["verify"]):
        done = matinee(*line, "--library", tmp_path)
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1), line
    assert place.read_bytes() == content


def test_a_damaged_library_is_told_in_a_sentence(matinee: Matinee, tmp_path: Path) -> None:
    root = fill(tmp_path / "worn", drawn_article())
    data = bytearray((root / "library.db").read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    (root / "library.db").write_bytes(data)
    for line in (["list"], ["show", SLUG], ["search", "ama"]):
        done = matinee(*line, "--library", root)
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1), line
