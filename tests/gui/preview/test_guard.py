"""Nothing runs and nothing else can be reached; that nothing leaves is tested in ``test_leaks``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript

from desktop.core.page import Block, PageFile
from tests.gui.preview.pages import block, page, png, web

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.gui.preview.pane import PreviewPane
    from tests.gui.preview.pages import Ask, Dom, Show


SCRIPTS = """<script>document.documentElement.dataset.ran = "script"</script>
<img src="x" onerror="document.documentElement.dataset.ran = 'onerror'" alt="">
<svg onload="document.documentElement.dataset.ran = 'onload'"></svg>
<input autofocus onfocus="document.documentElement.dataset.ran = 'onfocus'">
<details open ontoggle="document.documentElement.dataset.ran = 'ontoggle'"><summary>s</summary></details>
<iframe srcdoc="&lt;script&gt;parent.document.documentElement.dataset.ran = 'srcdoc'&lt;/script&gt;"></iframe>
<iframe src="javascript:parent.document.documentElement.dataset.ran = 'frame'"></iframe>"""


def _settled(ask: Ask, pane: PreviewPane) -> bool:
    return ask(pane, "[...document.images].every((image) => image.complete)") is True


@pytest.mark.parametrize("patched", [False, True], ids=["loaded", "patched"])
def test_no_script_runs(patched: bool, pane: PreviewPane, show: Show, ask: Ask, dom: Dom, qtbot: QtBot) -> None:
    evil = page(Block("evil", f'<section id="evil">{SCRIPTS}</section>'), block("z", "the last words"))
    if patched:
        show(pane, page(block("a", "words")))
        pane.show_page(evil, web(pane).shown_root)
    else:
        show(pane, evil)
    qtbot.waitUntil(lambda: _settled(ask, pane))
    ask(pane, "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))).then(() => 1)")
    assert "the last words" in dom(pane)
    assert ask(pane, "document.documentElement.dataset.ran ?? 'nothing'") == "nothing"


def test_an_unguarded_page_does_run_scripts(qtbot: QtBot) -> None:
    """The test of the test above."""
    holder = QObject()
    profile = QWebEngineProfile()
    bare = QWebEnginePage(profile, holder)
    profile.setParent(holder)
    with qtbot.waitSignal(bare.loadFinished):
        bare.setHtml(f"<body>{SCRIPTS}")
    answers: list[object] = []
    bare.runJavaScript(
        "document.documentElement.dataset.ran ?? 'nothing'", QWebEngineScript.ScriptWorldId.MainWorld.value, answers.append
    )
    qtbot.waitUntil(lambda: bool(answers))
    assert answers != ["nothing"]
    holder.deleteLater()


def test_the_policy_comes_with_the_page(pane: PreviewPane, show: Show, qtbot: QtBot) -> None:
    printed: list[str] = []
    web(pane).page.console_said.connect(printed.append)
    show(pane, page(block("a", "<img src='https://example.org/a.png' alt=''>")))
    qtbot.waitUntil(lambda: any("Content Security Policy" in line and "img-src 'self' data:" in line for line in printed))


def test_only_the_pictures_of_the_page_can_be_reached(
    pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot, tmp_path: Path
) -> None:
    root = tmp_path / "library"
    (root / "images").mkdir(parents=True)
    for place in (root / "images" / "in.png", root / "unlisted.png", tmp_path / "out.png"):
        place.write_bytes(png())
    (root / "images" / "link.png").symlink_to(tmp_path / "out.png")
    (root / "images" / "text.txt").write_text("words")
    good = {"images/in.png": "images/in.png", "images/two%20words.png": "images/in.png", "images/é.png": "images/in.png"}
    bad_files = {
        "up.png": "../out.png",
        "absolute.png": str(tmp_path / "out.png"),
        "link.png": "images/link.png",
        "text.png": "images/text.txt",
        "missing.png": "images/missing.png",
        "nul.png": "images/in.png\0",
        "folder.png": "images",
        "empty.png": "",
    }
    bad_addresses = [
        "unlisted.png",
        "../out.png",
        "%2e%2e/out.png",
        "..%2fout.png",
        "images/..%2f..%2fout.png",
        "images%2fin.png",
        "images\\in.png%00",
        "images/in.png%00.png",
        "images/in.png?x",
        "images//in.png",
        f"file://{root}/images/in.png",
        "matinee://other/1/images/in.png",
        "qrc:/in.png",
    ]
    files = tuple(PageFile(address, stored) for address, stored in (good | bad_files).items())
    addresses = [*good, *bad_files, *bad_addresses]
    pictures = "".join(f'<img src="{address}" alt="">' for address in addresses)
    show(pane, page(Block("a", f'<p id="a">{pictures}</p>'), files=files), root)
    qtbot.waitUntil(lambda: _settled(ask, pane))
    seen = ask(
        pane, "[...document.images].filter((image) => image.naturalWidth > 0).map((image) => image.getAttribute('src')).join()"
    )
    assert seen == ",".join(good)


def test_a_picture_inside_the_page_is_shown(pane: PreviewPane, show: Show, ask: Ask, qtbot: QtBot) -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    show(pane, page(block("a", f'<img src="{dot}" alt="">')))
    qtbot.waitUntil(lambda: ask(pane, "document.images[0].naturalWidth") == 1)
