"""The child that tries WebEngine out: it prints :data:`PROMISE` and exits 0, or does not. It imports nothing of Matinee.

Where WebEngine cannot start it ends the whole process, which no ``try`` can catch; hence a process of its own.
"""

from __future__ import annotations

import sys

PROMISE = "webengine works"
DRIVER = "graphics driver: "
"""What stands before the name of OpenGL's driver."""

_GL_RENDERER = 0x1F01
"""``GL_RENDERER`` of the OpenGL specification."""


def main() -> int:
    """Load a page, run a script in the isolated world as the preview does, and say so; returns the exit status."""
    from PySide6.QtCore import QCoreApplication, QObject, Qt
    from PySide6.QtWidgets import QApplication

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv)

    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript

    sys.stdout.write(f"{DRIVER}{_driver()}\n")
    holder = QObject()
    profile = QWebEngineProfile()
    page = QWebEnginePage(profile, holder)
    profile.setParent(holder)

    def on_answered(answer: object) -> None:
        if answer == PROMISE:
            sys.stdout.write(PROMISE + "\n")
            sys.stdout.flush()
        app.exit(0 if answer == PROMISE else 1)

    def on_load_finished(ok: bool) -> None:
        world = QWebEngineScript.ScriptWorldId.ApplicationWorld.value
        if ok:
            page.runJavaScript("document.body.textContent", world, on_answered)
        else:
            app.exit(1)

    page.loadFinished.connect(on_load_finished)
    page.renderProcessTerminated.connect(lambda *_: app.exit(1))
    page.setHtml(f"<body>{PROMISE}</body>")
    status = app.exec()
    del holder  # the page before its profile, in the order in which they joined
    return status


def _driver() -> str:
    """Return what OpenGL calls the driver that draws; empty where there is none."""
    from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

    context, surface = QOpenGLContext(), QOffscreenSurface()
    surface.create()
    if not (context.create() and context.makeCurrent(surface)):
        return ""
    name = str(context.functions().glGetString(_GL_RENDERER))
    context.doneCurrent()
    return name


if __name__ == "__main__":
    raise SystemExit(main())
