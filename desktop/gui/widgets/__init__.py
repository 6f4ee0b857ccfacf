"""Widgets made for Matinee; none knows what a review is.

Fields share one contract (``field``): ``value``, ``set_value`` (silent, keeps the caret), ``changed``, ``finished``,
``problem``. One line and whole numbers are in ``lines``, longer text in ``multi_line``, menus and boxes in
``choices``, a value picked by typing in ``completing``, several in ``chips``, records in ``rows``, dates in
``partial_date``. ``markdown_editor`` is where a review is written; ``image_well`` holds a picture.

Under them: ``plain_line`` and ``plain_text`` (text that leaves undo to the window), ``completion`` (the list),
``replacement`` (the smallest edit between two texts), ``field_frame``, ``field_label``,
``flow_layout``, ``window_keys``, ``announcing``.
"""

from desktop.gui.widgets.chips import ChipsField
from desktop.gui.widgets.choices import CheckField, ChoiceField, SegmentedField
from desktop.gui.widgets.completing import CompletingField, CompletingLine
from desktop.gui.widgets.completion import Completion
from desktop.gui.widgets.field import Field
from desktop.gui.widgets.image_well import ImageWell
from desktop.gui.widgets.lines import IntField, LineField
from desktop.gui.widgets.markdown_editor import MarkdownEditor
from desktop.gui.widgets.multi_line import MultiLineField
from desktop.gui.widgets.partial_date import PartialDateField
from desktop.gui.widgets.rows import RowsField

__all__ = [
    "CheckField",
    "ChipsField",
    "ChoiceField",
    "CompletingField",
    "CompletingLine",
    "Completion",
    "Field",
    "ImageWell",
    "IntField",
    "LineField",
    "MarkdownEditor",
    "MultiLineField",
    "PartialDateField",
    "RowsField",
    "SegmentedField",
]
