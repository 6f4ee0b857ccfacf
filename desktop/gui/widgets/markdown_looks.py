"""How each mark of the light highlighting looks, in the theme's colours."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QTextCharFormat

from desktop.gui.theme import Colour, Type, current_theme
from desktop.gui.widgets.markdown_marks import Mark

_HEADING_GROWTH = 1.12


def look_of(marks: frozenset[Mark], face: QFont) -> QTextCharFormat:
    """Return the look of text that bears all of ``marks``, set in ``face``."""
    theme = current_theme()
    form = QTextCharFormat()
    if Mark.BOLD in marks or Mark.HEADING in marks:
        form.setFontWeight(QFont.Weight.Bold)
    if marks & {Mark.ITALIC, Mark.FILM}:
        form.setFontItalic(True)
    if Mark.HEADING in marks:
        larger = QFont(face)
        larger.setPixelSize(round(face.pixelSize() * _HEADING_GROWTH))
        form.setProperty(QTextCharFormat.Property.FontPixelSize, larger.pixelSize())
    if Mark.CODE in marks:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        form.setFontFamilies([fixed.family()])
    if Mark.SPOILER in marks:
        form.setBackground(theme.colour(Colour.WASH))
    if marks & {Mark.LINK, Mark.PERSON, Mark.PICTURE}:
        form.setForeground(theme.colour(Colour.ACCENT))
    if Mark.QUOTE in marks:
        form.setForeground(theme.colour(Colour.MUTED))
    if Mark.MARKER in marks:
        form.setForeground(theme.colour(Colour.MUTED))
        form.setFontWeight(QFont.Weight.Normal)
    if Mark.ADDRESS in marks:
        _make_quiet(form, hidden=Mark.PERSON in marks)
    return form


def _make_quiet(form: QTextCharFormat, *, hidden: bool) -> None:
    """Set the number of a picture small, and that of a person so small that its 32 digits take next to no room."""
    form.setProperty(QTextCharFormat.Property.FontPixelSize, 1 if hidden else current_theme().pixels(Type.CAPTION))
    if hidden:
        form.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
        form.setFontLetterSpacing(5)
