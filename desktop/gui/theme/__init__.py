"""How Matinee looks: colours and type as roles, set once, here, and nowhere else.

``roles`` names and measures them, ``sheet`` builds the style sheet, ``theme`` dresses the application.
"""

from desktop.gui.theme.roles import Colour, Type, contrast
from desktop.gui.theme.sheet import FIELD_INSET, TOOL_INSET
from desktop.gui.theme.theme import Scheme, Theme, current_theme, set_look

__all__ = [
    "FIELD_INSET",
    "TOOL_INSET",
    "Colour",
    "Scheme",
    "Theme",
    "Type",
    "contrast",
    "current_theme",
    "set_look",
]
