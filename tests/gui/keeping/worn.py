"""Libraries on disk, whole and worn."""

from __future__ import annotations

from pathlib import Path

import apsw

from desktop.storage.library import Library
from tests.storage.builders import an_article, keep


def filled(root: Path, *, backups: int = 0) -> Path:
    """Make a library of some pages and return its folder."""
    with Library.open(root) as library:
        articles = [an_article(f"Film {number}", "A. Director", body=f"word{number} " * 300) for number in range(20)]
        keep(library, *(record for article in articles for record in article.records()))
        for _ in range(backups):
            library.backup()
    return root


def wear(root: Path) -> None:
    """Damage the index of a closed library's table, as a bad disk does: opening it does not show that."""
    path = root / "library.db"
    connection = apsw.Connection(str(path))
    [(found,)] = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'review_slug'").fetchall()
    connection.close()
    page, size = int(str(found)), 4096
    content = bytearray(path.read_bytes())
    start = (page - 1) * size
    content[start + 100 : start + size] = bytes(size - 100)
    path.write_bytes(bytes(content))


def part_search(root: Path) -> None:
    """Let the search index of a closed library fall out of step with the reviews."""
    connection = apsw.Connection(str(root / "library.db"))
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    connection.close()
