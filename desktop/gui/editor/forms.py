"""The editor's forms, each made when it is first asked for: a sitting needs two or three of them, and the window none to open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from desktop.core.review import PartKind
from desktop.gui.editor.form import Form
from desktop.gui.editor.part_form import PartForm
from desktop.gui.editor.part_forms import FORMS_BY_PART_KIND


class Forms(QObject):
    """One form for each fixed page, and one of each class for the parts; ``made(form)`` tells of a form that has just been made.

    ``pages`` makes the forms of the fixed pages, by key; ``parts`` those of the parts, by class.
    """

    made = Signal(object)

    def __init__(
        self,
        pages: Mapping[str, Callable[[], Form]],
        parts: Mapping[type[PartForm], Callable[[], PartForm]],
        parent: QObject | None = None,
    ) -> None:
        """Know how each form is made, when it is first shown: ``pages`` by their keys, ``parts`` by their classes."""
        super().__init__(parent)
        self._page_makers, self._part_makers = pages, parts
        self._pages: dict[str, Form] = {}
        self._parts: dict[type[PartForm], PartForm] = {}

    def __contains__(self, key: str) -> bool:
        """Say whether there is a fixed page of this key, made or not."""
        return key in self._page_makers

    def page(self, key: str) -> Form:
        """Return the form of a fixed page; raises KeyError."""
        if key not in self._pages:
            form = self._pages[key] = self._page_makers[key]()
            self.made.emit(form)
        return self._pages[key]

    def of_kind(self, kind: PartKind) -> PartForm:
        """Return the form of parts of a kind; raises KeyError."""
        sort = FORMS_BY_PART_KIND[kind]
        if sort not in self._parts:
            form = self._parts[sort] = self._part_makers[sort]()
            self.made.emit(form)
        return self._parts[sort]

    def there(self) -> tuple[Form, ...]:
        """Return the forms that have been made."""
        return (*self._pages.values(), *self._parts.values())
