"""The shared file is read line by line as it is read as a whole."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.outlet import Outlet
from desktop.core.person import Person
from desktop.core.viewing import Viewing
from desktop.core.work import Work
from desktop.storage.library import Library
from desktop.storage.plain_copies import shared_text
from desktop.storage.shared_lines import Entry, OtherLayoutError, entries_by_line, entries_of
from tests.storage.builders import an_id, keep

_CHANGES = ("", "\n", ",", " ", "{", "}", "[", "]", '"', "],\n", "}\n", ",\n", "null", "1", "é", "\ud800", '"id"', '"a": 1,')


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The shared text of a library with some of each list but of pictures."""
    with Library.open(tmp_path_factory.mktemp("shared") / "library") as library:
        film = Work(an_id("1"), title='Ballerina\u2028 "one"\nline')
        keep(library, Outlet(an_id("2"), "Post"), film, Person(an_id("3"), "Kim Ji-hun"), Person(an_id("3"), "Jun Jong-seo"))
        keep(library, Viewing(an_id("5"), film.id, venue="Rex"))
        library.remember("saved_searches", "[]").result()
        return library.ask(partial(shared_text, settings=("saved_searches",), look=lambda: None))


def by_line(path: Path, text: str) -> list[Entry] | None:
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        return list(entries_by_line(path))
    except OtherLayoutError:
        return None


def test_what_matinee_writes_is_read_by_line(text: str, tmp_path: Path) -> None:
    found = by_line(tmp_path / "library.json", text)
    assert found == list(entries_of(json.loads(text)))
    assert [entry.group for entry in found or ()] == ["settings", "outlets", "works", "people", "people", "viewings"]
    assert all(entry.moments.keys() == {"created", "modified"} for entry in (found or ())[1:])


@given(st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_changed_by_hand_is_read_alike_or_as_a_whole(text: str, tmp_path: Path, data: st.DataObject) -> None:
    changed = text
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(changed)))
        changed = changed[:at] + data.draw(st.sampled_from(_CHANGES)) + changed[at + data.draw(st.sampled_from((0, 1, 2, 9))) :]
    found = by_line(tmp_path / "library.json", changed)
    if found is not None:
        assert found == list(entries_of(json.loads(changed)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"version": 1', '"version": 2'),
        ("\n}\n}\n", "\n}\n"),
        ("\n}\n}\n", "\n}\n}\n\n"),
        ('"people": [', '"persons": ['),
        ('"settings": {"saved_searches": "[]"}', '"settings": null'),
        ("},\n{", "}, {"),
        ('"moments": {\n', '"moments": {\n"nobody": {"created": "", "modified": ""},\n'),
    ],
)
def test_another_layout_is_noticed(text: str, tmp_path: Path, old: str, new: str) -> None:
    assert old in text
    assert by_line(tmp_path / "library.json", text.replace(old, new)) is None
