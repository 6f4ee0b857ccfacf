"""What the example leaves as, line for line.

``python -m tests.exporters.test_golden`` writes the files anew, to be read in the diff.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.exporters.catalogue import FORMATS
from desktop.exporters.export import Format, Options
from tests.example import example_article, example_viewings

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "exports"


def _lines(each: Format) -> list[str]:
    """Return the export's lines; the stylesheet, which has tests of its own, as one."""
    text = each.export(example_article(), Options(viewings=example_viewings())).text
    return re.sub(r"<style>.*?</style>", "<style>article.css</style>", text, flags=re.DOTALL).split("\n")


def _file(each: Format) -> Path:
    return GOLDEN / f"{each.id}{each.suffix}"


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.id)
def test_the_example_leaves_as_it_always_did(each: Format) -> None:
    assert _lines(each) == _file(each).read_text(encoding="utf-8").split("\n")


def test_there_is_no_golden_file_too_many() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {_file(each).name for each in FORMATS}


if __name__ == "__main__":
    for one in FORMATS:
        _file(one).write_bytes("\n".join(_lines(one)).encode())
