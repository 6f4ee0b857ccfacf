"""What must be said to Qt before the application object exists, so that a web view may join a window already shown."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, Qt


def prepare_application() -> None:
    """Prepare Qt for a web view that comes later; call it before ``QApplication`` is made.

    Without ``QT_WIDGETS_RHI`` Qt recreates the native window when a WebEngine view joins it, which is seen as a flash; without
    shared OpenGL contexts WebEngine refuses to be imported after the application was made. A value set by the user stays.
    """
    os.environ.setdefault("QT_WIDGETS_RHI", "1")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
