"""Two hundred ways to ask the preview's scheme for a file that the page does not show: none finds anything."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl

from desktop.core.page import PageFile
from desktop.gui.preview.pictures import PictureMap, path_of
from tests.gui.preview.pages import block, page, png, web

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.gui.preview.pane import PreviewPane
    from tests.gui.preview.pages import Ask, Show

UPWARDS = (
    *("..", "%2e%2e", "%2E.", ".%2e", "..%00", "%252e%252e", "....//..", "..;", "%c0%ae%c0%ae", "．．", "..%5c.."),
    "%2e%2e%2f..",
)
SLASHES = ("/", "%2f", "\\", "%5c", "//", "/./")
TARGETS = ("secret.png", "images/secret.png", "library.db")
OTHERS = (
    *("secret.png", "/secret.png", "//secret.png", "images/in.png%00", "images/in.png%00.png", "images/in.png\0"),
    *("images/in.png/", "images/in.png/.", "images/in.png/..", "images//in.png", "./images/./in.png%20", "images/in.png%3f"),
    *("images/in.png?x=1", "images%2fin.png", "images\\in.png%00", "Images/in.png", "images/IN.PNG", "images/in.png."),
    *("images/in.png::$DATA", "images/in.png%0a", "images/in.png%0d%0aX:y", "images/i%6e.png%2500", "%69mages/in.png%20"),
    *("images/", "images", "", "%00", "file:///etc/passwd", "file:secret.png", "qrc:/in.png", "C:/secret.png"),
    *("matinee://other/1/images/in.png", "matinee:///images/in.png", "matinee://article/0/images/in.png"),
    *("matinee://article/../images/in.png", "matinee://article:80/1/secret.png", "matinee://user@article/1/secret.png"),
    *("chrome://version/", "view-source:matinee://article/1/", "blob:matinee://article/x", "filesystem:matinee://article/x"),
    *("data:text/html,x", "javascript:x", "\\\\server\\secret.png", "~/secret.png"),
)


def paths() -> list[str]:
    """Return them all, each once."""
    ways = product(("", "images/"), UPWARDS, SLASHES, TARGETS)
    return list(dict.fromkeys([*(start + up + slash + target for start, up, slash, target in ways), *OTHERS]))


def _library(folder: Path) -> Path:
    """A library with one picture that the page shows, in a folder full of those it does not."""
    root = folder / "library"
    (root / "images").mkdir(parents=True)
    for place in (root / "images" / "in.png", root / "images" / "secret.png", root / "secret.png", folder / "secret.png"):
        place.write_bytes(png())
    (folder / "images").mkdir()
    (folder / "images" / "secret.png").write_bytes(png())
    (root / "library.db").write_bytes(b"not a database")
    (root / "images" / "loop.png").symlink_to(root / "images" / "loop.png")
    return root


def test_no_path_finds_a_file(tmp_path: Path) -> None:
    assert len(paths()) >= 200
    root = _library(tmp_path)
    shown = page(block("a", "words"), files=(PageFile("images/in.png", "images/in.png"), PageFile("loop.png", "images/loop.png")))
    map_ = PictureMap(shown, root)
    assert map_.find("images/in.png") == root / "images" / "in.png"
    found = [path for path in [*paths(), "loop.png"] if map_.find(path) or map_.find(path_of(QUrl(path)))]
    assert [path for path in found if path_of(QUrl(path)) != "images/in.png"] == []


def test_no_path_shows_a_picture(pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot, tmp_path: Path) -> None:
    pictures = "".join(f'<img src="{path.replace(chr(34), "")}" alt="">' for path in ["images/in.png", *paths()])
    shown = page(block("a", pictures), files=(PageFile("images/in.png", "images/in.png"),))
    show(pane, shown, _library(tmp_path))
    qtbot.waitUntil(lambda: ask(pane, "[...document.images].every((image) => image.complete)") is True)
    shown_ones = "[...document.images].filter((each) => each.naturalWidth > 0).map((each) => new URL(each.currentSrc).pathname)"
    seen = ask(pane, f"[...new Set({shown_ones})].join()")
    assert seen == web(pane).engine.url().path() + "images/in.png"
