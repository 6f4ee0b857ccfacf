"""Nothing runs, nothing leaves, nothing else can be reached: hostile pages against a server that counts."""

from __future__ import annotations

import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript

from desktop.core.page import Block, Page, PageFile
from tests.gui.preview.pages import SHEET, block, page, png, web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.gui.preview.pane import PreviewPane
    from tests.gui.preview.pages import Ask, Dom, Show


class Listener:
    """A web server on this machine that notes every address asked of it."""

    def __init__(self) -> None:
        asked = self.asked = []  # type: list[str]

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.end_headers()

            do_POST = do_GET  # noqa: N815 - the name http.server looks for

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.close()


def _vectors(at: str) -> str:
    """What a page may try in order to reach a server; one address each."""
    return f"""
    <img src="{at}/img" alt=""><img srcset="{at}/srcset 1x" alt=""><picture><source srcset="{at}/source"><img alt=""></picture>
    <iframe src="{at}/iframe"></iframe><iframe srcdoc="&lt;img src='{at}/srcdoc'&gt;"></iframe>
    <object data="{at}/object"></object><embed src="{at}/embed"><video poster="{at}/poster" src="{at}/video" autoplay></video>
    <audio src="{at}/audio" autoplay></audio><svg><image href="{at}/svg"/><use href="{at}/use#a"/></svg>
    <style>@import "{at}/import"; @font-face {{ font-family: f; src: url({at}/font); }} .f {{ font-family: f; }}</style>
    <p class="f" style="background: url({at}/background); cursor: url({at}/cursor), auto">words</p>
    <p style="background-image: image-set('{at}/image-set' 1x)">words</p><input type="image" src="{at}/input">
    <table background="{at}/table"><tr><td>x</td></tr></table><body background="{at}/body">
    <link rel="stylesheet" href="{at}/stylesheet"><link rel="prefetch" href="{at}/prefetch"><link rel="icon" href="{at}/icon">
    <link rel="preload" as="image" href="{at}/preload"><link rel="manifest" href="{at}/manifest">
    <link rel="dns-prefetch" href="{at}"><link rel="preconnect" href="{at}"><link rel="modulepreload" href="{at}/module">
    <script src="{at}/script"></script><script>fetch("{at}/fetch"); new Image().src = "{at}/image"</script>
    <form id="f" action="{at}/form"><input autofocus onfocus="document.forms[0].submit()"></form>
    <meta http-equiv="refresh" content="0;url={at}/refresh">"""


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
def test_no_request_leaves_and_the_address_stays(
    patched: bool, pane: PreviewPane, show: Show, dom: Dom, ask: Ask, listener: Listener, qtbot: QtBot
) -> None:
    hostile = Block("evil", f'<section id="evil">{_vectors(listener.address)}</section>')
    head = ('<meta charset="utf-8">', f'<meta http-equiv="refresh" content="0;url={listener.address}/head">', SHEET)
    evil = Page("en", "ltr", head, "", (block("a", "words"), hostile))
    refused: list[str] = []
    web(pane).page.navigation_refused.connect(lambda url: refused.append(url.path()))
    if patched:
        show(pane, page(block("a", "words")))
        pane.show_page(evil, web(pane).shown_root)
    else:
        show(pane, evil)
    address = web(pane).engine.url()
    qtbot.waitUntil(lambda: bool({"/head", "/refresh"} & set(refused)))
    qtbot.waitUntil(lambda: _settled(ask, pane))
    assert "words" in dom(pane), "the page was replaced"
    assert web(pane).engine.url() == address
    assert urllib.request.urlopen(f"{listener.address}/control", timeout=5).status == 200
    assert listener.asked == ["/control"]


def test_no_request_leaves_where_the_policy_is_missing(
    monkeypatch: pytest.MonkeyPatch, pane: PreviewPane, show: Show, ask: Ask, listener: Listener, qtbot: QtBot
) -> None:
    """The interceptor stands for itself: without the header, requests get as far as it, and no further."""
    monkeypatch.setattr("desktop.gui.preview.scheme._HEADERS", {})
    show(pane, page(Block("evil", f'<section id="evil">{_vectors(listener.address)}</section>')))
    qtbot.waitUntil(lambda: _settled(ask, pane))
    assert urllib.request.urlopen(f"{listener.address}/control", timeout=5).status == 200
    assert listener.asked == ["/control"]


class _Quiet(QWebEnginePage):
    """A page as it comes, but for what it prints."""

    def javaScriptConsoleMessage(self, *_args: object) -> None:
        """Say nothing."""


def test_an_unguarded_page_does_reach_the_server(listener: Listener, qtbot: QtBot) -> None:
    """The test of the test above."""
    holder = QObject()
    profile = QWebEngineProfile()
    bare = _Quiet(profile, holder)
    profile.setParent(holder)
    bare.setHtml(f"<body>{_vectors(listener.address)}".replace("<meta", "<hr"), QUrl("http://127.0.0.1/"))
    qtbot.waitUntil(lambda: len(set(listener.asked)) >= 8)
    holder.deleteLater()


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
