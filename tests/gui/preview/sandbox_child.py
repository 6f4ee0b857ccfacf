"""Prints what Chromium says of its sandbox, started as the program starts it; run by a test as a user without rights."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QApplication

from desktop.gui.preview.graphics import Graphics
from desktop.gui.preview.preparation import prepare_application


def main() -> int:
    """Read the page that Chromium has about its sandbox."""
    prepare_application(Graphics.SOFTWARE)
    app = QApplication(sys.argv)

    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript

    holder = QObject()
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile, holder)
    profile.setParent(holder)

    def on_read(words: str) -> None:
        sys.stdout.write(words)
        app.exit(0)

    world = QWebEngineScript.ScriptWorldId.MainWorld.value
    page.loadFinished.connect(lambda _ok: page.runJavaScript("document.body.innerText", world, on_read))
    page.load(QUrl("chrome://sandbox"))
    status = app.exec()
    del holder
    return status


if __name__ == "__main__":
    raise SystemExit(main())
