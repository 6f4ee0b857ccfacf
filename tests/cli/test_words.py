"""The words of the command: where options may stand, what is understood, and what every verb answers."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.cli.verbs import VERBS
from tests.cli.conftest import SLUG, Matinee

README = Path(__file__).resolve().parents[2] / "README.md"
WORDS: dict[str, Sequence[str]] = {
    "open": (),
    "new": ("Second Light", "--year", "2024"),
    "list": (),
    "search": ("lamplighter",),
    "show": (SLUG,),
    "people": (),
    "history": (SLUG,),
    "viewings": ("log", "The Beast"),
    "stats": (),
    "export": (SLUG, "--format", "markdown", "--to", "{out}"),
    "import": ("{file}",),
    "backup": (),
    "verify": (),
    "copy": ("--to", "{out}"),
    "unpack": ("{file}", "--to", "{out}"),
    "rebuild": ("--to", "{out}"),
    "formats": (),
}
"""A line for every verb that it does without complaint; what stands in braces is filled in by the test."""
UNSEEN = [verb.name for verb in VERBS if verb.name not in {"open", "rebuild", "copy", "unpack"}]
"""Those that need no window, no readable copies and no new place each time."""


@pytest.fixture
def words(matinee: Matinee, library: Path, tmp_path: Path) -> dict[str, list[str]]:
    """``WORDS`` with files that exist."""
    matinee("export", SLUG, "--library", library, "--format", "json", "--to", tmp_path / "in")
    names = {"{out}": str(tmp_path / "out"), "{file}": str(tmp_path / "in" / f"{SLUG}.json")}
    return {verb: [names.get(word, word) for word in line] for verb, line in WORDS.items()}


def test_every_verb_is_in_the_readme_and_in_the_help(matinee: Matinee) -> None:
    readme, told = README.read_text(encoding="utf-8"), matinee("--help")
    assert told.status == 0
    assert set(WORDS) == {verb.name for verb in VERBS}
    for verb in VERBS:
        assert f"matinee {verb.name}" in readme, f"README.md does not say what “matinee {verb.name}” does"
        assert verb.name in told.out
        assert matinee(verb.name, "--help").status == 0


@pytest.mark.parametrize("verb", UNSEEN)
def test_every_verb_answers_in_json_wherever_the_options_stand(
    matinee: Matinee, library: Path, words: dict[str, list[str]], verb: str
) -> None:
    own = words[verb]
    for line in (
        ["--library", library, "--json", verb, *own],
        ["--json", verb, *own, "--library", library],
        ["--library", library, verb, *own, "--json"],
        ["--library", "/nowhere", verb, "--json", "--library", library, *own],
    ):
        done = matinee(*line)
        assert (done.status, done.err) == (0, "")
        assert done.plain, f"{line} answered nothing"
    assert matinee(verb, *own, "--library", library).status == 0


@pytest.mark.parametrize("verb", [verb for verb in UNSEEN if verb not in {"new", "import", "formats"}])
def test_a_library_that_is_not_there_is_told_and_not_made(
    matinee: Matinee, words: dict[str, list[str]], tmp_path: Path, verb: str
) -> None:
    done = matinee(verb, *words[verb], "--library", tmp_path / "none")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"There is no library in “{tmp_path / 'none'}”.\n"
    assert not (tmp_path / "none").exists()


def test_the_library_of_the_environment_is_used(matinee: Matinee, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_LIBRARY", str(library))
    assert SLUG in matinee("list").out
    monkeypatch.setenv("MATINEE_LIBRARY", f"{library}\udcff")
    assert matinee("new", "Nowhere").status == 1


@pytest.mark.parametrize(
    "line",
    [
        ("publish",),
        ("list", "--lib", "x"),
        ("list", "--library", ""),
        ("list", "--status", "burnt"),
        ("new",),
        ("new", " "),
        ("new", "Film", "--year", "soon"),
        ("new", "Film", "--year", "99999999999999999999"),
        ("new", "Fi\0lm"),
        ("new", "Film \udcff"),
        ("show", "\ud83d"),
        ("search",),
        ("search", "word", "--limit", "-1"),
        ("search", "word", "--limit", "²"),
        ("list", "--offset", "-1"),
        ("list", "--sort", "luck"),
        ("export",),
        ("export", "some", "--all"),
        ("export", "--all", "--format", "docx"),
        ("export", "--all", "--format", "json", "--inside"),
        ("export", "--all", "--private"),
        ("import",),
        ("backup", "extra"),
        ("--library",),
    ],
)
def test_words_that_are_not_understood(matinee: Matinee, library: Path, line: tuple[str, ...]) -> None:
    done = matinee("--library", library, *line)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: matinee")
    assert "Traceback" not in done.err
    assert len(matinee("list", "--library", library).out.splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("lst",), "there is no verb “lst”; did you mean “list”?"),
        (("--json", "hist"), "there is no verb “hist”; did you mean “history”?"),
        (("publish",), "there is no verb “publish”; “matinee --help” names them all"),
        (("list", "--limt", "3"), "there is no option “--limt” here; did you mean “--limit”?"),
        (("stats", "extra"), "“extra” is a word too many"),
    ],
)
def test_words_that_nobody_knows_are_named_with_the_nearest(
    matinee: Matinee, library: Path, line: tuple[str, ...], said: str
) -> None:
    done = matinee("--library", library, *line)
    assert (done.status, done.out) == (2, "")
    assert done.err.endswith(f": error: {said}\n")


def test_without_a_display_the_window_is_refused(matinee: Matinee, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for line in (["--library", library], ["open", "--library", library]):
        done = matinee(*line)
        assert (done.status, done.out) == (1, "")
        assert done.err.startswith("There is no display")
        assert done.err.count("\n") == 1


def test_an_empty_name_of_a_file_is_not_the_current_folder(
    matinee: Matinee, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    lines = [
        *(["import", ""], ["export", SLUG, "--to", ""], ["copy", "--to", ""], ["unpack", "", "--to", "out"]),
        *(["unpack", "packed.zip", "--to", ""], ["rebuild", "", "--to", "out"], ["rebuild", "--to", ""]),
        *(["backup", "restore", "a.db", "--to", ""], ["open", "--offscreen", ""]),
    ]
    for line in lines:
        told = matinee(*line, "--library", library)
        assert (told.status, told.out) == (2, ""), line
        assert "name a file or a folder" in told.err, line
    assert not list(here.iterdir())


def test_what_finds_nothing_says_why(matinee: Matinee, library: Path) -> None:
    def noted(*words: str) -> str:
        told = matinee(*words, "--library", library)
        assert (told.status, told.out) == (0, ""), words
        return told.err

    assert noted("search", "") == noted("search", "  ") == noted("list", '"') != ""
    assert noted("search", "").startswith("Nothing was looked for")
    assert noted("search", "rating:", "--offset", "5") == noted("search", "rating:")
    assert noted("list", "--offset", "5") == "There are no more than 1, and --offset leaves out 5.\n"
    assert noted("search", "lamplighter", "--offset", "1") == "There are no more than 1, and --offset leaves out 1.\n"
    assert noted("backup", "list") == "There is no backup yet; “matinee backup” makes one.\n"
    assert noted("history", SLUG) == "No snapshot of this review is kept yet.\n"


def test_nobody_is_shown_without_a_name(matinee: Matinee, library: Path) -> None:
    told = matinee("people", "--show", " ", "--library", library)
    assert (told.status, told.out) == (2, "")
    assert "needs the name or the id" in told.err


def test_ctrl_c_ends_also_what_is_being_told(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Pressed(StringIO):
        """Where somebody presses Ctrl+C as soon as something is told."""

        def write(self, _text: str) -> int:
            signal.raise_signal(signal.SIGINT)
            return 0

    kept = signal.signal(signal.SIGINT, signal.default_int_handler)  # one who works behind nohup is deaf to it
    try:
        for words in (["list", "--json"], ["--help"]):
            monkeypatch.setattr(sys, "stdout", Pressed())
            monkeypatch.setattr(sys, "stderr", told := StringIO())
            assert (main([*words, "--library", str(library)]), told.getvalue()) == (1, "Stopped.\n")
    finally:
        signal.signal(signal.SIGINT, kept)
