"""What the tests of the command line share: the command, run in this process, and libraries with something in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from desktop.core.article import Article
from desktop.core.saving import Batch, Change
from desktop.storage.library import Library
from tests.example import drawn_article, write_pictures


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def plain(self) -> Any:
        """What it said in JSON."""
        return json.loads(self.out)


Matinee = Callable[..., Outcome]
SLUG = "the-lamplighter-1987-review"


@pytest.fixture
def matinee(capsys: pytest.CaptureFixture[str]) -> Matinee:
    """Run the command with these words, in this process."""

    def run(*words: object) -> Outcome:
        capsys.readouterr()
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return Outcome(status, said.out, said.err)

    return run


def fill(root: Path, article: Article) -> Path:
    """Make a library that holds an article and its pictures; return its folder."""
    with Library.open(root) as library:
        write_pictures(library.root)
        library.save(Batch(tuple(Change(record, 0) for record in article.records()))).result()
    return root


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The folder of a library with the example in it."""
    return fill(tmp_path / "library", drawn_article())
