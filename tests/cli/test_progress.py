"""What the command says while it brings an older library up to date, and where it may not write."""

from __future__ import annotations

import re
import signal
import sys
from io import StringIO
from pathlib import Path

import pytest

from desktop.cli import main, progress
from desktop.cli.progress import CountingLine, ProgressLine
from desktop.core.bringing_forward import Progress, Stage
from desktop.exporters.catalogue import format_of
from desktop.services.jobs import Job
from desktop.services.readable import FORMAT_ID, ReadableCopies
from desktop.storage.library import Library
from tests.cli.conftest import SLUG, Matinee
from tests.faults.formats import take_back


class Terminal(StringIO):
    """A terminal; on one with ``keys``, somebody presses Ctrl+C as soon as something is told."""

    keys = False

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.keys:
            self.keys = False
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make standard error a terminal on which nobody waits half a second for the first word."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.0)
    return terminal


def with_copies(root: Path) -> Path:
    with Library.open(root) as opened:
        copies = ReadableCopies(opened, format_of(FORMAT_ID).export)
        copies.survey(Job())
        copies.write(Job(), 60.0)
    return root


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


LONG_WORK = (("rebuild", "{library}", "--to", "{made}"), ("copy", "--library", "{library}", "--to", "{made}"))


def work_long(words: tuple[str, ...], library: Path, folder: Path) -> int:
    """Run one of these verbs, which makes something in ``folder``, and return its exit status."""
    return main([word.format(library=library, made=folder / "made") for word in words])


@pytest.mark.parametrize("words", LONG_WORK, ids=lambda words: words[0])
def test_a_long_verb_counts_on_a_terminal(
    words: tuple[str, ...], library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_copies(library)
    terminal = on_a_terminal(monkeypatch)
    assert work_long(words, library, tmp_path) == 0
    *counted, last = terminal.getvalue().split("\x1b[K")
    assert last == "\n"
    shown = [re.fullmatch(r"\r(?:Making|Copying) the library: ([ \d]{3}) %", each) for each in counted]
    figures = [int(each[1]) for each in shown if each]
    assert len(figures) == len(counted) > 1
    assert figures == sorted(figures)


@pytest.mark.parametrize("words", LONG_WORK, ids=lambda words: words[0])
def test_ctrl_c_leaves_everything_as_it_was_and_says_so(
    words: tuple[str, ...], library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_copies(library)
    terminal = on_a_terminal(monkeypatch)
    before = {path: path.stat().st_size for path in library.rglob("*") if "library.db-" not in path.name}
    terminal.keys = True
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)  # one who works behind nohup is deaf to it
    try:
        assert work_long(words, library, tmp_path) == 1
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, kept)
    said = terminal.getvalue().splitlines()[-1]
    assert re.fullmatch(
        r"Stopped: no (library|copy) was made in “.*made”, and the (readable copies|library) .* as .* w.*\.", said
    )
    assert [path.name for path in tmp_path.iterdir()] == [library.name]
    assert {path: path.stat().st_size for path in library.rglob("*") if "library.db-" not in path.name} == before


def test_elsewhere_than_on_a_terminal_nothing_is_counted(library: Path, matinee: Matinee, tmp_path: Path) -> None:
    done = matinee("rebuild", with_copies(library), "--to", tmp_path / "made")
    assert (done.status, done.err) == (0, "")
    stream = StringIO()
    CountingLine(stream, "Counting")(1, 2)
    assert stream.getvalue() == ""
