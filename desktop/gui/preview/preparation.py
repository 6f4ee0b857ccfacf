"""What must be said to Qt before the application object exists, so that a web view may join a window already shown."""

from __future__ import annotations

import os

from PySide6.QtCore import QCoreApplication, Qt

from desktop.gui.preview.graphics import Graphics


def prepare_application(graphics: Graphics) -> None:
    """Prepare Qt for a web view that comes later; call it before ``QApplication`` is made.

    Drawn by the card, the window needs ``QT_WIDGETS_RHI``: without it Qt recreates the native window when a WebEngine view joins
    it, which is seen as a flash. Drawn in software there is nothing to recreate. Without shared OpenGL contexts WebEngine refuses
    to be imported after the application was made. A value set by the user stays.
    """
    if graphics is Graphics.SOFTWARE:
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    else:
        os.environ.setdefault("QT_WIDGETS_RHI", "1")
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
