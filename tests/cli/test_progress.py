"""What the command says while it brings an older library up to date, and where it may not write."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from desktop.cli.progress import ProgressLine
from desktop.core.bringing_forward import Progress, Stage
from desktop.storage.library import Library
from tests.cli.conftest import SLUG, Matinee
from tests.faults.formats import take_back


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_an_older_library_is_brought_up_to_date_with_a_line_for_each_stage(library: Path, matinee: Matinee) -> None:
    take_back(library, 4)
    refused = matinee("list", "--library", library)
    assert refused.status == 1
    assert refused.err == (
        "This library has the older format 4. It is brought up to date, after a backup, when it is opened in the window or with "
        "“matinee backup”.\n"
    )
    done = matinee("backup", "--json", "--library", library)
    assert done.status == 0
    assert Path(done.plain["written"]).is_file()
    assert done.err.splitlines() == [
        "This library was made by an older Matinee. It is being brought up to date; a backup is made first.",
        "1 of 5, making the backup",
        "2 of 5, checking that every page is whole",
        "3 of 5, changing its tables",
        "4 of 5, listing films, people and reviews",
        "5 of 5, making the search index",
    ]
    listed = matinee("list", "--library", library)
    assert (listed.status, listed.err) == (0, "")
    assert listed.out.startswith(SLUG)


def test_a_terminal_has_one_line_that_counts() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    for done in range(0, 101, 50):
        for _ in range(3):
            line(Progress(Stage.COPYING, done, 100, done / 200, 1, 2))
    line.end()
    line.end()
    first, rest = terminal.getvalue().split("\n", 1)
    assert first.startswith("This library was made by an older Matinee.")
    assert [each.rstrip("\x1b[K\n") for each in rest.split("\r")[1:]] == [
        "  0 % (1 of 2, making the backup)",
        " 25 % (1 of 2, making the backup)",
        " 50 % (1 of 2, making the backup)",
    ]
    assert rest.count("\n") == 1


def test_a_short_check_is_not_worth_a_word(library: Path, matinee: Matinee) -> None:
    (library / "library.lock").write_text("here\n1\n", encoding="utf-8")
    done = matinee("backup", "--library", library)
    assert (done.status, done.err) == (0, "")


def test_where_another_has_the_library_nothing_is_made_and_that_is_said(library: Path, matinee: Matinee) -> None:
    with Library.open(library) as opened:
        before = [row.id for row in opened.reviews()]
        for words in (["new", "Ballerina"], ["backup"]):
            refused = matinee(*words, "--library", library)
            assert refused.status == 1
            assert refused.out == ""
            assert refused.err.endswith("so it was opened read-only. Nothing was made or changed.\n")
        assert [row.id for row in opened.reviews()] == before
        assert not list((library / "backups").iterdir())
