"""Light highlighting: bold looks bold, markers stay and are dimmed. It works line by line as lines change."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from desktop.gui.theme import Colour, Type, current_theme
from desktop.gui.widgets.markdown_marks import FENCE, Mark, Stretch, line_marks
from desktop.gui.widgets.replacement import to_units

_IN_CODE = 1
_HEADING_GROWTH = 1.12


class MarkdownHighlighter(QSyntaxHighlighter):
    """Paints the marks of Markdown and our own into a document, in the theme's colours."""

    def __init__(self, document: QTextDocument) -> None:
        """Highlight ``document`` from now on."""
        super().__init__(document)
        self._formats: dict[frozenset[Mark], QTextCharFormat] = {}

    def highlightBlock(self, text: str) -> None:
        """Highlight one line (Qt calls this, after each change and only for lines that need it)."""
        in_code = self.previousBlockState() == _IN_CODE
        fence = FENCE.match(text) is not None
        self.setCurrentBlockState(_IN_CODE if in_code != fence else 0)
        if in_code or fence:
            marks = frozenset({Mark.MARKER if fence else Mark.CODE})
            self._paint(text, [Stretch(0, len(text), marks)])
        else:
            self._paint(text, line_marks(text))

    def refresh(self) -> None:
        """Highlight all anew, after the theme or the document's font changed."""
        self._formats.clear()
        self.rehighlight()

    def _paint(self, text: str, stretches: list[Stretch]) -> None:
        if not stretches:
            return
        wide = len(text) + 1 < self.currentBlock().length()  # a character of two units of Qt's is in it
        for stretch in stretches:
            start, end = stretch.start, stretch.end
            if wide:
                start, end = to_units(text, start), to_units(text, end)
            self.setFormat(start, end - start, self._format(stretch.marks))

    def _format(self, marks: frozenset[Mark]) -> QTextCharFormat:
        known = self._formats.get(marks)
        if known is None:
            known = self._formats[marks] = _make_format(marks, self.document().defaultFont())
        return known


def _make_format(marks: frozenset[Mark], face: QFont) -> QTextCharFormat:
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
