"""The window: everything that knows PySide6. Widgets emit, the session changes, views listen."""

from desktop.gui.lasting_constants import hold_constants

hold_constants()
